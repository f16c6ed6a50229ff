"""Where a list's headings stand, and which of its columns are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from portal.people.lists.headings import NAMES, Meaning, is_later, is_role, is_weak, meaning_of
from portal.people.lists.names import addresses_in, fold, given_first, is_name, is_telephone
from portal.people.lists.tables import Row, Table
from portal.people.lists.wordbook import WordBook

# Title rows above the headings are fewer than this.
DEEPEST = 40
HONORIFICS = frozenset(
    str.split(
        "sr sra srta don dona mr mrs ms mx miss dr dra lic licda ing arq prof mtro mtra he hon se excmo excma h e s"
    )
)


@dataclass(frozen=True)
class Wanted:
    """What a page makes of a list: the words for what people come as, and what else it keeps of them.

    `order` says what the columns of a list without headings hold; `languages` are None where they are not asked for.
    `telling` are functions that say what somebody comes as where nothing else does.
    """

    kinds: WordBook
    order: tuple[Meaning, ...]
    keeps: frozenset[Meaning]
    languages: WordBook | None = None
    telling: WordBook = field(default_factory=lambda: WordBook({}))


@dataclass(frozen=True)
class Column:
    """One column: its place, its heading, what it holds, and whether the page keeps it."""

    place: int
    heading: str
    meaning: Meaning
    is_kept: bool = True

    @property
    def letter(self) -> str:
        """What a spreadsheet calls it."""
        return letter_of(self.place)


@dataclass(frozen=True)
class Headed:
    """A list's columns, and the rows before and after their headings."""

    columns: tuple[Column, ...]
    before: tuple[Row, ...]
    after: tuple[Row, ...]


def letter_of(place: int) -> str:
    """The name of a column in a spreadsheet: A for 0, AA for 26."""
    first, last = divmod(place, 26)
    return (letter_of(first - 1) if first else "") + chr(65 + last)


def headed(table: Table, wanted: Wanted) -> Headed | None:
    """The table with its headings found, None where there are none. They may stand below titles, and in two rows."""
    rows = table.rows
    scores = [_score(row, wanted) for row in rows[:DEEPEST]]
    if not any(scores):
        return None
    first = last = scores.index(max(scores))
    words = _words(rows[first])
    if last + 1 < len(rows) and _is_second(rows[last], rows[last + 1]):
        last += 1
        words |= _words(rows[last])
    elif first and rows[first - 1].number == rows[first].number - 1 and len(rows[first - 1].filled) > 1:
        above = {place: word for place, word in _words(rows[first - 1]).items() if meaning_of(word) != Meaning.UNKNOWN}
        first -= bool(above.keys() - words.keys())
        words = above | words
    after = rows[last + 1 :]
    return Headed(_columns(words, after, table, rows[last].number, wanted), rows[:first], after)


def is_heading(row: Row, wanted: Wanted) -> bool:
    """Whether a row further down says the headings again."""
    return all(meaning_of(row.cells[place]) != Meaning.UNKNOWN for place in row.filled) and _score(row, wanted) > 1


def headed_again(row: Row, after: Sequence[Row], table: Table, wanted: Wanted) -> tuple[Column, ...]:
    """The columns from a row on that says headings again."""
    return _columns(_words(row), after, table, row.number, wanted)


def _score(row: Row, wanted: Wanted) -> int:
    """How many different things a row's cells head; 0 for what heads nothing."""
    said = [(meaning_of(row.cells[place]), row.cells[place]) for place in row.filled]
    found = {meaning for meaning, _cell in said if meaning != Meaning.UNKNOWN}
    if any(meaning in NAMES and not is_weak(cell) for meaning, cell in said):
        return len(found)
    if found & NAMES:
        return len(found) if len(found) > 2 else 0
    return len(found - {Meaning.NUMBER}) if len(found - {Meaning.NUMBER}) > 1 else 0


def _is_second(row: Row, below: Row) -> bool:
    """Whether the row below says more of the headings: "Nombres" and "Apellidos" under one that spans both."""
    if below.number != row.number + 1 or not below.filled:
        return False
    said = [meaning_of(below.cells[place]) for place in below.filled]
    return Meaning.UNKNOWN not in said and bool(set(said) & NAMES) and len(below.filled) <= len(row.filled) + 2


def _words(row: Row) -> dict[int, str]:
    return {place: row.cells[place] for place in row.filled}


def _columns(
    words: dict[int, str], rows: Sequence[Row], table: Table, number: int, wanted: Wanted
) -> tuple[Column, ...]:
    widest = max((len(row.cells) for row in rows), default=0)
    found = [
        Column(place, words.get(place, ""), meaning_of(words.get(place, "")))
        for place in range(max([widest, *(place + 1 for place in words)]))
    ]
    cells = [
        [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]] for place in range(len(found))
    ]
    for place, column in enumerate(found):
        if not column.heading and place:
            found[place - 1 : place + 1] = _continued(found[place - 1], column, cells, _spans(table, number, place))
    found = _by_content(found, cells, wanted)
    shown = [column for column, values in zip(found, cells, strict=True) if column.heading or values]
    return tuple(_kept(shown, {column.place: cells[column.place] for column in shown}, wanted))


def _spans(table: Table, number: int, place: int) -> bool:
    """Whether a heading spans this column and the one before it."""
    return any(top <= number - 1 <= bottom and left < place <= right for top, left, bottom, right in table.merged)


