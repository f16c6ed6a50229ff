"""The scorecard of a reporting round: what each side says of each commitment, what all agreed on, and what will be missed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agendas.models import Theme
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING
from portal.audit.remembered import this_moment
from portal.core import times
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.texts import in_language
from workinggroup.progress import standing
from workinggroup.progress.charts import NARROW, WIDE, Drawing, Reading, draw
from workinggroup.progress.counting import COUNTS, IN_VIEW, Counted, Numbers
from workinggroup.progress.forecasting import Outlook, forecast
from workinggroup.progress.models import ReportingRound
from workinggroup.progress.states import Completion

VIEWS = tuple(IN_VIEW)
# So many that will miss the meeting are named with the reason.
MOST_MISSING = 20
WORDS = KeptStatement("""
SELECT commitment.id, commitment.reference, commitment.chapeau, commitment.quote, statement.title, statement.dated
FROM workinggroup_commitment AS commitment JOIN meetings_statement AS statement ON statement.id = commitment.statement_id
WHERE commitment.id = ANY (%(keys)s)
""")


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


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a commitment: its own, and its text's title and date."""

    reference: str
    words: str
    title: str
    dated: date


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
    tally: tuple[tuple[str, int, int], ...]
    by_lead: tuple[Numbers, ...]
    by_theme: tuple[Numbers, ...]
    missing: list[CardLine]
    burn_up: tuple[Reading, ...]
    today: date

    @property
    def shown(self) -> list[CardLine]:
        """The lines of the view, on all pages. One SQL query."""
        wanted = [each for each in self.counted if IN_VIEW[self.chosen](each)]
        words = _words(each.key for each in wanted)
        return [_line(words[each.key], each, self.round, self.today) for each in wanted if each.key in words]

    @property
    def drawings(self) -> tuple[tuple[str, Drawing], ...]:
        """The burn-up for screens and paper, and for phones; a style shows one of the two."""
        drawn = {"wide": draw(self.burn_up, WIDE), "narrow": draw(self.burn_up, NARROW)}
        return tuple((name, each) for name, each in drawn.items() if each)


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
    """The scorecard of a round, as its reader sees it; once its meeting is over, what was said up to its end, and days counted
    from its last one. Lead, due day, closing and theme of a commitment are today's. Three SQL queries, and ten more where what
    is counted is not remembered."""
    today = times.local(min(now, asked.meeting.ends_at), user.zone).date()
    counts = COUNTS(this_moment(), asked.pk, user.code, user.zone, today)
    chosen = chosen if chosen in VIEWS else "all"
    shown = [each for each in counts.lines if IN_VIEW[chosen](each)]
    part = page(shown, wanted, count=len(shown))
    missing = [each for each in counts.lines if each.is_missing][:MOST_MISSING]
    words = _words(each.key for each in [*part.rows, *missing])

    def lines(shown: Iterable[Counted]) -> list[CardLine]:
        return [_line(words[each.key], each, asked, today) for each in shown if each.key in words]

    texts, groups = dict(counts.by_text), []
    for key, group in groupby(lines(part.rows), key=lambda line: line.text):
        own = list(group)
        groups.append((_text(key, words[own[0].key], texts[key]), own))
    return Scorecard(
        round=asked,
        sides=list(asked.meeting.delegations),
        counted=counts.lines,
        groups=groups,
        counts=dict(counts.views),
        chosen=chosen,
        page=part,
        tally=_tally(counts.tally),
        by_lead=counts.by_lead,
        by_theme=_named(counts.by_theme),
        missing=lines(missing),
        burn_up=counts.burn_up,
        today=today,
    )


def _words(keys: Iterable[UUID]) -> dict[UUID, Worded]:
    """The words of commitments in the reader's language, as far as the wall shows them. One SQL query, none for no key."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(WORDS, {"keys": wanted})
        rows = cursor.fetchall()
    titles: dict[str, str] = {}
    found = {}
    for key, reference, chapeau, quote, title, dated in rows:
        if title not in titles:
            titles[title] = in_language(json.loads(title))
        words = f"{in_language(json.loads(chapeau))} {in_language(json.loads(quote))}".strip()
        found[key] = Worded(reference, words, titles[title], dated)
    return found


def _line(words: Worded, counted: Counted, asked: ReportingRound, today: date) -> CardLine:
    """A commitment as it is shown, in words."""
    said, views, stood = counted.said, counted.views, standing.stand(counted.said, today)
    return CardLine(
        key=counted.key,
        reference=words.reference,
        words=words.words,
        lead=said.lead,
        due_on=said.due_on,
        text=counted.text,
        theme=counted.theme,
        says=tuple((side, views.get(side, "")) for side in asked.meeting.delegations),
        agreed=said.agreed,
        apart=_apart(views) if counted.is_apart else "",
        mark=stood.mark,
        standing=stood.words,
        report=counted.report,
        is_old=counted.is_old,
        misses=forecast(said, Outlook(asked.meeting.starts_on, today, counted.before)) if counted.is_missing else "",
    )


def _apart(views: Mapping[str, str]) -> str:
    """How far views lie apart, in words."""
    steps = standing.spread(views)
    if steps is None:
        return _("Views differ")
    return ngettext("Views differ by %(count)s step", "Views differ by %(count)s steps", steps) % {"count": steps}


def _tally(counted: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    """Of each completion: its name, how many leads say it, how many are agreed so; the last row counts nothing said."""
    return tuple(
        (str(Completion(each).label) if each else _("Nothing said"), leads, agreed) for each, leads, agreed in counted
    )


def _named(counted: Iterable[Numbers]) -> tuple[Numbers, ...]:
    """The numbers of each theme by its name, in the order of themes. One SQL query."""
    found = dict(counted)
    named = [(str(theme), found[theme.pk]) for theme in Theme.objects.order_by("rank") if theme.pk in found]
    return (*named, ("", found[""])) if "" in found else tuple(named)


def _text(key: UUID, words: Worded, numbers: tuple[int, int, int]) -> CardText:
    """A statement, and in words what is counted of its lines: those agreed complete, those with differing views."""
    count, done, differ = numbers
    said = [ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count}]
    if done:
        said.append(ngettext("%(count)s agreed complete", "%(count)s agreed complete", done) % {"count": done})
    if differ:
        said.append(
            ngettext("%(count)s with differing views", "%(count)s with differing views", differ) % {"count": differ}
        )
    return CardText(key, words.title, words.dated, ", ".join(said))
