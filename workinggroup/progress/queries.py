"""What the pages of progress need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from meetings.documents.models import Document
from meetings.statements.models import Statement
from meetings.statements.states import PartyStatus
from portal.core import times
from portal.core.people import Person
from portal.people.models import User
from workinggroup.commitments.models import Commitment
from workinggroup.progress import standing
from workinggroup.progress.duties import calendars, due_day, rounds_asking
from workinggroup.progress.models import (
    WORDS,
    JointAnswer,
    JointRating,
    PartnerRating,
    ProgressReport,
    ReportDraft,
    Reporter,
    ReportingRound,
)
from workinggroup.progress.states import Office


@dataclass
class JointView:
    """A proposed joint rating with what each party last said to it."""

    rating: JointRating
    answers: dict[str, JointAnswer] = field(default_factory=dict)

    @property
    def waits_for(self) -> list[str]:
        """The parties that have not consented."""
        return [code for code in self.rating.parties if not (code in self.answers and self.answers[code].consents)]

    @property
    def is_in_force(self) -> bool:
        return not self.waits_for

    @property
    def agreed_at(self) -> datetime:
        """When the last party consented."""
        return max(answer.at for answer in self.answers.values())


@dataclass
class ReportView:
    """A version of a report with the partners' ratings, the last of each and those before, and what was proposed to all."""

    report: ProgressReport
    ratings: dict[str, PartnerRating] = field(default_factory=dict)
    earlier: list[PartnerRating] = field(default_factory=list)
    joints: list[JointView] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    @property
    def agreed(self) -> JointView | None:
        """The last joint rating that all parties consented to."""
        return next((joint for joint in reversed(self.joints) if joint.is_in_force), None)

    @property
    def proposed(self) -> JointView | None:
        """The last proposal, if it is not in force."""
        return self.joints[-1] if self.joints and not self.joints[-1].is_in_force else None

    @property
    def views(self) -> dict[str, str]:
        """What each side says, the lead first."""
        said = {side: rating.completion for side, rating in self.ratings.items()}
        return {self.report.delegation_id: self.report.completion} | said


def views_of(reports: Iterable[ProgressReport], *, until: datetime | None = None) -> dict[UUID, ReportView]:
    """Reports with all that is said to them, up to an instant where one is given, by their keys. Three SQL queries, none for no
    report."""
    found = {report.pk: ReportView(report) for report in reports}
    if not found:
        return {}
    keys, said = list(found), {"at__lte": until} if until else {}
    for rating in PartnerRating.objects.filter(report__in=keys, **said).order_by("number"):
        view = found[rating.report_id]
        if before := view.ratings.get(rating.delegation_id):
            view.earlier.append(before)
        view.ratings[rating.delegation_id] = rating
    joints = {}
    for joint in JointRating.objects.filter(report__in=keys, **said).order_by("number"):
        joints[joint.pk] = JointView(joint)
        found[joint.report_id].joints.append(joints[joint.pk])
    for answer in JointAnswer.objects.filter(rating__report__in=keys, **said).order_by("number"):
        joints[answer.rating_id].answers[answer.delegation_id] = answer
    return found


def is_in_force(rating: JointRating) -> bool:
    """Whether all its parties have consented to a joint rating. One SQL query."""
    view = JointView(rating)
    for answer in JointAnswer.objects.filter(rating=rating).order_by("number"):
        view.answers[answer.delegation_id] = answer
    return view.is_in_force


def parties_of(statement: Statement) -> list[str]:
    """The parties to a text that have not left it, in order. One SQL query."""
    gone = set(statement.sides.exclude(status=PartyStatus.ACTIVE).values_list("delegation_id", flat=True))
    return [code for code in statement.parties if code not in gone]


def offices_of(code: str) -> dict[str, list[str]]:
    """Who drafts a delegation's reports and who submits them, by office, as keys in order. One SQL query."""
    found: dict[str, list[str]] = {office.value: [] for office in Office}
    for office, person in Reporter.objects.filter(delegation=code).values_list("office", "person_id"):
        found[office].append(str(person))
    return {office: sorted(people) for office, people in found.items()}


def validators_of(code: str) -> set[UUID]:
    """Whom a delegation's head named to submit its reports; the delegation alone sees them. One SQL query."""
    rows = Reporter.objects.filter(delegation=code, office=Office.VALIDATOR)
    return set(rows.values_list("person_id", flat=True))


def focal_points_of(code: str) -> set[UUID]:
    """Who is to draft a delegation's reports; the delegation alone sees them. One SQL query."""
    rows = Reporter.objects.filter(delegation=code, office=Office.FOCAL_POINT)
    return set(rows.values_list("person_id", flat=True))


def nameable(user: Person) -> Any:
    """The people of one's own delegation who may draft or submit reports."""
    ours = User.objects.filter(is_active=True, membership__delegation_id=user.code)
    return ours.exclude(membership__role__in=["observer", "press"]).select_related("membership").order_by("name")


