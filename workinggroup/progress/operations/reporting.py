"""Drafting a report inside the lead delegation, and submitting it by a second person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.documents.models import Document
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.commitments.models import Commitment
from workinggroup.progress import notices, rules
from workinggroup.progress.duties import is_owed
from workinggroup.progress.models import WORDS, ProgressReport, ReportDraft, ReportingRound
from workinggroup.progress.queries import nothing_drafted, validators_of


class NotAsked(Refused):
    """A round asks for reports on what was promised before its meeting and accepted by its lead."""

    sentence = _("No report on %(reference)s is asked for before %(meeting)s.")


class RoundIsOver(Refused):
    """What is said after the meeting belongs to the next round."""

    sentence = _("%(meeting)s is over. Report before the next meeting.")


class NotShared(Refused):
    """Evidence that a partner cannot open is none."""

    sentence = _("“%(title)s” is not readable for all who read the report. Give it to them first, or leave it out.")
    field = "documents"


class NothingToSubmit(Refused):
    """There is a draft first, and its author says that it is ready."""

    sentence = _("There is no draft that is ready to be submitted.")


class SecondPersonNeeded(Refused):
    """A report is two people's word."""

    sentence = _("You wrote this draft. A second person of your delegation submits it.")


@transaction.atomic
def write_draft(
    *,
    asked: ReportingRound,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    completion: str,
    text: str,
    evidence: Sequence[Mapping[str, str]] = (),
    figures: Sequence[Mapping[str, str]] = (),
    documents: Sequence[UUID] = (),
    is_ready: bool = False,
    seen: str | None = None,
) -> ReportDraft:
    """Write, or write anew, what the actor's delegation is going to report; nobody else sees it. Whoever wrote last is its
    author. Where it `is_ready`, those are told who may submit it.

    `seen` is the digest of its `WORDS` as the form was opened with. Refuses `NotAsked`, `RoundIsOver`, `ChangedMeanwhile`,
    `NotShared`.
    """
    _lock(asked, commitment)
    ensure(rules.can_draft(actor, commitment))
    _require_asked(asked, commitment)
    there = _draft_of(asked, commitment, actor)
    require_seen(seen, values_of(there, WORDS) if there else nothing_drafted())
    _require_shared(documents, commitment)
    draft = there or ReportDraft(round=asked, commitment=commitment, delegation_id=actor.code)
    draft.completion, draft.text, draft.is_ready = completion, text, is_ready
    draft.evidence, draft.figures, draft.documents = list(evidence), list(figures), list(documents)
    draft.drafted_by_id, draft.drafted_by_name, draft.at = actor.pk, actor.name, now
    draft.releasable_to, draft.editable_by = [actor.code], [actor.code]
    draft.save()
    record("workinggroup.report.drafted", draft, actor=actor, completion=completion, ready=is_ready)
    if is_ready:
        notices.tell_ready(draft, actor, now=now)
    return draft


@transaction.atomic
def submit_report(
    *, asked: ReportingRound, commitment: Commitment, actor: Person, now: datetime, seen: str | None = None
) -> ProgressReport:
    """Give a colleague's draft to all who know the commitment, as the next version of the report; the draft is gone.

    `seen` is the digest of the draft's `WORDS` as the actor read it. Refuses `RoundIsOver`, `NotAsked`, `NothingToSubmit`,
    `ChangedMeanwhile`, `SecondPersonNeeded`, `NotShared`.
    """
    _lock(asked, commitment)
    ensure(rules.can_submit(actor, commitment, validators_of(actor.code)))
    _require_asked(asked, commitment)
    draft = _draft_of(asked, commitment, actor)
    if draft is None or not draft.is_ready:
        raise NothingToSubmit
    require_seen(seen, values_of(draft, WORDS))
    if draft.drafted_by_id == actor.pk:
        raise SecondPersonNeeded
    _require_shared(draft.documents, commitment)
    earlier = ProgressReport.objects.filter(round=asked, commitment=commitment)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    words = values_of(draft, (*WORDS[:-1], "delegation_id", "drafted_by_id", "drafted_by_name"))
    report = ProgressReport(round=asked, commitment=commitment, number=number, at=now, **words)
    report.submitted_by_id, report.submitted_by_name = actor.pk, actor.name
    report.releasable_to, report.editable_by = commitment.releasable_to, [actor.code]
    report.save(force_insert=True)
    draft.delete()
    record("workinggroup.report.submitted", report, actor=actor, completion=report.completion, number=number)
    notices.tell_submitted(report, actor, now=now)
    return report


def _lock(asked: ReportingRound, commitment: Commitment) -> None:
    lock_key(f"report on {commitment.pk} in {asked.pk}")


def _require_asked(asked: ReportingRound, commitment: Commitment) -> None:
    if not asked.meeting.is_coming:
        raise RoundIsOver(meeting=asked.meeting)
    if not is_owed(asked.pk, commitment.pk):
        raise NotAsked(reference=commitment.reference, meeting=asked.meeting)


def _draft_of(asked: ReportingRound, commitment: Commitment, actor: Person) -> ReportDraft | None:
    rows = ReportDraft.objects.select_for_update(of=("self",)).select_related("commitment__statement__meeting")
    found: ReportDraft | None = rows.filter(round=asked, commitment=commitment, delegation=actor.code).first()
    return found


def _require_shared(documents: Sequence[UUID], commitment: Commitment) -> None:
    """All who read the commitment can open each document. At most two SQL queries."""
    found = Document.objects.select_related("meeting").in_bulk(list(documents)) if documents else {}
    for key in documents:
        document = found.get(key)
        if document is None or document.is_withdrawn:
            raise NotShared(title=document or _("A document"))
        if set(document.known_to(commitment.releasable_to)) < set(commitment.releasable_to):
            raise NotShared(title=document)
