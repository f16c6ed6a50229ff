"""The scorecard of a reporting round: what each side says of each commitment, what all agreed on, and what will be missed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agendas.models import Theme
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING
from portal.core import times
from portal.core.pagination import Page, page
from portal.core.people import Person
from workinggroup.commitments.models import Commitment
from workinggroup.progress import standing
from workinggroup.progress.charts import NARROW, WIDE, Drawing, Fate, Reading, draw, readings
from workinggroup.progress.duties import calendars, commitments_in, due_day
from workinggroup.progress.forecasting import Outlook, forecast, misses
from workinggroup.progress.models import ProgressReport, ReportingRound
from workinggroup.progress.queries import ReportView, said_of, views_of
from workinggroup.progress.states import SETTLED, Completion

VIEWS = ("all", "differ", "ours", "owed", "complete", "missing")
# So many that will miss the meeting are named with the reason.
MOST_MISSING = 20
# What of a report a scorecard does not show.
UNSHOWN = ("text", "evidence", "figures", "documents")


@dataclass(frozen=True, slots=True)
class Counted:
    """One commitment of a round as it is counted, without words: these are found for the lines that are shown alone (`_line`).

    `report` is how the lead's report came: on_time, late, missing, waiting, "" where none is asked for.
    """

    row: Commitment
    view: ReportView | None
    said: standing.Said
    outlook: Outlook
    report: str
    is_old: bool
    lead_says: str
    is_apart: bool
    is_missing: bool
    is_ours_to_rate: bool
    is_owed_by_us: bool

    @property
    def agreed(self) -> str:
        return self.said.agreed


@dataclass(frozen=True, slots=True)
class CardLine:
    """One commitment of a round in plain values. `says` are the sides of the meeting in their order, each with what it
    says, "" for nothing; `report` is how the lead's report came (`Counted`)."""

    key: UUID
    reference: str
    words: str
    lead: str
    due_on: date | None
    text: UUID
    theme: str
    says: tuple[tuple[str, str], ...]
    agreed: str
    apart: str
    mark: str
    standing: str
    report: str
    is_old: bool
    misses: str

    @property
    def address(self) -> str:
        return reverse("progress:commitment", args=[self.key])


@dataclass(frozen=True, slots=True)
class CardText:
    """The statement that the lines below it are from, and what is counted of them."""

    key: UUID
    title: str
    dated: date
    words: str


@dataclass(frozen=True)
class Scorecard:
    """A round with its commitments by statement, a page of one view of them, and what is counted of all. `missing` are the first
    that will miss the meeting.

    `tally` counts the lines by completion, as the lead says it and as all agreed; `by_lead` and `by_theme` say for each lead, and
    for each theme by its name, how many lines there are, are settled, in dispute, and will be missed.
    """

    round: ReportingRound
    sides: list[str]
    counted: list[Counted]
    groups: list[tuple[CardText, list[CardLine]]]
    counts: dict[str, int]
    chosen: str
    page: Page
    tally: list[tuple[str, int, int]]
    by_lead: list[tuple[str, list[int]]]
    by_theme: list[tuple[str, list[int]]]
    missing: list[CardLine]
    burn_up: list[Reading]

    @property
    def shown(self) -> list[CardLine]:
        """The lines of the view, on all pages."""
        return [_line(each, self.round) for each in self.counted if _is_in(self.chosen, each)]

    @property
    def drawings(self) -> list[tuple[str, Drawing]]:
        """The burn-up for screens and paper, and for phones; a style shows one of the two."""
        drawn = {"wide": draw(self.burn_up, WIDE), "narrow": draw(self.burn_up, NARROW)}
        return [(name, each) for name, each in drawn.items() if each]


def rounds_for(user: Person) -> list[ReportingRound]:
    """The rounds that the user sees, the latest meeting first. One SQL query."""
    rows = ReportingRound.objects.visible_to(user).select_related("meeting")
    return list(rows.order_by("-meeting__starts_at"))


def without_round(user: Person, *, now: datetime) -> list[Meeting]:
    """Meetings to come that follow another and before which no reports are asked for, the nearest first. One SQL query."""
    rows = Meeting.objects.visible_to(user).filter(status__in=COMING, ends_at__gt=now, follows__isnull=False)
    return list(rows.filter(reporting_round=None).order_by("starts_at"))


