"""Published figures on the page of a commitment, composed of what was read."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.core import numbers, times
from portal.core.people import Person
from workinggroup.commitments.models import Commitment, CommitmentIndicator
from workinggroup.commitments.tracks import way_done
from workinggroup.flows.charts.findings import latest_of
from workinggroup.flows.charts.spark import MONTHS
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.naming import as_series, name_of_series, name_of_side
from workinggroup.flows.plates import Tile, tile
from workinggroup.flows.queries.editions import Frozen, changed_at
from workinggroup.flows.queries.telling import Told
from workinggroup.flows.queries.ties import Followed, Sentence, followed_by, sentences_of
from workinggroup.flows.ties import IndicatorTie, Role
from workinggroup.flows.tiling import say_now


@dataclass(frozen=True)
class TileOf:
    """An indicator's tile: what it follows, whose count that is, and what became of the figure of the edition.

    `done` is how much of the way from baseline to target its latest figure has gone, where that is what is to change.
    """

    key: str
    indicator: CommitmentIndicator
    tie: IndicatorTie
    name: str
    code: str
    side: str
    tile: Tile | None
    changed: str
    done: int | None = None


@dataclass(frozen=True)
class Following:
    """What a commitment's page shows."""

    tiles: list[TileOf]
    untied: list[CommitmentIndicator]
    frozen: Frozen | None
    sentences: list[Sentence]


def following(commitment: Commitment, user: Person, *, today: date) -> Following:
    found = followed_by(commitment, user, today=today)
    tiles = [_tile(each, number) for number, each in enumerate(found.tied)]
    shown = [each for each in tiles if each]
    # Somewhere it is a day later already.
    sentences = sentences_of(commitment, user, latest=today + timedelta(days=1)) if shown else []
    return Following(shown, [each.indicator for each in found.untied], found.frozen, sentences)


def _tile(each: Followed, number: int) -> TileOf | None:
    now, then = each.now, each.then
    if each.tie is None or now is None or now.last is None:
        return None
    series = as_series(now, name_of_side(now))
    return TileOf(
        f"followed-{number}",
        each.indicator,
        each.tie,
        name_of_series(now.key),
        now.code(Meaning.INDICATOR),
        now.dataset.delegation_id,
        tile(series, now.last),
        _changed(then, now) if then else "",
        _done(each.indicator, now) if each.tie.role == Role.RESULT else None,
    )


def _done(indicator: CommitmentIndicator, now: Told) -> int | None:
    latest = latest_of(as_series(now, ""), now.last.plus(1 - MONTHS), now.last) if now.last else None
    if latest is None:
        return None
    return way_done(Decimal(latest.value), indicator.baseline, indicator.target)


def _changed(then: Told, now: Told) -> str:
    """What the figure of the edition is now, where it is another."""
    latest = latest_of(as_series(then, ""), then.last.plus(1 - MONTHS), then.last) if then.last else None
    changed = changed_at(then, {now.pk: now}, latest.month) if latest else None
    if changed is None or latest is None:
        return ""
    facts = {"number": numbers.number(latest.value), "month": times.brief_month(latest.month.first)}
    return _("%(number)s for %(month)s %(now)s") % {**facts, "now": say_now(changed.after)}
