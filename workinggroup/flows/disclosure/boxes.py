"""Small cells that can move among cells that nobody is shown, whatever is shown of all others: no programme is asked. Pure.

Two areas, two citizenships and two groups make a box of eight cells. One more here, one less at each neighbour, one more across,
and so on: no sum over any of the three has changed. Where the box has room for as much as has to be uncertain, the cell is safe.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, product

from workinggroup.flows.cube.relations import TOTAL, Cell, Cube
from workinggroup.flows.disclosure.joining import WAS

# What stands before the codes that may be summed: what is counted, and by whom.
COUNTED = 2
# So many boxes are tried for a cell; then a programme is asked.
TRIED = 3_000
# Which of the places of a box are the other ones, and whether its cell grows with the first.
Corners = Sequence[tuple[tuple[bool, ...], int]]


def roomy(cube: Cube, cells: Collection[Cell], width: int) -> frozenset[Cell]:
    """Those of the cells that a box of inner cells lets be anything within so much, by every sum that there is."""
    now = [cell for cell in cube.inner if WAS not in cell[-1]]
    wanted = set(now).intersection(cells)
    if not wanted:
        return frozenset()
    sums = _sums_by_cell(cube)
    codes: dict[Cell, list[dict[str, int]]] = {}
    for cell in now:
        for found, code in zip(codes.setdefault(_shape(cell), [{} for _code in cell]), cell, strict=True):
            found[code] = found.get(code, 0) + cube.values[cell]
    # The codes of which there is most come first: there is most room.
    ranked = {
        shape: [sorted(found, key=lambda code: (-found[code], code)) for found in places]
        for shape, places in codes.items()
    }
    return frozenset(cell for cell in wanted if _has_box(cube, cell, ranked[_shape(cell)], sums, width))


def _shape(cell: Cell) -> Cell:
    """What cells have to have in common to be corners of one box: what is counted by whom, and what is summed."""
    return (*cell[:COUNTED], *(code if code == TOTAL else "" for code in cell[COUNTED:-1]))


def _sums_by_cell(cube: Cube) -> Mapping[Cell, list[tuple[int, int]]]:
    """In which sums each inner cell is, by their numbers, and with which sign."""
    found: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
    for number, each in enumerate(cube.relations):
        for part in each.parts:
            if part in cube.inner:
                found[part].append((number, 1))
        if each.total in cube.inner:
            found[each.total].append((number, -1))
    return found


def _has_box(
    cube: Cube, cell: Cell, codes: Sequence[Sequence[str]], sums: Mapping[Cell, list[tuple[int, int]]], width: int
) -> bool:
    places = [place for place, every in enumerate(codes) if len(every) > 1]
    corners: Corners = [(other, -1 if sum(other) % 2 else 1) for other in product((False, True), repeat=len(places))]
    others = ([code for code in codes[place] if code != cell[place]] for place in places)
    return any(
        _has_room(cube, box, width) and _is_balanced(box, sums)
        for chosen in islice(product(*others), TRIED)
        for box in [list(_box(cell, places, chosen, corners))]
    )


def _box(cell: Cell, places: Sequence[int], chosen: Sequence[str], corners: Corners) -> Iterator[tuple[Cell, int]]:
    for other, sign in corners:
        codes = list(cell)
        for place, code, is_other in zip(places, chosen, other, strict=True):
            if is_other:
                codes[place] = code
        yield tuple(codes), sign


def _has_room(cube: Cube, box: Sequence[tuple[Cell, int]], width: int) -> bool:
    room = {1: width, -1: width}
    for cell, sign in box:
        if cell not in cube.inner:
            return False
        room[sign] = min(room[sign], cube.values[cell])
    return room[1] + room[-1] >= width


def _is_balanced(box: Sequence[tuple[Cell, int]], sums: Mapping[Cell, list[tuple[int, int]]]) -> bool:
    """Whether no sum changes where the cells of a box do, each by its sign."""
    net: dict[int, int] = defaultdict(int)
    for cell, sign in box:
        for number, side in sums[cell]:
            net[number] += sign * side
    return not any(net.values())
