"""What the page of one gap needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.documents.states import Marking
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING
from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import OPEN as OPEN_ITEMS
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus
from workinggroup.gaps import rules
from workinggroup.gaps.agreed import known_scales
from workinggroup.gaps.joint import GapJointRating
from workinggroup.gaps.models import (
    Gap,
    GapEntry,
    GapHandover,
    GapPassage,
    Measure,
    Rating,
    RatingRound,
    Toleration,
    TolerationConsent,
    Verification,
)
from workinggroup.gaps.saying import Standing, standing_of
from workinggroup.gaps.scales import AXES as SCALED
from workinggroup.gaps.scales import STEPS, Scale, differ, worst
from workinggroup.gaps.states import RATED, SETTLED, Level, Moment, Part, Status, moment_of
from workinggroup.handling.queries import passages_of, without_gists

AXES = (
    ("threat", gettext_lazy("Threat")),
    ("vulnerability", gettext_lazy("Vulnerability")),
    ("safety", gettext_lazy("Impact on safety and rights of persons")),
    ("control", gettext_lazy("Impact on control of the border")),
    ("trade", gettext_lazy("Impact on lawful trade and travel")),
    ("trust", gettext_lazy("Impact on trust between the sides")),
)
IMPACTS = ("safety", "control", "trade", "trust")


@dataclass(frozen=True)
class Row:
    """One line of the ratings: what is rated, and by each side its step with the words of the scale.

    `differs` where the sides lie two steps apart or more.
    """

    name: str
    steps: Sequence[tuple[int, str]]
    differs: bool


@dataclass(frozen=True)
class RoundShown:
    """A round of ratings: those that the reader sees, side by side, and who has not rated yet; `is_old` where it began by a
    scale that is in use no more, `is_retired` where a joint rating is proposed by one, and `gone` those who would have to
    agree to it and read the gap no more.
    """

    round: RatingRound
    ratings: Sequence[Rating]
    rows: Sequence[Row]
    levels: Sequence[str]
    differs: bool
    missing: Sequence[str]
    hidden: Sequence[str]
    joint: GapJointRating | None = None
    is_retired: bool = False
    gone: Sequence[str] = ()
    is_old: bool = False

    @property
    def said(self) -> Sequence[Rating | GapJointRating]:
        """The ratings of the sides, and beside them what is proposed or agreed for all."""
        return [*self.ratings, self.joint] if self.joint else self.ratings

    @property
    def weighs(self) -> str:
        """The level that counts: what all agreed on, else the gravest."""
        return self.joint.level if self.joint and self.joint.is_agreed else worst(self.levels)

    @property
    def is_residual(self) -> bool:
        return self.round.moment == Moment.RESIDUAL


@dataclass(frozen=True)
class ScaleShown:
    """A scale as its page shows it: a line for each step with the words of each axis, and the two grids."""

    scale: Scale

    @property
    def steps(self) -> list[tuple[int, list[str]]]:
        return [(step, [in_language(getattr(self.scale, axis)[step]) for axis in SCALED]) for step in STEPS]

    @property
    def likelihood(self) -> list[tuple[int, str]]:
        return list(enumerate(self.scale.likelihood_grid, 1))

    @property
    def level(self) -> list[tuple[int, list[str]]]:
        return [(row, [Level(sign).letter for sign in line]) for row, line in enumerate(self.scale.level_grid, 1)]


@dataclass(frozen=True)
class Mended:
    """A part of what is weak, by its number and words, with the measures for it, and the owners `said` to have one that the
    reader does not see; its words are not printed where they are read on the page alone."""

    number: int
    words: str
    anchor: str
    measures: Sequence[Measure]
    is_whole: bool = False
    said: Sequence[str] = ()
    is_alone: bool = False


@dataclass(frozen=True)
class Borne:
    """A toleration, proposed or holding: who consented and who has not."""

    toleration: Toleration
    consented: Sequence[TolerationConsent]
    missing: Sequence[str]


@dataclass(frozen=True)
class Step:
    """What the reader does next with a gap: the name of the address, the words on the button, whether it has a page."""

    address: str
    words: str
    has_page: bool = True


@dataclass(frozen=True)
class GapPage:
    """One gap with all that is shown of it. `next` is the one thing to do that the page offers first."""

    gap: Gap
    standing: Standing
    level: str
    passages: Sequence[GapPassage]
    rounds: Sequence[RoundShown]
    parts: Sequence[Mended]
    verifications: Sequence[Verification]
    borne: Borne | None
    handover: GapHandover | None
    entries: Sequence[GapEntry]
    may_rate: bool
    is_done: bool
    is_done_by_us: bool
    has_ours: bool
    next: Step | None

    @property
    def present(self) -> RoundShown | None:
        """The round of which there is something to say now."""
        moment = moment_of(self.gap.status)
        return next((each for each in self.rounds if each.round.moment == moment), None)

    @property
    def level_name(self) -> str:
        return str(Level(self.level).label) if self.level else ""


def find_gap(user: Person, pk: Any) -> Gap | None:
    """A gap that the user sees. One SQL query."""
    rows: Any = Gap.objects.visible_to(user).select_related("raised_by", "place", "commitment__paragraph__statement")
    found: Gap | None = rows.filter(pk=pk).first()
    return found


def page_of(gap: Gap, user: Person, *, now: datetime) -> GapPage:
    """All that is shown of a gap. Thirteen SQL queries at most."""
    passages = passages_of(gap)
    rounds = _rounds(gap)
    parts = _parts(gap, passages)
    verifications = list(Verification.objects.filter(gap=gap).order_by("-at"))
    borne, handover = _borne(gap), GapHandover.objects.filter(gap=gap, ended_at=None).first()
    current = next((each for each in rounds if not each.is_residual), None)
    last = rounds[0] if rounds and gap.status in {Status.CLAIMED, Status.CLOSED} else current
    shown = last if last and last.weighs else next((each for each in rounds if each.weighs), None)
    asks = current is not None and not current.is_old and user.code in current.round.missing and gap.status in RATED
    measures = [each for part in parts for each in part.measures]
    ours = [each for each in measures if each.item.delegation_id == user.code]
    is_done = bool(parts) and all(part.measures or part.said for part in parts)
    left = {each.item.delegation_id for each in measures if each.item.status in OPEN_ITEMS}
    page = GapPage(
        gap,
        standing_of(gap, has_measure=bool(measures)),
        shown.weighs if shown else "",
        passages,
        rounds,
        parts,
        verifications,
        borne,
        handover,
        list(GapEntry.objects.filter(gap=gap).order_by("-at")),
        asks and rules.can_rate(user, gap),
        is_done and not left,
        user.code not in left,
        bool(ours),
        None,
    )
    return GapPage(**{**vars(page), "next": _next(page, user)})


def _next(page: GapPage, user: Person) -> Step | None:
    """The nearest thing that this person can do for the own side."""
    gap, code = page.gap, user.code
    looked = {each.side_id for each in page.verifications if each.turn == gap.turn}
    is_claimed, is_open = gap.status == Status.CLAIMED, gap.status in {Status.ACCEPTED, Status.TREATING}
    is_ready = gap.status == Status.TREATING and page.is_done and {*gap.owners} <= {code, *gap.done_by}
    adds = is_open and code not in gap.done_by
    steps = (
        (gap.is_draft and rules.can_raise(user, gap), Step("raise", _("Raise it"))),
        (gap.status == Status.RAISED and rules.can_answer(user, gap), Step("accept", _("Accept it"), has_page=False)),
        (page.may_rate, Step("rate", _("Rate it"))),
        (gap.status == Status.CONTESTED and rules.can_raise(user, gap), Step("raise", _("Raise it anew"))),
        (
            _awaits_consent(page, code) and rules.can_consent(user, gap),
            Step("consent", _("Consent to tolerate it"), has_page=False),
        ),
        (is_ready and rules.can_mend(user, gap), Step("claim", _("Claim that it is mended"))),
        (
            says_done(page, code) and (page.is_done or page.has_ours) and rules.can_mend(user, gap),
            Step("done", _("Say that your measures are done"), has_page=False),
        ),
        (
            _awaits_joint(page, code) and rules.can_rate_together(user, gap),
            Step("joint-agree", _("Agree to the joint rating"), has_page=False),
        ),
        (adds and rules.can_mend(user, gap), Step("measure", _("Add a measure"))),
        (is_claimed and code not in looked and rules.can_verify(user, gap), Step("verify", _("Verify"))),
        (
            is_claimed and rules.can_record_closing(user, gap),
            Step("record", _("Record the closing"), has_page=False),
        ),
    )
    return next((step for applies, step in steps if applies), None)


def _awaits_consent(page: GapPage, code: str) -> bool:
    return page.borne is not None and page.gap.status != Status.TOLERATED and code in page.borne.missing


def says_done(page: GapPage, code: str) -> bool:
    """Whether an owner may still say that its own measures are done, so that another may claim: that of a part which has none
    for it to see."""
    gap, others = page.gap, {*page.gap.owners} - {code}
    is_there = gap.status == Status.TREATING and page.is_done_by_us and code in gap.owners and code not in gap.done_by
    return bool(is_there and others and not (page.is_done and others <= {*gap.done_by}))


def _awaits_joint(page: GapPage, code: str) -> bool:
    joint = page.present.joint if page.present and not page.present.is_retired else None
    return joint is not None and code in joint.missing


def _rounds(gap: Gap) -> list[RoundShown]:
    """The rounds of a gap, the newest first. Four SQL queries."""
    ratings: dict[Any, list[Rating]] = {}
    for rating in Rating.objects.filter(gap=gap).order_by("side"):
        ratings.setdefault(rating.round_id, []).append(rating)
    rows = list(RatingRound.objects.filter(gap=gap).order_by("-opened_at", "-number"))
    joint = {each.round_id: each for each in GapJointRating.objects.filter(gap=gap, ended_at=None)}
    scales = known_scales() if rows else {}
    for place, each in enumerate(rows):
        each.number = len(rows) - place
    return [_round(gap, each, ratings.get(each.pk, []), joint.get(each.pk), scales) for each in rows]


def _round(
    gap: Gap, asked: RatingRound, ratings: list[Rating], joint: GapJointRating | None, scales: Mapping[int, Scale]
) -> RoundShown:
    rows = []
    for name, words in AXES:
        steps = [getattr(each, name) for each in ratings]
        said: list[Any] = [*ratings, joint] if joint else [*ratings]
        told = [(getattr(each, name), _words(each, name, getattr(each, name), scales)) for each in said]
        rows.append(Row(str(words), told, differ(steps)))
    there = {each.side_id for each in ratings}
    return RoundShown(
        asked,
        ratings,
        rows,
        [each.level for each in ratings],
        any(row.differs for row in rows) or len({each.level for each in ratings}) > 1,
        asked.missing,
        [code for code in asked.rated if code not in there],
        joint,
        joint is not None and not joint.is_agreed and joint.scale != max(scales),
        [code for code in joint.missing if code not in gap.releasable_to] if joint else [],
        asked.scale != max(scales),
    )


def _words(rating: Rating | GapJointRating, name: str, step: int, scales: Mapping[int, Scale]) -> str:
    scale = scales.get(rating.scale)
    return in_language(getattr(scale, "impact" if name in IMPACTS else name)[step]) if scale else ""


def _parts(gap: Gap, passages: Sequence[GapPassage]) -> list[Mended]:
    """What is weak, part by part, with the measures; then those for the whole, and those of the own side for a part that is not
    shown to it any more: whoever else does not see a part sees no measure for it. One SQL query."""
    rows = list(Measure.objects.filter(gap=gap).select_related("item__delegation", "item__assignee").order_by("at"))
    found, left = [], {each.pk: each for each in rows}
    described = [each for each in without_gists(passages) if each.part == Part.DESCRIPTION]
    for number, passage in enumerate(described, 1):
        there = [each for each in rows if each.threat_part == passage.anchor]
        left = {key: each for key, each in left.items() if each not in there}
        said = said_to_mend(gap, passage.anchor, there)
        alone = passage.marking == Marking.RED
        found.append(Mended(number, in_language(passage.text), passage.anchor, there, said=said, is_alone=alone))
    for is_whole in (True, False):
        if rest := [each for each in left.values() if is_whole == (each.threat_part == "")]:
            found.append(Mended(0, "", "", rest, is_whole))
    return found


def said_to_mend(gap: Gap, anchor: str, measures: Sequence[Measure]) -> list[str]:
    """The owners that say that they have a measure for a part, none of which is among these."""
    seen = {each.item.delegation_id for each in measures}
    told = [said.partition(":") for said in gap.done_parts]
    return [code for code, _sign, part in told if part == anchor and code not in seen]


def _borne(gap: Gap) -> Borne | None:
    """Two SQL queries, one where nothing is proposed."""
    borne = Toleration.objects.filter(gap=gap, ended_at=None).first()
    if borne is None:
        return None
    consented = list(TolerationConsent.objects.filter(toleration=borne).order_by("at"))
    there = {each.side_id for each in consented}
    return Borne(borne, consented, [code for code in borne.parties if code not in there])


def items_for(gap: Gap, user: Person) -> Any:
    """The action items of the user's side that can be measures: under the gap's commitment, or any where it has none yet."""
    rows = ActionItem.objects.visible_to(user).filter(delegation=user.code).select_related("commitment")
    rows = rows.exclude(status="dropped")
    if gap.commitment_id:
        return rows.filter(commitment=gap.commitment_id).order_by("due_on", "series", "number")
    ready: Any = Commitment.objects.filter(status=CommitmentStatus.CONFIRMED, closed_as="")
    return rows.filter(commitment__in=ready).order_by("due_on", "series", "number")


def meetings_for(user: Person, today: date) -> Any:
    """The meetings to come in which the user's side takes part."""
    rows: Any = Meeting.objects.visible_to(user).filter(starts_on__gt=today, delegations__contains=[user.code])
    return rows.filter(status__in=COMING).order_by("starts_at")


def is_late(gap: Gap, now: datetime, zone: str) -> bool:
    """Whether whom it waits on has let the day pass. No SQL query."""
    return bool(gap.due_on and gap.due_on < times.local(now, zone).date())


def gaps_under(commitment: Commitment, user: Person) -> list[tuple[Gap, Standing]]:
    """The gaps that are mended under a commitment, as far as somebody sees them, those that are open first. One SQL query."""
    rows = Gap.objects.visible_to(user).filter(commitment=commitment).order_by("raised_by_id", "number")
    return [(gap, standing_of(gap)) for gap in sorted(rows, key=lambda gap: gap.status in SETTLED)]
