"""The alignment stage: naming reviewers, editing and reviewing the languages, vouching for both, freezing the final text.

An edit of a language is a tabled proposal to replace the text, so that the database holds what others consented to; it
takes one reviewer of another party. A text that goes back to negotiation keeps it as the proposal it is.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.alignment import rules
from meetings.alignment.models import Certificate, LanguageReview
from meetings.alignment.queries import alignment_blockers, edited_language
from meetings.negotiation.consensus import NothingChanges
from meetings.negotiation.models import ProposalReply, TextProposal
from meetings.negotiation.notices import tell_moved
from meetings.negotiation.operations.proposing import OwnProposal, ProposalIsSettled
from meetings.negotiation.states import ProposalKind, ProposalStatus, Reply
from meetings.revisions.models import TextRevision
from meetings.revisions.operations import freeze_text
from meetings.statements.course import require_step, turn_statement
from meetings.statements.gate import VersionIsOutdated, enter, lock_statement, require_present, require_reason
from meetings.statements.models import Paragraph, ParagraphVersion, Reviewer, Statement
from meetings.statements.present import read_present
from meetings.statements.states import LanguageState, Status
from meetings.statements.writing import NoWords, parse_texts, write_version
from meetings.texts.blocks import tidy
from meetings.texts.canonical import short_hash
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure

OPEN = (Status.PLANNED, Status.NEGOTIATING, Status.ALIGNMENT, Status.SUSPENDED)


class NotYourPerson(Refused):
    """Each delegation trusts its own people."""

    sentence = _("Name a person of your own delegation who is no observer.")
    field = "person"


class NoSuchLanguage(Refused):
    """The statement has no text in that language."""

    sentence = _("The statement has no text in this language.")
    field = "language"


class NegotiatedLanguage(Refused):
    """What was negotiated changes by negotiation."""

    sentence = _("This language was negotiated. Its words change only when the text goes back to negotiation.")


class CertifiedAlready(Refused):
    """One certificate of a delegation on one text."""

    sentence = _("Your delegation has certified this text already.")


class TextMoved(Refused):
    """Somebody changed the text since this person read it."""

    sentence = _("The text has changed since you opened it. Read what changed, then certify.")


class NotFinal(Refused):
    """Something is missing yet."""

    sentence = _("The final text still lacks: %(missing)s")


@transaction.atomic
def name_reviewer(*, statement: Statement, actor: Person, now: datetime, person: Any, language: str) -> Reviewer:
    """Trust a person of one's own delegation with a language; naming them again changes nothing.

    Refuses `NotInThisStage` (the text is final or abandoned), `OptedOut`, `NotYourPerson`, `NoSuchLanguage`.
    """
    ensure(rules.can_lead(actor, statement))
    statement = enter(statement, actor, *OPEN)
    if person.code != actor.code or not person.is_active or not rules.can_draft(person, statement):
        raise NotYourPerson
    if language not in statement.languages:
        raise NoSuchLanguage
    if named := Reviewer.objects.filter(statement=statement, person=person.pk, language=language).first():
        return named
    reviewer = Reviewer(statement=statement, delegation_id=actor.code, person=person, language=language)
    reviewer.releasable_to, reviewer.editable_by = statement.releasable_to, [actor.code]
    reviewer.save(force_insert=True)
    record("meetings.statement.reviewer_named", reviewer, actor=actor, language=language)
    return reviewer


@transaction.atomic
def remove_reviewer(*, reviewer: Reviewer, actor: Person, now: datetime) -> None:
    """Take a person of one's own delegation off the reviewers; what they have said stays said. Refuses `NotInThisStage`."""
    ensure(rules.can_lead(actor, reviewer.statement) and reviewer.delegation_id == actor.code)
    enter(reviewer.statement, actor, *OPEN)
    record("meetings.statement.reviewer_removed", reviewer, actor=actor, language=reviewer.language)
    reviewer.delete()


