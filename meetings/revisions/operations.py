"""Issuing revisions: the whole text as it stands, frozen."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from meetings.revisions.models import RevisionLine, TextRevision
from meetings.statements import rules
from meetings.statements.gate import NoText, enter_stage
from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.present import read_present
from meetings.statements.states import UNFINISHED
from portal.audit.operations import record
from portal.core.people import Person
from portal.core.permissions import ensure


@transaction.atomic
def issue_revision(*, statement: Statement, actor: Person, now: datetime) -> TextRevision:
    """Freeze the text as the next revision; the first is the chair's text. Its words never change.

    Refuses `NotInThisStage` of a text that is final or ended, `NoText`.
    """
    ensure(rules.can_issue(actor, statement))
    statement = enter_stage(statement, *UNFINISHED)
    revision = freeze_text(statement, actor=actor, now=now)
    record("meetings.statement.revision_issued", revision, actor=actor, number=revision.number)
    tell_news(statement, "revision_issued", actor=actor, now=now)
    return revision


def freeze_text(statement: Statement, *, actor: Person, now: datetime, is_final: bool = False) -> TextRevision:
    """The text of a locked statement as its next revision. Refuses `NoText`."""
    present = read_present(statement)
    if not present.body:
        raise NoText
    last = statement.revisions.aggregate(last=Max("number"))["last"]
    marks = {"releasable_to": statement.releasable_to, "editable_by": statement.editable_by}
    revision = TextRevision(
        statement=statement,
        number=0 if last is None else last + 1,
        hashes=present.hashes,
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
            position=position,
            anchor=line.anchor,
            kind=line.kind,
            parent_anchor=line.parent_anchor,
            texts=line.texts,
            brackets=len(line.brackets),
            **marks,
        )
        for position, line in enumerate(present.lines, start=1)
    )
    return revision