def scorecard_of(
    asked: ReportingRound, user: Person, *, now: datetime, chosen: str = "all", wanted: str | None = None
) -> Scorecard:
    """The scorecard of a round, as its reader sees it. Nine SQL queries."""
    counted, texts, fates = count_lines(asked, user, now=now)
    chosen = chosen if chosen in VIEWS else "all"
    shown = [each for each in counted if _is_in(chosen, each)]
    part = page(shown, wanted, count=len(shown))
    by_text = {key: list(group) for key, group in groupby(counted, key=lambda each: each.row.statement_id)}
    groups = [
        (_text(texts[key], by_text[key]), [_line(each, asked) for each in group])
        for key, group in groupby(part.rows, key=lambda each: each.row.statement_id)
    ]
    counts = {view: sum(_is_in(view, each) for each in counted) for view in VIEWS}
    sides = list(asked.meeting.delegations)
    burn_up = readings(fates, times.local(min(now, asked.meeting.ends_at), user.zone).date())
    missing = [_line(each, asked) for each in islice((each for each in counted if each.is_missing), MOST_MISSING)]
    by_lead, by_theme = _by(counted, lambda each: each.row.lead_id or ""), _by_theme(counted)
    return Scorecard(
        asked, sides, counted, groups, counts, chosen, part, _tally(counted), by_lead, by_theme, missing, burn_up
    )  # fmt: skip


def count_lines(
    asked: ReportingRound, user: Person, *, now: datetime
) -> tuple[list[Counted], dict[UUID, Any], list[Fate]]:
    """All lines of a round, in the order of pages, their statements by key, and what became of them when. Seven SQL queries."""
    today = times.local(now, user.zone).date()
    keys = commitments_in(asked.pk)
    rows = Commitment.objects.select_related("statement").defer("spans").in_bulk(list(keys))
    history = _history(keys, asked.meeting.ends_at)
    views = views_of((reports[-1] for reports in history.values()), until=asked.meeting.ends_at)
    known = calendars({row.lead_id for row in rows.values() if row.lead_id})
    lines, fates = [], []
    for key, is_asked in keys.items():
        if key not in rows:
            continue
        row, reports = rows[key], history.get(key, [])
        view = views[reports[-1].pk] if reports else None
        due = due_day(asked.due_on, known.get(row.lead_id or "")) if is_asked else None
        said = said_of(row, view, due, user.zone)
        before = reports[-2].completion if len(reports) > 1 else ""
        fates.append(_fate(row, said, user.zone))
        outlook = Outlook(asked.meeting.starts_on, today, before)
        lines.append(_counted(row, view, said, asked, due, outlook, user))
    return lines, {row.statement_id: row.statement for row in rows.values()}, fates


def _fate(row: Commitment, said: standing.Said, zone: str) -> Fate:
    """When a commitment was confirmed, and since when its last report and all parties say that it is complete."""
    return Fate(
        known=times.local(row.decided_at, zone).date(),
        reported=said.reported_on if said.reported == Completion.COMPLETE else None,
        agreed=said.agreed_on if said.agreed == Completion.COMPLETE else None,
    )


def _history(keys: Iterable[UUID], until: datetime) -> dict[UUID, list[ProgressReport]]:
    """The reports on each commitment up to an instant, the last version of each round, oldest first. One SQL query."""
    rows = ProgressReport.objects.filter(commitment__in=list(keys), at__lte=until).defer(*UNSHOWN)
    found: dict[UUID, dict[UUID, ProgressReport]] = {}
    for report in rows.order_by("at", "number"):
        own = found.setdefault(report.commitment_id, {})
        own.pop(report.round_id, None)
        own[report.round_id] = report
    return {key: list(own.values()) for key, own in found.items()}


def _counted(
    row: Commitment,
    view: ReportView | None,
    said: standing.Said,
    asked: ReportingRound,
    due: date | None,
    outlook: Outlook,
    user: Person,
) -> Counted:
    views, sides = view.views if view else {}, asked.meeting.delegations
    report = _came(view, asked, due, outlook.today, user.zone)
    return Counted(
        row=row,
        view=view,
        said=said,
        outlook=outlook,
        report=report,
        is_old=bool(view and view.report.round_id != asked.pk),
        lead_says=views.get(row.lead_id or "", "") if row.lead_id in sides else "",
        is_apart=not said.agreed and standing.spread(views) != 0,
        is_missing=asked.meeting.is_coming and misses(said, outlook) is not None,
        is_ours_to_rate=bool(view) and user.code in sides and user.code != row.lead_id and user.code not in views,
        is_owed_by_us=bool(user.code) and user.code == row.lead_id and report in {"missing", "waiting"},
    )


