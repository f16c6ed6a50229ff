"""Figures that leave the portal: one of each kind, and many."""

from collections.abc import Iterator
from datetime import date

from workinggroup.flows.cube.months import Month, fiscal_year_of
from workinggroup.flows.exporting.shown import About, Line, Origin, Shown, Source, shown
from workinggroup.flows.indicators import indicators

DAY = date(2024, 11, 30)
MONTH = Month(2024, 6)
LINE = Line("gtm-returns", indicators()["RET_IN"], "GTM", "USA", group="M.ADULT")
# Shown, hidden, zero, large, with others, of a year, not counted.
ROWS: list[Shown] = [
    shown(LINE, Month(2024, 5), 5460, DAY),
    shown(LINE, Month(2024, 6), 7, DAY, is_hidden=True),
    shown(LINE, Month(2024, 7), 0, DAY, is_provisional=True),
    shown(LINE, Month(2024, 8), 12_345_678_901, DAY, status="B"),
    shown(LINE, Month(2024, 9), 14, DAY, status="W", is_provisional=True),
    shown(LINE, fiscal_year_of(MONTH), 8, DAY, status="E"),
    shown(LINE, Month(2024, 10), None, DAY),
]
SOURCE = Source(
    dataset="gtm-returns",
    title={"en": "Returns received", "es": "Retornos recibidos"},
    delegation="GTM",
    publisher={"en": "Migration Institute of Guatemala", "es": "Instituto Guatemalteco de Migración"},
    as_of=DAY,
    licence="Free use with the source named",
    licence_url="https://licence.example/free",
    contact="statistics@igm.example",
    url="https://igm.example/returns",
    note={"en": "Counted at reception.", "es": "Contados en la recepción."},
    residual=("PE", "BR"),
)
ABOUT = About(
    {"en": "Returns from the United States to Guatemala", "es": "Retornos de Estados Unidos a Guatemala"},
    [SOURCE],
    [indicators()["RET_IN"]],
    "https://portal.example/flows/returns/?as_of=2024-11-30",
)
THIRD_PARTY = Source(
    "usa-removals", {"en": "Removals", "es": "Expulsiones"}, "USA", {"en": "DHS", "es": "DHS"}, DAY, Origin.THIRD_PARTY,
    rounding=10, hides_below=0,
)  # fmt: skip


def many(rows: int) -> Iterator[Shown]:
    """So many figures of one line, made while they are asked for."""
    first = Month(1000, 1)
    for place in range(rows):
        yield shown(LINE, first.plus(place % 12_000), place, DAY)