@transaction.atomic
def edit_language(
    *,
    paragraph: Paragraph,
    seen: ParagraphVersion,
    actor: Person,
    now: datetime,
    language: str,
    text: str,
    reason: str,
) -> TextProposal:
    """Table other words for a paragraph in a language that was not negotiated; the text changes with `answer_edit`.

    `seen` is the version that the person edited. An earlier edit of the same side at that place gives way.
    Refuses `NotInThisStage`, `OptedOut`, `NoSuchLanguage`, `NegotiatedLanguage`, `VersionIsOutdated`, `ReasonNeeded`, `NoWords`,
    `UnbalancedText`, `BracketsDiffer`, `NothingChanges`.
    """
    ensure(rules.can_review(actor, paragraph.statement, language))
    statement = enter(paragraph.statement, actor, Status.ALIGNMENT)
    if language not in statement.languages:
        raise NoSuchLanguage
    if language == statement.drafted_in:
        raise NegotiatedLanguage
    line = read_present(statement).line(paragraph.anchor)
    if line is None or line.version != seen.pk:
        raise VersionIsOutdated(anchor=paragraph.anchor)
    reason = require_reason(reason)
    texts = line.texts | {language: tidy(text)}
    if not parse_texts(statement, texts, {})[language].pieces:
        raise NoWords(languages=language.upper())
    if texts == line.texts:
        raise NothingChanges
    earlier = TextProposal.objects.filter(paragraph=paragraph, delegation=actor.code, status=ProposalStatus.TABLED)
    earlier.update(status=ProposalStatus.WITHDRAWN, settled_at=now)
    edit = TextProposal(statement=statement, delegation_id=actor.code, author_id=actor.pk, kind=ProposalKind.REPLACE)
    edit.paragraph, edit.base, edit.texts, edit.rationale = paragraph, seen, [texts], reason
    edit.status, edit.created_at, edit.tabled_at = ProposalStatus.TABLED, now, now
    edit.releasable_to, edit.editable_by = statement.releasable_to, statement.editable_by
    edit.save(force_insert=True)
    record("meetings.statement.language_edited", edit, actor=actor, language=language, paragraph=paragraph.anchor)
    tell_moved(statement, actor=actor, now=now)
    return edit


@transaction.atomic
def answer_edit(*, edit: TextProposal, actor: Person, now: datetime, reply: str, note: str = "") -> ProposalReply:
    """Say yes or no to another party's edit of a language one reviews. The first yes changes the text and reviews it.

    The negotiated language stays as it is. Positions on the paragraph and every certificate are void from here: they
    name another text. Refuses `NotInThisStage`, `OptedOut`, `ProposalIsSettled`, `OwnProposal`, `VersionIsOutdated`.
    """
    language = edited_language(edit)
    ensure(bool(language) and rules.can_review(actor, edit.statement, language))
    statement = enter(edit.statement, actor, Status.ALIGNMENT)
    edit = TextProposal.objects.select_related("paragraph", "base").get(pk=edit.pk)
    if edit.status != ProposalStatus.TABLED:
        raise ProposalIsSettled(status=edit.get_status_display())
    if edit.delegation_id == actor.code:
        raise OwnProposal
    assert edit.paragraph
    require_present(edit.paragraph, edit.base_id)
    said = ProposalReply(proposal=edit, delegation_id=actor.code, reply=Reply(reply), note=note.strip(), at=now)
    said.number = ProposalReply.objects.filter(proposal=edit, delegation=actor.code).count() + 1
    said.by_name, said.releasable_to, said.editable_by = actor.name, edit.releasable_to, [actor.code]
    said.save(force_insert=True)
    record(f"meetings.statement.proposal_{said.reply}", edit, actor=actor, note=said.note)
    tell_moved(statement, actor=actor, now=now)
    if said.reply == Reply.CONSENT:
        _carry_edit(edit, statement, language, actor, now)
    return said


@transaction.atomic
def withdraw_edit(*, edit: TextProposal, actor: Person, now: datetime) -> TextProposal:
    """Take back an edit of one's own delegation, as its reviewer or whoever speaks for it.

    Refuses `NotInThisStage`, `OptedOut`, `ProposalIsSettled`.
    """
    language = edited_language(edit)
    may = rules.can_review(actor, edit.statement, language) or rules.can_negotiate(actor, edit.statement)
    ensure(bool(language) and may and edit.delegation_id == actor.code)
    enter(edit.statement, actor, Status.ALIGNMENT)
    edit = TextProposal.objects.get(pk=edit.pk)
    if edit.status != ProposalStatus.TABLED:
        raise ProposalIsSettled(status=edit.get_status_display())
    edit.status, edit.settled_at = ProposalStatus.WITHDRAWN, now
    edit.save(update_fields=["status", "settled_at"])
    record("meetings.statement.proposal_withdrawn", edit, actor=actor)
    return edit