def _line(each: Counted, asked: ReportingRound) -> CardLine:
    """A commitment as it is shown, in words."""
    row, views = each.row, each.view.views if each.view else {}
    stood = standing.stand(each.said, each.outlook.today)
    return CardLine(
        key=row.pk,
        reference=row.reference,
        words=str(row),
        lead=row.lead_id or "",
        due_on=row.due_on,
        text=row.statement_id,
        theme=row.theme_id or "",
        says=tuple((side, views.get(side, "")) for side in asked.meeting.delegations),
        agreed=each.agreed,
        apart=_apart(views) if each.is_apart else "",
        mark=stood.mark,
        standing=stood.words,
        report=each.report,
        is_old=each.is_old,
        misses=forecast(each.said, each.outlook) if each.is_missing else "",
    )


def _came(view: ReportView | None, asked: ReportingRound, due: date | None, today: date, zone: str) -> str:
    """How the lead's report came in the round."""
    if view and view.report.round_id == asked.pk:
        return "on_time" if due is None or times.local(view.report.at, zone).date() <= due else "late"
    if due is None:
        return ""
    return "missing" if due < today else "waiting"


def _apart(views: Mapping[str, str]) -> str:
    """How far views lie apart, in words."""
    steps = standing.spread(views)
    if steps is None:
        return _("Views differ")
    return ngettext("Views differ by %(count)s step", "Views differ by %(count)s steps", steps) % {"count": steps}


def _is_in(view: str, line: Counted) -> bool:
    return IN_VIEW[view](line)


IN_VIEW: dict[str, Callable[[Counted], bool]] = {
    "all": lambda line: True,
    "differ": lambda line: line.is_apart,
    "ours": lambda line: line.is_ours_to_rate,
    "owed": lambda line: line.is_owed_by_us,
    "complete": lambda line: line.agreed == Completion.COMPLETE,
    "missing": lambda line: line.is_missing,
}


def _tally(lines: Sequence[Counted]) -> list[tuple[str, int, int]]:
    """Of each completion: its name, how many leads say it, how many are agreed so; the last row counts nothing said."""
    leads, agreed = Counter(line.lead_says for line in lines), Counter(line.agreed for line in lines)
    rows = [(str(each.label), leads[each], agreed[each]) for each in Completion]
    return [*rows, (_("Nothing said"), leads[""], agreed[""])]


def _by(lines: Sequence[Counted], name: Callable[[Counted], str]) -> list[tuple[str, list[int]]]:
    """For each name, "" last: how many lines, how many are settled, on how many views differ, how many will be missed."""
    found: dict[str, list[int]] = {}
    for line in lines:
        numbers = found.setdefault(name(line), [0, 0, 0, 0])
        for place, counts in enumerate((True, line.agreed in SETTLED, line.is_apart, line.is_missing)):
            numbers[place] += counts
    return sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0]))


def _by_theme(lines: Sequence[Counted]) -> list[tuple[str, list[int]]]:
    """The same for each theme by its name, in the order of themes. One SQL query."""
    found = dict(_by(lines, lambda line: line.row.theme_id or ""))
    named = [(str(theme), found[theme.pk]) for theme in Theme.objects.order_by("rank") if theme.pk in found]
    return [*named, ("", found[""])] if "" in found else named


def _text(statement: Any, lines: Sequence[Counted]) -> CardText:
    """A statement, and in words what is counted of its lines: those agreed complete, those with differing views."""
    count, done = len(lines), sum(line.agreed == Completion.COMPLETE for line in lines)
    differ = sum(line.is_apart for line in lines)
    words = [ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count}]
    if done:
        words.append(ngettext("%(count)s agreed complete", "%(count)s agreed complete", done) % {"count": done})
    if differ:
        words.append(
            ngettext("%(count)s with differing views", "%(count)s with differing views", differ) % {"count": differ}
        )
    return CardText(statement.pk, str(statement), statement.dated, ", ".join(words))