def _continued(before: Column, column: Column, cells: list[list[str]], spans: bool) -> list[Column]:
    """A column of names and one without a heading behind it, which is filled as names are: the rest of the name."""
    some, more = cells[before.place], cells[column.place]
    fits = spans or 2 * len(more) >= len(some)
    like = all(is_name(cell) and "@" not in cell and not is_telephone(cell) for cell in more)
    if before.meaning not in NAMES - {Meaning.NAME_AND_FUNCTION} or not more or not fits or not like:
        return [before, column]
    if before.meaning == Meaning.FAMILY_FIRST:
        return [replace(before, meaning=Meaning.FAMILY), replace(column, meaning=Meaning.GIVEN)]
    return [before, replace(column, meaning=before.meaning)]


def _by_content(columns: list[Column], cells: list[list[str]], wanted: Wanted) -> list[Column]:
    """The columns with what their cells tell better than their headings."""
    headed = {column.meaning for column in columns}
    found = []
    for column, values in zip(columns, cells, strict=True):
        meaning = column.meaning
        if meaning == Meaning.NAME and Meaning.FAMILY in headed and Meaning.GIVEN not in headed:
            meaning = Meaning.GIVEN
        elif meaning == Meaning.NAME and Meaning.FUNCTION in headed and _most(values, _has_family_first):
            meaning = Meaning.FAMILY_FIRST
        elif meaning == Meaning.FUNCTION and _most(values, _is_honorific):
            meaning = Meaning.HONORIFIC
        elif meaning == Meaning.UNKNOWN and Meaning.EMAIL not in headed and _most(values, _has_address):
            meaning = Meaning.EMAIL
        found.append(replace(column, meaning=meaning))
    if Meaning.KIND not in headed:
        found = _with_kinds(found, cells, wanted)
    return found if headed & NAMES else _named(found, cells)


def _with_kinds(columns: list[Column], cells: list[list[str]], wanted: Wanted) -> list[Column]:
    """The columns, of which none is headed as kinds: the first that holds nothing else, if there is one.

    A column of functions is one where the page keeps none, or has another. What the portal itself calls a role may hold others.
    """
    several = sum(column.meaning == Meaning.FUNCTION for column in columns) > 1
    for place, (column, values) in enumerate(zip(columns, cells, strict=True)):
        known = [cell for cell in values if wanted.kinds.meaning(cell)]
        enough = 2 * len(known) >= len(values) if is_role(column.heading) else len(known) == len(values)
        fits = column.meaning == Meaning.UNKNOWN or (
            column.meaning == Meaning.FUNCTION and (several or Meaning.FUNCTION not in wanted.keeps)
        )
        if known and enough and fits:
            return [*columns[:place], replace(column, meaning=Meaning.KIND), *columns[place + 1 :]]
    return columns


def _named(columns: list[Column], cells: list[list[str]]) -> list[Column]:
    """The columns, of which none is headed as names: the first that is not understood and filled as names are holds them."""
    most = max(map(len, cells), default=0)
    for place, column in enumerate(columns):
        if column.meaning == Meaning.UNKNOWN and 2 * len(cells[place]) > most and _most(cells[place], _may_be_name):
            return [*columns[:place], replace(column, meaning=Meaning.NAME), *columns[place + 1 :]]
    return columns


def _may_be_name(cell: str) -> bool:
    return is_name(cell) and " " in cell and not any(sign.isdigit() or sign == "@" for sign in cell)


def _has_family_first(cell: str) -> bool:
    return given_first(cell) != cell


def _has_address(cell: str) -> bool:
    return bool(addresses_in(cell))


def _is_honorific(cell: str) -> bool:
    return all(word in HONORIFICS for word in fold(cell).replace(".", " ").replace("/", " ").split())


def _most(values: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(values) and 2 * sum(map(holds, values)) >= len(values)


def _kept(columns: list[Column], cells: dict[int, list[str]], wanted: Wanted) -> list[Column]:
    """Of each kind one column is kept, of names all that belong together."""
    has = {column.meaning for column in columns}
    whole = next((one for one in (Meaning.NAME, Meaning.FAMILY_FIRST, Meaning.NAME_AND_FUNCTION) if one in has), None)
    if Meaning.GIVEN in has and Meaning.FAMILY in has:
        whole = whole if whole == Meaning.NAME else None
    names = {whole} if whole else {Meaning.GIVEN, Meaning.FAMILY}
    taken: set[Meaning] = set()
    best = _best_kinds(columns, cells, wanted)
    found = []
    for column in columns:
        meaning = column.meaning
        if meaning in NAMES:
            again = meaning == whole and bool(column.heading) and whole in taken
            keeps = meaning in names and not again
            taken |= {meaning} if keeps else set()
        else:
            keeps = (
                meaning in wanted.keeps and meaning not in taken and (meaning != Meaning.KIND or column.place == best)
            )
            taken |= {meaning} if keeps else set()
        found.append(replace(column, is_kept=keeps))
    return found


def _best_kinds(columns: list[Column], cells: dict[int, list[str]], wanted: Wanted) -> int:
    """The place of the column of kinds of whose cells most are known."""
    counts = {
        column.place: sum(bool(wanted.kinds.meaning(cell)) for cell in cells[column.place])
        for column in columns
        if column.meaning == Meaning.KIND
    }
    return max(counts, key=lambda place: counts[place]) if counts else -1


def in_order_of_names(columns: Sequence[Column]) -> list[Column]:
    """Columns of names as a name has them: given before family names, the first of each before the second."""
    places = [Meaning.NAME, Meaning.FAMILY_FIRST, Meaning.NAME_AND_FUNCTION, Meaning.GIVEN, Meaning.FAMILY]
    kept = [column for column in columns if column.is_kept and column.meaning in NAMES]
    return sorted(kept, key=lambda column: (places.index(column.meaning), is_later(column.heading), column.place))