@transaction.atomic
def mark_reviewed(
    *, statement: Statement, actor: Person, now: datetime, language: str, versions: Collection[UUID]
) -> list[LanguageReview]:
    """Say that these paragraphs, as the person saw them, are as they should be in one language. Positions stay.

    Refuses `NotInThisStage`, `OptedOut`, `NoSuchLanguage`, `VersionIsOutdated` (then none is marked), `NoWords`.
    """
    ensure(rules.can_review(actor, statement, language))
    statement = enter(statement, actor, Status.ALIGNMENT)
    if language not in statement.languages:
        raise NoSuchLanguage
    present = {line.version: line for line in read_present(statement).lines}
    if gone := set(versions) - set(present):
        changed = ParagraphVersion.objects.filter(pk__in=gone, paragraph__statement=statement)
        anchors = sorted(set(changed.values_list("paragraph__anchor", flat=True)))
        raise VersionIsOutdated(anchor=", ".join(anchors))
    if any(not present[key].texts[language] for key in versions):
        raise NoWords(languages=language.upper())
    mine = LanguageReview.objects.filter(version__in=versions, language=language, delegation=actor.code)
    there = set(mine.values_list("version_id", flat=True))
    reviews = [_review(statement, key, language, actor, now) for key in present if key in set(versions) - there]
    if reviews:
        anchors = [present[review.version_id].anchor for review in reviews]
        record("meetings.statement.reviewed", statement, actor=actor, language=language, paragraphs=anchors)
    return reviews


@transaction.atomic
def certify(*, statement: Statement, actor: Person, now: datetime, seen: str | None = None) -> Certificate:
    """Vouch for one's delegation that the languages say the same, on the hashes of the text as it stands.

    `seen` is the hash of the whole text that the person read. Only a reviewer whom a party named; never the secretariat.
    Refuses `NotInThisStage`, `OptedOut`, `TextMoved`, `CertifiedAlready`.
    """
    ensure(rules.can_review(actor, statement))
    statement = enter(statement, actor, Status.ALIGNMENT)
    hashes = read_present(statement).hashes
    if seen is not None and seen != hashes[""]:
        raise TextMoved
    if Certificate.objects.filter(statement=statement, delegation=actor.code, hashes=hashes).exists():
        raise CertifiedAlready
    given = Certificate(statement=statement, delegation_id=actor.code, by_name=actor.name, hashes=hashes, at=now)
    given.releasable_to, given.editable_by = statement.releasable_to, [actor.code]
    given.save(force_insert=True)
    record("meetings.statement.certified", given, actor=actor, text=short_hash(hashes[""]))
    return given


@transaction.atomic
def freeze_final(*, statement: Statement, actor: Person, now: datetime) -> TextRevision:
    """Freeze the text as the final one, for the secretariat; only going back to negotiation opens it again.

    Refuses `NotFromHere`, and `NotFinal` with all that is missing: reviews, edits that wait, findings, certificates.
    """
    ensure(rules.can_freeze(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.FINAL_TEXT)
    if missing := alignment_blockers(statement, actor):
        raise NotFinal(missing=" ".join(blocker.sentence for blocker in missing))
    revision = freeze_text(statement, actor=actor, now=now, is_final=True)
    text = short_hash(revision.hashes[""])
    turn_statement(
        statement, Status.FINAL_TEXT, actor, now, "finalised", final=revision, number=revision.number, text=text
    )
    return revision


def _carry_edit(edit: TextProposal, statement: Statement, language: str, actor: Person, now: datetime) -> None:
    assert edit.paragraph
    assert edit.base
    nodes = edit.base.nodes | {language: [{"t": "s", "v": edit.texts[0][language]}]}
    states = edit.base.language_states | {language: LanguageState.REVIEWED}
    edit.status, edit.settled_at = ProposalStatus.ACCEPTED, now
    edit.save(update_fields=["status", "settled_at"])
    version = write_version(
        edit.paragraph, nodes, after=edit.base, actor=actor, now=now, proposal=edit.pk, states=states
    )
    others = TextProposal.objects.filter(paragraph=edit.paragraph, status=ProposalStatus.TABLED)
    others.update(status=ProposalStatus.SUPERSEDED, settled_at=now)
    statement.version += 1
    statement.save(update_fields=["version"])
    _review(statement, version.pk, language, actor, now)
    record("meetings.statement.accepted", edit, actor=actor, kind=edit.kind)


def _review(statement: Statement, version: UUID, language: str, actor: Person, now: datetime) -> LanguageReview:
    review = LanguageReview(version_id=version, language=language, delegation_id=actor.code, by_name=actor.name, at=now)
    review.releasable_to, review.editable_by = statement.releasable_to, [actor.code]
    review.save(force_insert=True)
    return review
