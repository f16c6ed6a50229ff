"""Issuing revisions: the whole text as it stands, frozen."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from meetings.revisions.models import RevisionLine, TextRevision
from meetings.statements import rules
from meetings.statements.gate import NoText, NotNegotiating, lock_statement
from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.present import present_text
from meetings.statements.states import UNFINISHED, Status
from meetings.texts.canonical import CanonicalLine, hashes_of
from portal.audit.operations import record
from portal.core.permissions import ensure


@transaction.atomic
def issue_revision(*, statement: Statement, actor: Any, now: datetime) -> TextRevision:
    """Freeze the text as the next revision; the first is the chair's text. Its words never change.

    Refuses `NotNegotiating` of a text that is final or ended, `NoText`.
    """
    ensure(rules.can_issue(actor, statement))
    statement = lock_statement(statement)
    if statement.status not in UNFINISHED:
        raise NotNegotiating(status=Status(statement.status).label)
    revision = freeze_text(statement, actor=actor, now=now)
    record("meetings.statement.revision_issued", revision, actor=actor, number=revision.number)
    tell_news(statement, "revision_issued", actor=actor, now=now)
    return revision


def freeze_text(statement: Statement, *, actor: Any, now: datetime, is_final: bool = False) -> TextRevision:
    """The text of a locked statement as its next revision. Refuses `NoText`."""
    lines = present_text(statement)
    if not lines:
        raise NoText
    last = statement.revisions.aggregate(last=Max("number"))["last"]
    marks = {"releasable_to": statement.releasable_to, "editable_by": statement.editable_by}
    whole = [CanonicalLine(line.anchor, line.kind, line.parent_anchor, line.texts) for line in lines]
    hashes = hashes_of(str(statement.pk), statement.title, whole, statement.languages, numbered=statement.numbered)
    revision = TextRevision(
        statement=statement,
        number=0 if last is None else last + 1,
        hashes=hashes,
        author_name=actor.name,
        issued_at=now,
        is_final=is_final,
        **marks,
    )
    revision.save(force_insert=True)
    RevisionLine.objects.bulk_create(
        RevisionLine(
            revision=revision,
            paragraph_id=line.paragraph,
            version_id=line.version,
            position=place,
            anchor=line.anchor,
            kind=line.kind,
            parent_anchor=line.parent_anchor,
            texts=line.texts,
            brackets=line.brackets,
            **marks,
        )
        for place, line in enumerate(lines, start=1)
    )
    return revision
