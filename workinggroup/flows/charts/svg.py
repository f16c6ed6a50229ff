"""A drawing as SVG: inside a page, where the style sheet dresses it, or as a file that carries its own dress. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from workinggroup.flows.charts.dressing import INK, INK_2, PAPER, RULE, attributes
from workinggroup.flows.charts.lettering import lines_of
from workinggroup.flows.charts.marks import Box, Drawing, Mark, Path, Text

PREFIX = "plot__"
FAMILY = "Public Sans, Arial, sans-serif"
MARGIN, TITLE, LINE = 24, 20, 18


def inside(drawing: Drawing) -> str:
    """The marks with the style sheet's classes: what stands between `<svg>` and `</svg>` in a page."""
    return "".join(_marks(drawing, _classes))


@dataclass(frozen=True)
class Sheet:
    """A chart that leaves the portal: its finding, what is counted, the drawing, and below it the source, the day and the
    licence, each a line; a long one is broken."""

    title: str
    subtitle: str
    drawing: Drawing
    notes: Sequence[str]
    language: str
    told: str = ""

    @property
    def width(self) -> int:
        return self.drawing.width + 2 * MARGIN

    @property
    def height(self) -> int:
        return self._notes_at + LINE * sum(len(self._lines(note)) for note in self.notes) + MARGIN - 12

    @property
    def titles(self) -> list[str]:
        scale = TITLE / 12.5
        return lines_of(self.title, int(self.drawing.width / scale), bold=True)

    @property
    def drawing_at(self) -> int:
        return MARGIN + 26 * len(self.titles) + LINE * len(self._lines(self.subtitle)) + 8

    @property
    def _notes_at(self) -> int:
        return self.drawing_at + self.drawing.height + 34

    def _lines(self, words: str) -> list[str]:
        return lines_of(words, self.drawing.width)

    def svg(self) -> str:
        """The whole as a file, in the colours of paper, without a style sheet; equal facts make equal bytes."""
        y = MARGIN + 14
        said = []
        for line in self.titles:
            said.append(
                f'<text x="{MARGIN}" y="{y}" font-size="{TITLE}" font-weight="700" fill="{INK}">{escape(line)}</text>'
            )
            y += 26
        for line in self._lines(self.subtitle):
            said.append(f'<text x="{MARGIN}" y="{y - 4}" fill="{INK_2}">{escape(line)}</text>')
            y += LINE
        foot = []
        y = self._notes_at
        for line in (line for note in self.notes for line in self._lines(note)):
            foot.append(f'<text x="{MARGIN}" y="{y}" fill="{INK_2}">{escape(line)}</text>')
            y += LINE
        rule = f'<path d="M{MARGIN},{self._notes_at - 20.5}H{self.width - MARGIN}" stroke="{RULE}"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang={quoteattr(self.language)}'
            f' width="{self.width}" height="{self.height}"'
            f' viewBox="0 0 {self.width} {self.height}" font-family="{FAMILY}" font-size="12.5" role="img">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.told)}</desc>"
            f'<rect width="{self.width}" height="{self.height}" fill="{PAPER}"/>{"".join(said)}'
            f'<g transform="translate({MARGIN},{self.drawing_at})">{"".join(_marks(self.drawing, _attributes))}</g>'
            f"{rule}{''.join(foot)}</svg>"
        )


def _classes(mark: Mark) -> str:
    names = " ".join(f"{PREFIX}{name}" for name in mark.look.split())
    return f' class="{names} dl--{mark.hue}"' if mark.hue else f' class="{names}"'


def _attributes(mark: Mark) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes(mark.look, mark.hue).items())


def _marks(drawing: Drawing, dress: Callable[[Mark], str]) -> Iterator[str]:
    for mark in drawing.marks:
        match mark:
            case Path():
                yield f'<path{dress(mark)} d="{mark.d}"/>'
            case Box():
                yield f'<rect{dress(mark)} x="{mark.x}" y="{mark.y}" width="{mark.width}" height="{mark.height}"/>'
            case Text():
                anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
                yield f'<text{dress(mark)} x="{mark.x}" y="{mark.y}"{anchor}>{escape(mark.words)}</text>'
