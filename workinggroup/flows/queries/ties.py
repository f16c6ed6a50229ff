"""What the page of a commitment shows of the published figures that its indicators follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from portal.core.people import Person
from workinggroup.commitments.models import Commitment, CommitmentIndicator
from workinggroup.flows.checking import Checked, checked_all
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.models import CODES, FlowSeries
from workinggroup.flows.queries.editions import Frozen, edition_of, editions_for
from workinggroup.flows.queries.showing import TILE_MONTHS
from workinggroup.flows.queries.telling import Told, told
from workinggroup.flows.quoting import quoted_in, sentences_in
from workinggroup.flows.ties import IndicatorTie
from workinggroup.progress.models import ProgressReport


@dataclass(frozen=True)
class Followed:
    """An indicator with the series that it follows, as it is now and as the last edition has it; None where it follows none,
    or where the reader sees nothing of it."""

    indicator: CommitmentIndicator
    tie: IndicatorTie | None = None
    now: Told | None = None
    then: Told | None = None


@dataclass(frozen=True)
class FollowedBy:
    """All indicators of a commitment, and the edition against which changes are told."""

    lines: list[Followed]
    frozen: Frozen | None

    @property
    def tied(self) -> list[Followed]:
        return [each for each in self.lines if each.tie]

    @property
    def untied(self) -> list[Followed]:
        return [each for each in self.lines if not each.tie]


def followed_by(commitment: Commitment, user: Person, *, today: date) -> FollowedBy:
    """One SQL query for a commitment that measures nothing, two where none follows published figures, else nine at most."""
    indicators = list(CommitmentIndicator.objects.visible_to(user).filter(commitment=commitment).order_by("at", "pk"))
    if not indicators:
        return FollowedBy([], None)
    rows = IndicatorTie.objects.visible_to(user).filter(indicator__in=indicators, untied_at__isnull=True)
    ties = {each.indicator_id: each for each in rows}
    now: dict[UUID, Told] = {}
    then: dict[UUID, Told] = {}
    frozen = None
    if ties:
        keys, first = [each.series_id for each in ties.values()], Month.of(today).plus(-TILE_MONTHS - 12)
        now = _by_key(told(user, keys=keys, first=first))
        editions = editions_for(user)
        frozen = edition_of(user, editions[0].meeting.slug) if editions else None
        then = _by_key(told(user, keys=keys, first=first, as_of=frozen.days)) if frozen else {}
    lines = []
    for each in indicators:
        tie = ties.get(each.pk)
        lines.append(Followed(each, tie, now.get(tie.series_id), then.get(tie.series_id)) if tie else Followed(each))
    return FollowedBy(lines, frozen)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a progress report that quotes figures, each held against what is cited."""

    report: ProgressReport
    words: str
    checked: list[Checked]

    @property
    def is_wrong(self) -> bool:
        return any(each.is_wrong for each in self.checked)

    @property
    def is_superseded(self) -> bool:
        return any(each.number and each.number.superseded for each in self.checked)


def sentences_of(commitment: Commitment, user: Person, *, latest: date) -> list[Sentence]:
    """The sentences by which reports on a commitment quote figures, the latest first; of each round the last version alone.
    One SQL query where none does, else four."""
    rows = ProgressReport.objects.visible_to(user).filter(commitment=commitment)
    last = rows.order_by("round", "delegation", "-number").distinct("round", "delegation")
    reports = sorted(last, key=lambda report: report.at, reverse=True)
    quoting = [(report, words) for report in reports for words in sentences_in(report.text)]
    quoted = [quoted_in(words) for _report, words in quoting]
    held = iter(checked_all([each for of_one in quoted for each in of_one], user, latest=latest) if quoting else [])
    return [Sentence(*each, list(islice(held, len(of_one)))) for each, of_one in zip(quoting, quoted, strict=True)]


def followed_on(user: Person, series: Iterable[Told]) -> dict[tuple[UUID, str], list[Commitment]]:
    """The commitments that follow figures of the same datasets and indicators, by these. One SQL query."""
    rows = IndicatorTie.objects.visible_to(user).filter(
        untied_at__isnull=True, series__dataset__in={each.dataset.pk for each in series}
    )
    found: dict[tuple[UUID, str], list[Commitment]] = {}
    for each in rows.select_related("series", "indicator__commitment").order_by("indicator__commitment__number", "pk"):
        at = found.setdefault((each.series.dataset_id, each.series.indicator), [])
        if each.indicator.commitment not in at:
            at.append(each.indicator.commitment)
    return found


def _by_key(found: Iterable[Told]) -> dict[UUID, Told]:
    return {each.pk: each for each in found}


def series_to_follow(user: Person) -> list[FlowSeries]:
    """The published series that tell nothing but from where or where to, by delegation. One SQL query."""
    rest = {str(meaning): TOTAL for meaning in (Meaning.AREA, Meaning.CITIZENSHIP, Meaning.GROUP)}
    rows = FlowSeries.objects.visible_to(user).filter(published__is_out=True, **rest).distinct()
    return list(rows.select_related("dataset__delegation").order_by("dataset__delegation__order", *CODES, "pk"))
