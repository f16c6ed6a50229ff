"""The scorecard over several rounds: how the commitments of each stood when its meeting ended, by theme and by lead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agendas.models import Theme
from meetings.rounds.states import Status
from portal.audit.remembered import Remembered, this_moment
from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from workinggroup.progress.columns import Drawing, Stood, bars, columns, spark
from workinggroup.progress.duties import IN_ROUND
from workinggroup.progress.models import ReportingRound

# The latest so many rounds are shown.
MOST_ROUNDS = 10
GROUPS = ("theme", "lead")
# Of each round, lead, theme and way to stand: how many commitments. All is read as of the end of the round's meeting, so that
# what is said later changes no earlier round. The wall alone says who sees what. What is said is laid together by rows of one
# shape, not by joins: of what stands behind the wall PostgreSQL expects one row, and would go through all of it for each.
COUNTED = KeptStatement(f"""
WITH led AS MATERIALIZED (
    SELECT round.id AS round, meeting.ends_at AS until, led.id, COALESCE(led.lead_id, '') AS lead,
        COALESCE(led.theme_id, '') AS theme {IN_ROUND} WHERE round.id = ANY (%(rounds)s)
), report AS MATERIALIZED (
    SELECT DISTINCT ON (led.round, led.id) led.round, led.id AS led, led.until, said.id, said.completion
    FROM led JOIN workinggroup_progressreport AS said ON said.commitment_id = led.id AND said.at <= led.until
    ORDER BY led.round, led.id, said.at DESC, said.number DESC
), view AS (
    SELECT DISTINCT ON (report.round, report.led, rating.delegation_id) report.round, report.led,
        rating.completion <> report.completion AS differs
    FROM report JOIN workinggroup_partnerrating AS rating ON rating.report_id = report.id AND rating.at <= report.until
    ORDER BY report.round, report.led, rating.delegation_id, rating.number DESC
), word AS (
    SELECT DISTINCT ON (report.round, joint.id, answer.delegation_id) report.round, report.led, joint.number,
        joint.completion IN ('complete', 'irrelevant') AS settles, cardinality(joint.parties) AS parties, answer.consents
    FROM report JOIN workinggroup_jointrating AS joint ON joint.report_id = report.id AND joint.at <= report.until
    JOIN workinggroup_jointanswer AS answer ON answer.rating_id = joint.id AND answer.at <= report.until
    ORDER BY report.round, joint.id, answer.delegation_id, answer.number DESC
), agreed AS (
    SELECT DISTINCT ON (round, led) round, led, settles FROM word GROUP BY round, led, number, settles, parties
    HAVING count(*) FILTER (WHERE consents) = parties ORDER BY round, led, number DESC
), said AS (
    SELECT round, id AS led, lead, theme, false AS reports, NULL::boolean AS settles, false AS differs FROM led
    UNION ALL SELECT round, led, NULL, NULL, true, NULL, false FROM report
    UNION ALL SELECT round, led, NULL, NULL, true, settles, false FROM agreed
    UNION ALL SELECT round, led, NULL, NULL, true, NULL, differs FROM view
), stood AS (
    SELECT round, max(lead) AS lead, max(theme) AS theme, CASE
        WHEN bool_or(settles) THEN 'settled' WHEN bool_or(settles) IS NOT NULL THEN 'agreed'
        WHEN bool_or(differs) THEN 'disputed' WHEN bool_or(reports) THEN 'shared' ELSE 'silent' END AS stood
    FROM said GROUP BY round, led
)
SELECT round, lead, theme, stood, count(*) FROM stood GROUP BY 1, 2, 3, 4
""")  # noqa: S608 - constants alone
Counted = tuple[tuple[UUID, str, str, str, int], ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A theme or a lead delegation in plain values: how its commitments stood in each round, drawn small, and what changed since
    the round before in words. `code` is "" where they have none."""

    code: str
    name: str
    stood: tuple[Stood, ...]
    drawing: Drawing
    change: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in plain values: its address, its meeting and day, how the commitments stood, what changed since the last."""

    address: str
    meeting: str
    day: str
    stood: Stood
    change: str


@dataclass(frozen=True)
class Trend:
    """The rounds, the oldest first, and how the commitments of each stood, in all and by theme or lead."""

    rounds: tuple[RoundLine, ...]
    groups: list[GroupLine]
    chosen: str

    @property
    def days(self) -> tuple[str, ...]:
        return tuple(line.day for line in self.rounds)

    @property
    def drawings(self) -> tuple[tuple[str, Drawing], ...]:
        """For screens and paper, and for phones; a style shows one of the two."""
        said = [(line.day, line.stood) for line in self.rounds]
        return ("wide", columns(said)), ("narrow", bars(said))


def trend_of(user: Person, *, chosen: str = "") -> Trend:
    """How the latest rounds that the user sees went, by theme or by lead. Four SQL queries at most, and three of them when what
    stood is remembered."""
    asked = _rounds(user)
    chosen = chosen if chosen in GROUPS else GROUPS[0]
    counted = STOOD(this_moment(), tuple(each.pk for each in asked)) if asked else ()
    total = _by(counted, asked, "")
    lines: list[RoundLine] = []
    before = None
    for each in asked:
        stood = total[""][len(lines)] if total else Stood()
        day = times.short_date(each.meeting.starts_on)
        lines.append(RoundLine(each.get_absolute_url(), str(each.meeting), day, stood, _change(before, stood)))
        before = stood
    return Trend(tuple(lines), _groups(_by(counted, asked, chosen), chosen), chosen)


def _rounds(user: Person) -> list[ReportingRound]:
    """The latest rounds whose meeting is not called off, the oldest first. One SQL query."""
    rows = ReportingRound.objects.visible_to(user).select_related("meeting").exclude(meeting__status=Status.CANCELLED)
    return list(rows.order_by("-meeting__starts_at")[:MOST_ROUNDS])[::-1]


def _count(rounds: Sequence[UUID]) -> Counted:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"rounds": list(rounds)})
        return tuple(cursor.fetchall())


STOOD: Remembered[Counted] = Remembered(_count)


def _by(counted: Counted, asked: Sequence[ReportingRound], group: str) -> dict[str, tuple[Stood, ...]]:
    """How the commitments of each group stood in each round; all of them under "" where no group is named."""
    found: dict[str, dict[UUID, Counter[str]]] = {}
    for key, lead, theme, stood, number in counted:
        name = {"lead": lead, "theme": theme}.get(group, "")
        found.setdefault(name, {}).setdefault(key, Counter())[stood] += number
    return {
        name: tuple(Stood(**rounds[each.pk]) if each.pk in rounds else Stood() for each in asked)
        for name, rounds in sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0]))
    }


def _groups(found: dict[str, tuple[Stood, ...]], chosen: str) -> list[GroupLine]:
    """In the order of themes, or of codes; what has none comes last. One SQL query for themes."""
    names = {theme.pk: str(theme) for theme in Theme.objects.order_by("rank")} if chosen == "theme" and found else {}
    order = [*(code for code in names if code in found), *(code for code in found if code not in names)]
    return [
        GroupLine(code, names.get(code, code), found[code], spark(found[code]), _latest(found[code])) for code in order
    ]


def _latest(stood: Sequence[Stood]) -> str:
    return _change(stood[-2], stood[-1]) if len(stood) > 1 else ""


def _change(before: Stood | None, stood: Stood) -> str:
    """What changed since the round before, in words; "" where there was none."""
    if before is None or not before.all:
        return ""
    return ", ".join(_changes(before, stood)) or _("as before")


def _changes(before: Stood, stood: Stood) -> Iterable[str]:
    settled, differ = stood.settled - before.settled, stood.disputed - before.disputed
    if settled > 0:
        yield ngettext("%(count)s more settled", "%(count)s more settled", settled) % {"count": settled}
    if settled < 0:
        yield ngettext("%(count)s fewer settled", "%(count)s fewer settled", -settled) % {"count": -settled}
    if differ > 0:
        yield ngettext("%(count)s more in dispute", "%(count)s more in dispute", differ) % {"count": differ}
    if differ < 0:
        yield ngettext("%(count)s fewer in dispute", "%(count)s fewer in dispute", -differ) % {"count": -differ}
