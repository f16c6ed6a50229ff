"""One small panel for each part of a whole, all on the same scale: the composition of a flow. Pure."""

from collections.abc import Sequence

from workinggroup.flows.charts.figures import Series, Wording, largest
from workinggroup.flows.charts.lettering import lines_of
from workinggroup.flows.charts.lines import PROVISIONAL, hidden_marks, line_marks
from workinggroup.flows.charts.marks import Drawing, Mark, Path, Size, Text, across
from workinggroup.flows.charts.scales import LINE, Frame, number_room, scale_to
from workinggroup.flows.cube.months import Month

PLOT, GAP = 84, 24
STEPS = 2
COLUMNS = {"wide": 4, "middle": 3, "narrow": 2}


def draw_multiples(parts: Sequence[Series], first: Month, last: Month, wording: Wording, size: Size) -> Drawing:
    """Draw the panels in the order given (`figures.ranked`: the largest first), as many in a row as there is room."""
    columns = COLUMNS[size.name]
    scale = scale_to(largest(parts, first, last), STEPS)
    margin = number_room(scale, wording)
    width = (size.width - margin - GAP * (columns - 1)) // columns
    marks: list[Mark] = []
    y = 0
    for start in range(0, len(parts), columns):
        row = parts[start : start + columns]
        heads = [_head(part, first, last, width, wording) for part in row]
        top = y + LINE * max(len(head) for head in heads) + 10
        for column, (part, head) in enumerate(zip(row, heads, strict=True)):
            left = margin + (width + GAP) * column
            frame = Frame(left + 1, left + width - 5, top, top + PLOT, first, last.since(first) + 1, scale)
            marks += _panel(part, head, frame, y, wording)
            if column == 0:
                marks += [
                    Text(margin - 10, round(frame.y(tick)) + 4, wording.number(tick), "tick", "end")
                    for tick in scale.ticks
                ]
        y = top + PLOT + 28
    return Drawing(size.width, max(y, 1), tuple(marks))


def _panel(part: Series, head: Sequence[tuple[str, str]], frame: Frame, y: int, wording: Wording) -> list[Mark]:
    marks: list[Mark] = []
    for tick in frame.scale.ticks:
        level = round(frame.y(tick)) + 0.5
        marks.append(Path(across(frame.left - 1, level, frame.right + 5), "grid" if tick else "base"))
    marks += [Text(frame.left, y + 13 + LINE * place, line, look) for place, (line, look) in enumerate(head)]
    found = part.within(frame.first, frame.last)
    marks += line_marks(found, frame.place, hue=part.hue, style=part.style)
    marks += hidden_marks(found, frame.place, hue=part.hue)
    marks.append(Text(frame.left, frame.bottom + 15, wording.month(frame.first), "year"))
    marks.append(Text(frame.right + 5, frame.bottom + 15, wording.month(frame.last), "year", "end"))
    return marks


def _head(part: Series, first: Month, last: Month, width: int, wording: Wording) -> list[tuple[str, str]]:
    """The part's name and its latest value, each in as many lines as it needs, with their looks."""
    shown = part.shown(first, last)
    said = wording.term("nothing")
    if shown:
        month, value = shown[-1]
        mark = f" {PROVISIONAL}" if part.at(month).is_provisional else ""
        said = wording.number(value) + mark + ("" if month == last else f", {wording.month(month)}")
    names = [(line, "title") for line in lines_of(part.name, width, bold=True)]
    return [*names, *((line, "tick") for line in lines_of(said, width))]
