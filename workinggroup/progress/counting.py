"""What is counted of a round: of each commitment, in keys, codes and days, what is said of it, and the numbers of all of them.

It is remembered until the next act (`portal.audit.remembered`): words are no part of it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Remembered
from portal.core import times
from portal.core.postgresql.plans import KeptStatement
from workinggroup.commitments.models import Commitment
from workinggroup.progress import standing
from workinggroup.progress.charts import Fate, Reading, readings
from workinggroup.progress.duties import calendars, commitments_in, due_day
from workinggroup.progress.forecasting import Outlook, misses
from workinggroup.progress.models import ProgressReport, ReportingRound
from workinggroup.progress.queries import ReportView, said_of, views_of
from workinggroup.progress.states import SETTLED, Completion

# What of a report and of a commitment nobody counts.
UNCOUNTED = ("text", "evidence", "figures", "documents")
UNCOUNTED_WORDS = ("spans", "quote", "chapeau", "due_text")


# The last report on each commitment up to an instant, and what the last one of another round said.
LATEST = KeptStatement("""
SELECT led.id, last.id, before.completion FROM unnest(%(keys)s::uuid[]) AS led (id)
JOIN LATERAL (SELECT report.id, report.round_id FROM workinggroup_progressreport AS report
    WHERE report.commitment_id = led.id AND report.at <= %(until)s
    ORDER BY report.at DESC, report.number DESC LIMIT 1) AS last ON true
LEFT JOIN LATERAL (SELECT report.completion FROM workinggroup_progressreport AS report
    WHERE report.commitment_id = led.id AND report.at <= %(until)s AND report.round_id <> last.round_id
    ORDER BY report.at DESC, report.number DESC LIMIT 1) AS before ON true
