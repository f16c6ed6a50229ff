"""What a drawing is made of: paths, boxes and words at places in pixels, each by its look and hue. Pure.

Whatever has a fraction is a string already, written with a point: nothing here can come out as "268,0" on a Spanish page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
# The markers at the ends of lines, by the style of a line: circle, square, triangle, diamond.
STYLES = 4


@dataclass(frozen=True, slots=True)
class Path:
    """A line or a shape; `d` as SVG writes it."""

    d: str
    look: str
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: int
    y: int
    width: int
    height: int
    look: str
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words on a line, which begin, end or are centred at x; y is their base line."""

    x: int
    y: int
    words: str
    look: str
    anchor: str = "start"
    hue: str = ""


Mark = Path | Box | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks, the lower ones first, on a ground of so many pixels."""

    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """The ground a chart is drawn on."""

    name: str
    width: int
    height: int

    @property
    def is_narrow(self) -> bool:
        return self.width < 600


WIDE, MIDDLE, NARROW = Size("wide", 1184, 300), Size("middle", 800, 280), Size("narrow", 340, 250)
SIZES = (WIDE, MIDDLE, NARROW)
SPARK = Size("spark", 272, 56)


def decimal(value: float) -> str:
    """A coordinate to a tenth of a pixel: "268", "268.5"."""
    tenths = round(value * 10)
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"


def route(points: Iterable[Point], *, closed: bool = False) -> str:
    """The points joined by straight lines."""
    steps = " ".join(f"{decimal(x)},{decimal(y)}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}"


def across(x: float, y: float, to: float) -> str:
    """A level line."""
    return f"M{decimal(x)},{decimal(y)}H{decimal(to)}"


def down(x: float, y: float, to: float) -> str:
    """An upright line."""
    return f"M{decimal(x)},{decimal(y)}V{decimal(to)}"


def marker(x: float, y: float, style: int, radius: float = 4) -> str:
    """The marker of a style around a point."""
    kind = style % STYLES
    if kind == 0:
        r, across_it = decimal(radius), decimal(2 * radius)
        return f"M{decimal(x - radius)},{decimal(y)}a{r},{r} 0 1 0 {across_it},0a{r},{r} 0 1 0 -{across_it},0Z"
    if kind == 1:
        side = radius * 0.88
        return route(
            [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)], closed=True
        )
    if kind == 2:
        return route(
            [(x, y - radius * 1.15), (x + radius * 1.1, y + radius * 0.85), (x - radius * 1.1, y + radius * 0.85)],
            closed=True,
        )
    tip = radius * 1.25
    return route([(x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)], closed=True)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as possible to those wanted, in the same order, `gap` apart and between low and high.

    Where they are too many for the room they go beyond `high`. Places that would meet are spread around their mean.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    groups: list[tuple[list[int], float]] = []
    for index in order:
        members, centre = [index], wanted[index]
        while groups and groups[-1][1] + gap * (len(groups[-1][0]) + len(members)) / 2 > centre:
            before, middle = groups.pop()
            size = len(before) + len(members)
            centre = (middle * len(before) + centre * len(members)) / size
            members = [*before, *members]
        groups.append((members, centre))
    found = [0.0] * len(wanted)
    for members, centre in groups:
        first = centre - gap * (len(members) - 1) / 2
        for step, index in enumerate(members):
            found[index] = first + gap * step
    for place, index in enumerate(reversed(order)):
        found[index] = min(found[index], high - gap * place)
    for place, index in enumerate(order):
        found[index] = max(found[index], low + gap * place)
    return found
