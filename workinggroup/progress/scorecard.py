"""The scorecard of a reporting round: what each side says of each commitment, what all agreed on, and what will be missed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agendas.models import Theme
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING
from portal.audit.remembered import Remembered, this_moment
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


# The last report on each commitment up to an instant, and what the last one of another round said.
LATEST = """
SELECT led.id, last.id, before.completion FROM unnest(%(keys)s::uuid[]) AS led (id)
JOIN LATERAL (SELECT report.id, report.round_id FROM workinggroup_progressreport AS report
    WHERE report.commitment_id = led.id AND report.at <= %(until)s
    ORDER BY report.at DESC, report.number DESC LIMIT 1) AS last ON true
LEFT JOIN LATERAL (SELECT report.completion FROM workinggroup_progressreport AS report
    WHERE report.commitment_id = led.id AND report.at <= %(until)s AND report.round_id <> last.round_id
    ORDER BY report.at DESC, report.number DESC LIMIT 1) AS before ON true
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """One commitment of a round as it is counted, in keys, codes and days. `is_asked` says that its lead has to report, `known`
    when it was confirmed."""

    key: UUID
    text: UUID
    lead: str
    theme: str
    is_asked: bool
    lead_says: str
    agreed: str
    is_apart: bool
    is_missing: bool
    is_ours_to_rate: bool
    is_owed_by_us: bool
    fate: Fate


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a commitment in a round, as it was read. `report` is how the lead's report came: on_time, late, missing,
    waiting, "" where none is asked for."""

    row: Commitment
    view: ReportView | None
    said: standing.Said
    outlook: Outlook
    report: str

    @property
    def views(self) -> dict[str, str]:
        return self.view.views if self.view else {}


@dataclass(frozen=True, slots=True)
class CardLine:
    """One commitment of a round in plain values. `says` are the sides of the meeting in their order, each with what it
    says, "" for nothing; `report` is how the lead's report came (`Facts`)."""

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
    counted: tuple[Counted, ...]
    groups: list[tuple[CardText, list[CardLine]]]
    counts: dict[str, int]
    chosen: str
    page: Page
    tally: list[tuple[str, int, int]]
    by_lead: list[tuple[str, list[int]]]
    by_theme: list[tuple[str, list[int]]]
    missing: list[CardLine]
    burn_up: list[Reading]
    reader: Person
    today: date

    @property
    def shown(self) -> list[CardLine]:
        """The lines of the view, on all pages. As many SQL queries as `facts_of`."""
        wanted = [each for each in self.counted if IN_VIEW[self.chosen](each)]
        facts = facts_of(self.round, wanted, self.reader.zone, self.today)
        return [_line(facts[each.key], each, self.round) for each in wanted if each.key in facts]

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
    """The scorecard of a round, as its reader sees it. Eleven SQL queries, and eleven more where what is counted is not
    remembered."""
    today = times.local(now, user.zone).date()
    counted = COUNTED(this_moment(), asked.pk, user.code, user.zone, today)
    chosen = chosen if chosen in VIEWS else "all"
    shown = [each for each in counted if IN_VIEW[chosen](each)]
    part = page(shown, wanted, count=len(shown))
    missing = [each for each in counted if each.is_missing][:MOST_MISSING]
    facts = facts_of(asked, [*part.rows, *missing], user.zone, today)

    def lines(shown: Iterable[Counted]) -> list[CardLine]:
        return [_line(facts[each.key], each, asked) for each in shown if each.key in facts]

    groups = []
    for key, group in groupby(lines(part.rows), key=lambda line: line.text):
        own = list(group)
        statement = facts[own[0].key].row.statement
        groups.append((_text(statement, [each for each in counted if each.text == key]), own))
    return Scorecard(
        round=asked,
        sides=list(asked.meeting.delegations),
        counted=counted,
        groups=groups,
        counts={view: sum(map(is_in, counted)) for view, is_in in IN_VIEW.items()},
        chosen=chosen,
        page=part,
        tally=_tally(counted),
        by_lead=_by(counted, lambda each: each.lead),
        by_theme=_by_theme(counted),
        missing=lines(missing),
        burn_up=readings(
            [each.fate for each in counted], times.local(min(now, asked.meeting.ends_at), user.zone).date()
        ),
        reader=user,
        today=today,
    )