""")


@dataclass(frozen=True, slots=True)
class Counted:
    """One commitment of a round as it is counted, in keys, codes and days.

    `said` is what the rules look at, `reporter` the side whose last report it holds, `before` what that of another round said;
    `report` is how the lead's report came: on_time, late, missing, waiting, "" where none is asked for. `is_old` says that the
    last report is another round's.
    """

    key: UUID
    text: UUID
    theme: str
    said: standing.Said
    reporter: str
    before: str
    report: str
    is_old: bool
    lead_says: str
    is_apart: bool
    is_missing: bool
    is_ours_to_rate: bool
    is_owed_by_us: bool
    known: date

    @property
    def lead(self) -> str:
        return self.said.lead

    @property
    def agreed(self) -> str:
        return self.said.agreed

    @property
    def views(self) -> dict[str, str]:
        """What each side says."""
        return _views(self.said, self.reporter)

    @property
    def fate(self) -> Fate:
        """When it was confirmed, and since when its last report and all parties say that it is complete."""
        said = self.said
        return Fate(
            known=self.known,
            reported=said.reported_on if said.reported == Completion.COMPLETE else None,
            agreed=said.agreed_on if said.agreed == Completion.COMPLETE else None,
        )


# Of a lead or a theme by its code, "" for none: how many lines there are, are settled, in dispute, and will be missed.
Numbers = tuple[str, tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """All commitments of a round in the order of pages, and their numbers: by view, by completion as leads say it and as all
    agreed (`tally`, "" for nothing said), by lead and by theme, by text (all, agreed complete, in dispute), and over time."""

    lines: tuple[Counted, ...]
    views: tuple[tuple[str, int], ...]
    tally: tuple[tuple[str, int, int], ...]
    by_lead: tuple[Numbers, ...]
    by_theme: tuple[Numbers, ...]
    by_text: tuple[tuple[UUID, tuple[int, int, int]], ...]
    burn_up: tuple[Reading, ...]


IN_VIEW: dict[str, Callable[[Counted], bool]] = {
    "all": lambda line: True,
    "differ": lambda line: line.is_apart,
    "ours": lambda line: line.is_ours_to_rate,
    "owed": lambda line: line.is_owed_by_us,
    "complete": lambda line: line.agreed == Completion.COMPLETE,
    "missing": lambda line: line.is_missing,
}


def _count(round_id: UUID, code: str, zone: str, today: date) -> Counts:
    """Ten SQL queries."""
    asked = ReportingRound.objects.select_related("meeting").get(pk=round_id)
    lines = _lines(asked, code, zone, today)
    texts: dict[UUID, list[Counted]] = {}
    for line in lines:
        texts.setdefault(line.text, []).append(line)
    leads, agreed = Counter(line.lead_says for line in lines), Counter(line.agreed for line in lines)
    return Counts(
        lines=lines,
        views=tuple((view, sum(map(is_in, lines))) for view, is_in in IN_VIEW.items()),
        tally=tuple((each, leads[each], agreed[each]) for each in (*Completion.values, "")),
        by_lead=_by(lines, lambda line: line.lead),
        by_theme=_by(lines, lambda line: line.theme),
        by_text=tuple((key, _of_text(own)) for key, own in texts.items()),
        burn_up=tuple(readings([line.fate for line in lines], today)),
    )


COUNTS: Remembered[Counts] = Remembered(_count)


def _lines(asked: ReportingRound, code: str, zone: str, today: date) -> tuple[Counted, ...]:
    keys = commitments_in(asked.pk)
    if not keys:
        return ()
    rows = Commitment.objects.defer(*UNCOUNTED_WORDS).in_bulk(list(keys))
    until, sides = asked.meeting.ends_at, asked.meeting.delegations
    with connection.cursor() as cursor:
        cursor.execute(LATEST, {"keys": list(keys), "until": until})
        latest = {key: (report, before or "") for key, report, before in cursor.fetchall()}
    reports = ProgressReport.objects.defer(*UNCOUNTED).in_bulk([report for report, _before in latest.values()])
    views = views_of(reports.values(), until=until)
    known = calendars({row.lead_id for row in rows.values() if row.lead_id})
    found = []
    for key, is_asked in keys.items():
        if key not in rows:
            continue
        row, (report, before) = rows[key], latest.get(key, (None, ""))
        view = views.get(report) if report else None
        due = due_day(asked.due_on, known.get(row.lead_id or "")) if is_asked else None
        said = said_of(row, view, due, zone)
        reporter = view.report.delegation_id if view else ""
        said_by, came = _views(said, reporter), _came(view, asked, due, today, zone)
        looked = Outlook(asked.meeting.starts_on, today, before)
        found.append(
            Counted(
                key=key,
                text=row.statement_id,
                theme=row.theme_id or "",
                said=said,
                reporter=reporter,
                before=before,
                report=came,
                is_old=bool(view and view.report.round_id != asked.pk),
                lead_says=said_by.get(said.lead, "") if said.lead in sides else "",
                is_apart=not said.agreed and standing.spread(said_by) != 0,
                is_missing=asked.meeting.is_coming and misses(said, looked) is not None,
                is_ours_to_rate=bool(view)
                and asked.meeting.is_coming
                and code in sides
                and code != said.lead
                and code not in said_by,
                is_owed_by_us=bool(code)
                and code == said.lead
                and asked.meeting.is_coming
                and came in {"missing", "waiting"},
                known=times.local(row.decided_at, zone).date(),
            )
        )
    return tuple(found)


def _views(said: standing.Said, reporter: str) -> dict[str, str]:
    return ({reporter: said.reported} if reporter else {}) | dict(said.partners)


def _came(view: ReportView | None, asked: ReportingRound, due: date | None, today: date, zone: str) -> str:
    """How the lead's report came in the round."""
    if view and view.report.round_id == asked.pk:
        return "on_time" if due is None or times.local(view.report.at, zone).date() <= due else "late"
    if due is None:
        return ""
    return "missing" if due < today else "waiting"


def _by(lines: Sequence[Counted], code: Callable[[Counted], str]) -> tuple[Numbers, ...]:
    """For each code, "" last: how many lines, how many are settled, on how many views differ, how many will be missed."""
    found: dict[str, list[int]] = {}
    for line in lines:
        numbers = found.setdefault(code(line), [0, 0, 0, 0])
        for place, counts in enumerate((True, line.agreed in SETTLED, line.is_apart, line.is_missing)):
            numbers[place] += counts
    ordered = sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0]))
    return tuple((code, (one, two, three, four)) for code, (one, two, three, four) in ordered)


def _of_text(lines: Sequence[Counted]) -> tuple[int, int, int]:
    """How many lines a text has, how many are agreed complete, on how many views differ."""
    return len(lines), sum(line.agreed == Completion.COMPLETE for line in lines), sum(line.is_apart for line in lines)
