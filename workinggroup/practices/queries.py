"""What the pages of practices show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from portal.core.pagination import Page, page
from portal.core.people import Person
from workinggroup.gaps.models import Gap
from workinggroup.gaps.states import SETTLED, Kind
from workinggroup.handling.shown import Part, banner_of, parts_of
from workinggroup.practices.models import Adoption, EvidenceWord, GapLink, Practice, PracticePassage
from workinggroup.practices.states import LIVE, Evidence, Result, Status, Use, worst_first

VIEWS = ("live", "failed", "drafts", "over")


@dataclass(frozen=True)
class SideMark:
    """What one side makes of a practice, for a list: `kind` and `shape` of its mark, and its words."""

    side: str
    kind: str
    shape: str
    words: str


@dataclass(frozen=True)
class PracticeLine:
    """One practice in the list. `evidence` says how sure it is and whether another side confirms it."""

    practice: Practice
    evidence: str
    marks: list[SideMark]
    is_linked: bool


@dataclass(frozen=True)
class PracticeList:
    """A page of practices by the problem that they are against; `counts` are those of the views, `gap` the one against which
    they are looked for."""

    groups: list[tuple[str, list[PracticeLine]]]
    counts: dict[str, int]
    chosen: str
    problem: str
    gap: Gap | None
    page: Page


@dataclass(frozen=True)
class PracticePage:
    """One practice as somebody reads it, what became of it elsewhere, the worst first. `mine` is what the own side makes of
    it."""

    practice: Practice
    parts: list[Part]
    evidence: str
    adoptions: list[Adoption]
    links: list[GapLink]
    mine: Adoption | None
    has_confirmed: bool
    marking: str
    readers: list[str]

    @property
    def failed_in(self) -> list[str]:
        """The sides where it failed, whether or not they have stopped it since."""
        return sorted({each.side_id for each in self.adoptions if each.result == Result.WORSE})


def practice_list(
    user: Person, *, chosen: str = "", problem: str = "", gap: Gap | None = None, wanted: str | None = None
) -> PracticeList:
    """The practices that somebody reads, by problem; those named for a gap first. Four SQL queries, two where there are none."""
    chosen = chosen if chosen in VIEWS else "live"
    problem = problem if problem in Kind.values else ""
    failed = Exists(Adoption.objects.filter(practice=OuterRef("pk"), result=Result.WORSE))
    views = {
        "live": Q(status__in=LIVE),
        "failed": Q(status__in=LIVE) & Q(has_failed=True),
        "drafts": Q(status=Status.DRAFT),
        "over": Q(status__in=[Status.ARCHIVED, Status.WITHDRAWN]),
    }
    rows = Practice.objects.visible_to(user).annotate(has_failed=failed)
    if gap is not None:
        linked = Exists(GapLink.objects.filter(practice=OuterRef("pk"), gap=gap))
        rows = rows.annotate(is_linked=linked).filter(Q(is_linked=True) | Q(problem=gap.kind))
    elif problem:
        rows = rows.filter(problem=problem)
    counts = rows.aggregate(**{f"in_{name}": Count("pk", filter=those) for name, those in views.items()})
    order = Case(
        *(When(problem=key, then=Value(place)) for place, key in enumerate(Kind.values)), output_field=IntegerField()
    )
    first = ["-is_linked"] if gap is not None else []
    shown = rows.filter(views[chosen]).annotate(place=order).order_by(*first, "place", "origin", "number", "pk")
    part = page(shown, wanted, count=counts[f"in_{chosen}"])
    lines = _lines(part.rows, user)
    groups = [
        (str(Kind(key).label), list(those)) for key, those in groupby(lines, key=lambda line: line.practice.problem)
    ]
    return PracticeList(groups, {name: counts[f"in_{name}"] for name in VIEWS}, chosen, problem, gap, part)


def practice_page(practice: Practice, user: Person) -> PracticePage:
    """One practice with all that is said of it. Four SQL queries."""
    passages = list(PracticePassage.objects.visible_to(user).filter(practice=practice).order_by("position", "anchor"))
    words = list(EvidenceWord.objects.visible_to(user).filter(practice=practice, evidence=practice.evidence))
    adoptions = sorted(
        Adoption.objects.visible_to(user).filter(practice=practice).select_related("side").order_by("-at"),
        key=worst_first,
    )
    links = list(GapLink.objects.visible_to(user).filter(practice=practice).select_related("gap").order_by("at"))
    marking, readers = banner_of(practice, passages)
    return PracticePage(
        practice,
        parts_of(practice, user, passages),
        evidence_words(practice, sorted(each.side_id for each in words)),
        adoptions,
        links,
        next((each for each in adoptions if each.side_id == user.code and each.status != Use.STOPPED), None),
        any(each.side_id == user.code for each in words),
        marking,
        readers,
    )


def evidence_words(practice: Practice, confirmed_by: Sequence[str]) -> str:
    """How sure it is that a practice works, and who says so beside its origin."""
    words = {"evidence": Evidence(practice.evidence).label, "codes": ", ".join(confirmed_by)}
    if practice.evidence == Evidence.DESCRIBED:
        return str(words["evidence"])
    if not confirmed_by:
        return _("%(evidence)s, claimed") % words
    return _("%(evidence)s, confirmed by %(codes)s") % words


def gaps_to_name(user: Person) -> list[Gap]:
    """The gaps that somebody may say a practice is against. One SQL query."""
    rows = Gap.objects.visible_to(user).exclude(status__in=SETTLED)
    return list(rows.order_by("raised_by", "number", "created_at"))


def practices_against(gap: Gap, user: Person) -> list[Practice]:
    """The practices that sides name for a gap, as far as somebody reads both. One SQL query."""
    named = GapLink.objects.visible_to(user).filter(gap=gap).values("practice")
    return list(Practice.objects.visible_to(user).filter(pk__in=named).order_by("origin", "number", "pk"))


def gap_of(user: Person, key: UUID | None) -> Gap | None:
    """The gap by its key, as far as somebody reads it. One SQL query, none for no key."""
    found: Gap | None = Gap.objects.visible_to(user).filter(pk=key).first() if key else None
    return found


def _lines(rows: Sequence[Any], user: Person) -> list[PracticeLine]:
    """Two SQL queries, none for no row."""
    if not rows:
        return []
    keys = [row.pk for row in rows]
    uses: dict[Any, dict[str, Adoption]] = {key: {} for key in keys}
    found = Adoption.objects.visible_to(user).filter(practice__in=keys).order_by("at")
    for each in found:
        there = uses[each.practice_id].get(each.side_id)
        # What failed stays in sight when it was stopped and something else is tried.
        if there is None or worst_first(each) <= worst_first(there):
            uses[each.practice_id][each.side_id] = each
    words: dict[tuple[Any, int], list[str]] = {}
    for key, evidence, side in (
        EvidenceWord.objects.visible_to(user)
        .filter(practice__in=keys)
        .order_by("side_id")
        .values_list("practice_id", "evidence", "side_id")
    ):
        words.setdefault((key, evidence), []).append(side)
    return [
        PracticeLine(
            row,
            evidence_words(row, words.get((row.pk, row.evidence), [])),
            [_mark(side, uses[row.pk]) for side in _others(row)],
            getattr(row, "is_linked", False),
        )
        for row in rows
    ]


def _others(practice: Practice) -> Iterable[str]:
    return [code for code in practice.releasable_to if code not in {practice.origin_id, "SEC"}]


def _mark(side: str, uses: dict[str, Adoption]) -> SideMark:
    use = uses.get(side)
    if use is None:
        return SideMark(side, "dash", "open", _("nothing said"))
    if use.result == Result.WORSE:
        return SideMark(side, "bad", "late", str(use.get_result_display()))
    if use.result == Result.BETTER:
        return SideMark(side, "ok", "done", str(use.get_result_display()))
    if use.result:
        return SideMark(side, "wait", "open", str(use.get_result_display()))
    return SideMark(side, "quiet", "dot", str(use.get_status_display()))