def nothing_drafted() -> dict[str, Any]:
    """What stands in an empty form for a draft."""
    return dict.fromkeys(WORDS, "") | {"evidence": [], "figures": [], "documents": [], "is_ready": False}


@dataclass(frozen=True)
class CommitmentProgress:
    """All that was reported on a commitment, the newest first, and how it stands.

    `asking` are the rounds in which its lead is asked for a report, each with the day on which that is due; `draft` is what
    the reader's own delegation writes for the nearest of them, `documents` its evidence that the reader sees.
    """

    commitment: Commitment
    views: list[ReportView]
    rounds: Mapping[UUID, ReportingRound]
    asking: list[tuple[ReportingRound, date]]
    draft: ReportDraft | None
    documents: list[Document]
    parties: list[str]
    standing: standing.Standing

    @property
    def last(self) -> ReportView | None:
        return self.views[0] if self.views else None

    @property
    def earlier(self) -> list[ReportView]:
        return self.views[1:]

    @property
    def owed(self) -> tuple[ReportingRound, date] | None:
        """The nearest round that has no report yet, and when it is due."""
        done = {view.report.round_id for view in self.views}
        return next(((asked, day) for asked, day in self.asking if asked.pk not in done), None)

    @property
    def partners(self) -> list[str]:
        return [code for code in self.parties if code != self.commitment.lead_id]


def progress_of(commitment: Commitment, user: Person, *, now: datetime) -> CommitmentProgress:
    """What was reported on a commitment. At most twelve SQL queries."""
    rows = ProgressReport.objects.visible_to(user).filter(commitment=commitment).select_related("commitment")
    views = list(views_of(rows.order_by("-at", "-number")).values())
    asking = rounds_asking(commitment.pk)
    wanted = {*asking, *(view.report.round_id for view in views)}
    rounds = ReportingRound.objects.visible_to(user).select_related("meeting").in_bulk(wanted) if wanted else {}
    calendar = calendars([commitment.lead_id] if asking and commitment.lead_id else []).get(commitment.lead_id or "")
    days = [(rounds[key], due_day(rounds[key].due_on, calendar)) for key in asking if key in rounds]
    draft = _draft(commitment, user, asking)
    documents = _documents([*(view.report for view in views), *([draft] if draft else [])], user)
    for view in views:
        view.documents = [documents[key] for key in view.report.documents if key in documents]
    said = said_of(commitment, views[0] if views else None, days[0][1] if days else None, user.zone)
    return CommitmentProgress(
        commitment=commitment,
        views=views,
        rounds=rounds,
        asking=days,
        draft=draft,
        documents=[documents[key] for key in draft.documents if key in documents] if draft else [],
        parties=parties_of(commitment.statement),
        standing=standing.stand(said, times.local(now, user.zone).date()),
    )


def said_of(commitment: Any, view: ReportView | None, asked_by: date | None, zone: str) -> standing.Said:
    """What the rules of the standing look at, days as the reader counts them."""
    agreed = view.agreed if view else None
    return standing.Said(
        lead=commitment.lead_id or "",
        due_on=None if commitment.closed_as else commitment.due_on,
        asked_by=asked_by,
        reported=view.report.completion if view else "",
        reported_on=times.local(view.report.at, zone).date() if view else None,
        partners=tuple((side, rating.completion) for side, rating in view.ratings.items()) if view else (),
        agreed=agreed.rating.completion if agreed else "",
        agreed_on=times.local(agreed.agreed_at, zone).date() if agreed else None,
    )


def _draft(commitment: Commitment, user: Person, asking: Sequence[UUID]) -> ReportDraft | None:
    if user.code != commitment.lead_id or not asking:
        return None
    rows = ReportDraft.objects.visible_to(user).filter(commitment=commitment, round__in=asking)
    found: ReportDraft | None = rows.order_by("-at").first()
    return found


def _documents(said: Iterable[Any], user: Person) -> dict[UUID, Document]:
    keys = {key for each in said for key in each.documents}
    if not keys:
        return {}
    found: dict[UUID, Document] = Document.objects.visible_to(user).filter(withdrawn_at=None).in_bulk(keys)
    return found


def offered_documents(commitment: Commitment, asked: ReportingRound, user: Person) -> Any:
    """What may be named as evidence: documents of the meeting that promised and of the coming one that all readers of the
    commitment can open."""
    meetings = [commitment.statement.meeting_id, asked.meeting_id]
    rows = Document.objects.visible_to(user).filter(meeting__in=meetings, withdrawn_at=None)
    rows = rows.filter(
        releasable_to__contains=commitment.releasable_to, meeting__releasable_to__contains=commitment.releasable_to
    )
    return rows.order_by("-added_at", "pk")