def facts_of(asked: ReportingRound, wanted: Iterable[Counted], zone: str, today: date) -> dict[UUID, Facts]:
    """What is said of these commitments of a round. Eight SQL queries, none for no commitment."""
    return _facts(asked, {each.key: each.is_asked for each in wanted}, zone, today)


def _facts(asked: ReportingRound, keys: Mapping[UUID, bool], zone: str, today: date) -> dict[UUID, Facts]:
    if not keys:
        return {}
    rows = Commitment.objects.select_related("statement").defer("spans").in_bulk(list(keys))
    until, meeting = asked.meeting.ends_at, asked.meeting
    with connection.cursor() as cursor:
        cursor.execute(LATEST, {"keys": list(keys), "until": until})
        latest = {key: (report, before or "") for key, report, before in cursor.fetchall()}
    reports = ProgressReport.objects.defer(*UNSHOWN).in_bulk([report for report, _before in latest.values()])
    views = views_of(reports.values(), until=until)
    known = calendars({row.lead_id for row in rows.values() if row.lead_id})
    found = {}
    for key, is_asked in keys.items():
        if key not in rows:
            continue
        row, (report, before) = rows[key], latest.get(key, (None, ""))
        view = views.get(report) if report else None
        due = due_day(asked.due_on, known.get(row.lead_id or "")) if is_asked else None
        said, outlook = said_of(row, view, due, zone), Outlook(meeting.starts_on, today, before)
        found[key] = Facts(row, view, said, outlook, _came(view, asked, due, today, zone))
    return found


def _count(round_id: UUID, code: str, zone: str, today: date) -> tuple[Counted, ...]:
    """All lines of a round, in the order of pages. As many SQL queries as `facts_of`, and two more."""
    asked = ReportingRound.objects.select_related("meeting").get(pk=round_id)
    keys = commitments_in(round_id)
    facts, sides, is_coming = _facts(asked, keys, zone, today), asked.meeting.delegations, asked.meeting.is_coming
    return tuple(
        Counted(
            key=key,
            text=each.row.statement_id,
            lead=each.row.lead_id or "",
            theme=each.row.theme_id or "",
            is_asked=keys[key],
            lead_says=each.views.get(each.row.lead_id or "", "") if each.row.lead_id in sides else "",
            agreed=each.said.agreed,
            is_apart=not each.said.agreed and standing.spread(each.views) != 0,
            is_missing=is_coming and misses(each.said, each.outlook) is not None,
            is_ours_to_rate=bool(each.view) and code in sides and code != each.row.lead_id and code not in each.views,
            is_owed_by_us=bool(code) and code == each.row.lead_id and each.report in {"missing", "waiting"},
            fate=_fate(each.row, each.said, zone),
        )
        for key, each in facts.items()
    )


COUNTED: Remembered[tuple[Counted, ...]] = Remembered(_count)


def _fate(row: Commitment, said: standing.Said, zone: str) -> Fate:
    """When a commitment was confirmed, and since when its last report and all parties say that it is complete."""
    return Fate(
        known=times.local(row.decided_at, zone).date(),
        reported=said.reported_on if said.reported == Completion.COMPLETE else None,
        agreed=said.agreed_on if said.agreed == Completion.COMPLETE else None,
    )


def _line(each: Facts, counted: Counted, asked: ReportingRound) -> CardLine:
    """A commitment as it is shown, in words."""
    row, views = each.row, each.views
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
        agreed=each.said.agreed,
        apart=_apart(views) if counted.is_apart else "",
        mark=stood.mark,
        standing=stood.words,
        report=each.report,
        is_old=bool(each.view and each.view.report.round_id != asked.pk),
        misses=forecast(each.said, each.outlook) if counted.is_missing else "",
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
    found = dict(_by(lines, lambda line: line.theme))
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
