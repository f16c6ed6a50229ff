"""How a table of figures is laid out: which heading means what, and what its labels are the codes of. Pure.

Columns are known by their headings and never by their place.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing import countries
from workinggroup.flows.importing.listed import AREA, COUNTRY, GROUP, Listed, of_code
from workinggroup.flows.importing.words import bare, fold, without_note

# It begins with a letter, or with a span of ages.
CODE = re.compile(r"(?:[A-Z][A-Z0-9]*|\d+_\d+)(?:[._-][A-Z0-9]+)*", re.ASCII)
LONGEST_CODE = 40


# Of a code of several parts they stand first.
SEXES = frozenset({"M", "F"})


class Meaning(StrEnum):
    """What a column holds."""

    INDICATOR = "indicator"
    REPORTING = "reporting"
    COUNTERPART = "counterpart"
    AREA = "area"
    CITIZENSHIP = "citizenship"
    GROUP = "group"
    PERIOD = "period"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    MONTH = "month"
    VALUE = "value"
    STATUS = "status"
    # It tells rows apart that are added up.
    DETAIL = "detail"
    # It says nothing that the others do not say.
    ASIDE = "aside"


# The dimensions of a key, in the order of its codes; what a file does not tell is the total.
DIMENSIONS = (
    Meaning.INDICATOR,
    Meaning.REPORTING,
    Meaning.COUNTERPART,
    Meaning.AREA,
    Meaning.CITIZENSHIP,
    Meaning.GROUP,
)
# Of countries there is one list.
_LISTS = {
    Meaning.REPORTING: COUNTRY,
    Meaning.COUNTERPART: COUNTRY,
    Meaning.CITIZENSHIP: COUNTRY,
    Meaning.AREA: AREA,
    Meaning.GROUP: GROUP,
}
# Without these nobody knows what is counted.
TOLD = (Meaning.INDICATOR, Meaning.REPORTING)
Key = tuple[str, ...]
Given = Mapping[Meaning, str]


@dataclass(frozen=True)
class Labels:
    """How the cells of a dimension become codes: `read` gives the code or None, `suggest` what an unknown one may have meant.

    `is_coded` where the cells are codes already.
    """

    read: Callable[[str], str | None]
    suggest: Callable[[str], str] = lambda _label: ""
    is_coded: bool = False


# Everything that is printed for a country; and codes alone.
COUNTRIES = Labels(countries.country, countries.suggestion)
COUNTRY_CODES = Labels(countries.strictly, countries.suggestion, is_coded=True)


def of_labels(codes: Mapping[str, str]) -> Labels:
    """Labels of which each has its code, by the labels parted by upright bars."""
    known = {fold(label): code for labels, code in codes.items() for label in labels.split("|")}
    return Labels(lambda label: known.get(fold(label)), lambda label: _near(label, known))


def of_codes(known: Collection[str]) -> Labels:
    """These codes alone, and the total and the rest."""
    every = {*known, TOTAL, OTHER}
    folded = {fold(code): code for code in every}
    return Labels(lambda label: label if label in every else None, lambda label: _near(label, folded), is_coded=True)


def _well_formed(label: str) -> str | None:
    fits = label in {TOTAL, OTHER} or (len(label) <= LONGEST_CODE and CODE.fullmatch(label))
    return label if fits else None


def made_of(label: str) -> str | None:
    """A code made of a label that nobody listed: "Single Adults" is SINGLE_ADULTS."""
    code = re.sub(r"[^A-Z0-9]+", "_", fold(label).upper()).strip("_")[:LONGEST_CODE]
    return countries.by_label().get(fold(label), code) if code and fold(label) in _WHOLE else code or None


_WHOLE = frozenset({"total", "todos", "todas", "all", "other", "otro", "otros", "otras", "unknown", "desconocido"})
ANY_CODE = Labels(_well_formed, lambda label: made_of(label) or "", is_coded=True)
ANY_LABEL = Labels(made_of)


def _near(label: str, known: Mapping[str, str]) -> str:
    near = get_close_matches(fold(label), known, n=1, cutoff=0.7)
    return known[near[0]] if near else ""


@dataclass(frozen=True)
class Column:
    """What one column may be headed by, folded, and how its cells are read; `labels` for dimensions alone."""

    meaning: Meaning
    headings: frozenset[str]
    labels: Labels = ANY_LABEL
    is_required: bool = True


def column(meaning: Meaning, headings: str, labels: Labels = ANY_LABEL, *, optional: bool = False) -> Column:
    """A column by its headings, parted by upright bars."""
    return Column(meaning, frozenset(fold(heading) for heading in headings.split("|")), labels, not optional)


# What a wide table's heading gives to the key of its cells; None for one that is not known.
Wide = Callable[[str, str], Given | None]
# A column of figures that is not read.
SKIPPED: Given = {}


@dataclass(frozen=True)
class Layout:
    """How one kind of table is laid out.

    `constants` are the dimensions that the file does not tell. `wide`, where figures stand in several columns, says by the
    heading above them and the heading itself what each gives. `sheets` are the names, folded, of the sheets that are laid out
    so; any where there is none. `blanks` is what an empty cell of a dimension means, where its delegation says so. Cells in
    `not_applicable`, folded, count nothing, and `signs` as they stand; any other text is refused. `withheld` are those of the
    signs that stand for a count that is not told, of which the reading warns until its delegation declares them. `is_annual`:
    its figures are of years, kept in December. `adds_up`: rows with one key are parts of one figure. `skips_months`: months
    in which nobody was counted have no row.
    """

    name: str
    columns: tuple[Column, ...]
    constants: Given = field(default_factory=dict)
    wide: Wide | None = None
    sheets: frozenset[str] = frozenset()
    blanks: Given = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    multiplier: int = 1
    rounding: int = 0
    is_annual: bool = False
    adds_up: bool = False
    skips_months: bool = False
    is_guessed: bool = False

    @cached_property
    def _by_heading(self) -> dict[str, Column]:
        return {bare(heading): each for each in reversed(self.columns) for heading in each.headings}

    def known(self, heading: str) -> Column | None:
        """The column that a heading stands above."""
        folded = fold(heading)
        return self._by_heading.get(bare(folded)) or self._by_heading.get(bare(without_note(folded)))

    def declared(
        self,
        *,
        blanks: Given | None = None,
        labels: Mapping[str, str] | None = None,
        groups: Mapping[str, str] | None = None,
        adds_up: bool = False,
        codes: Mapping[Meaning, Collection[str]] | None = None,
        skips_months: bool = False,
        signs: Collection[str] = (),
    ) -> "Layout":
        """The layout with what its delegation says of its file in writing: what an empty cell means, what further labels of
        citizenships and of groups are the codes of, whether rows with one key are parts of one figure, whether months of nobody
        are left out, and which signs stand where nothing was counted. In a column of codes no label takes the place of what
        means one of the structure's own, in whichever letters: these are `codes`.
        """
        more = {
            meaning: {fold(label): code for label, code in (said or {}).items()}
            for meaning, said in ((Meaning.CITIZENSHIP, labels), (Meaning.GROUP, groups))
        }

        def with_more(column: Column) -> Column:
            said = more.get(column.meaning)
            if not said:
                return column
            read, suggest, is_coded = column.labels.read, column.labels.suggest, column.labels.is_coded
            own = frozenset({TOTAL, OTHER, *(codes or {}).get(column.meaning, ())}) if is_coded else frozenset()
            written = {code.casefold() for code in own}

            def read_more(label: str) -> str | None:
                code = read(label)
                if code in own or label.casefold() in written:
                    return code
                return said.get(fold(label)) or code

            return replace(column, labels=Labels(read_more, suggest, is_coded))

        columns = tuple(map(with_more, self.columns)) if any(more.values()) else self.columns
        return replace(
            self,
            columns=columns,
            blanks={**self.blanks, **(blanks or {})},
            adds_up=adds_up or self.adds_up,
            skips_months=skips_months or self.skips_months,
            signs=self.signs | {sign.casefold() for sign in signs},
            withheld=self.withheld - {sign.casefold() for sign in signs},
        )


def by_country(block: str = "", **given: str) -> Wide:
    """Headings that are countries, below one that spans them if `block` says which; the columns below others are skipped."""
    more = {Meaning(name): code for name, code in given.items()}

    def read(above: str, heading: str) -> Given | None:
        if block and fold(above) != block:
            return SKIPPED
        code = countries.country(without_note(fold(heading))) or countries.country(heading)
        return {**more, Meaning.CITIZENSHIP: code} if code else None

    return read


def by_heading(headings: Mapping[str, Given], block: str = "") -> Wide:
    """Headings of which each gives its codes."""
    known = {fold(heading): given for heading, given in headings.items()}

    def read(above: str, heading: str) -> Given | None:
        if block and fold(above) != block:
            return SKIPPED
        return known.get(fold(heading)) or known.get(without_note(fold(heading)))

    return read


def list_of(meaning: Meaning) -> str:
    """The list of codes that a dimension has."""
    return _LISTS[meaning]


def bounded(key: Key) -> list[tuple[Meaning, Listed]]:
    """Which codes of a key, or parts of them, are not valid in every month."""
    told = (
        (meaning, code) for meaning, code in zip(DIMENSIONS, key, strict=True) if meaning in _LISTS and code != TOTAL
    )
    return [(meaning, each) for meaning, code in told for each in of_code(_LISTS[meaning], code) if each.is_bounded]


def key_of(given: Given) -> Key:
    """The codes in the order of the dimensions."""
    return tuple(given.get(dimension, TOTAL) for dimension in DIMENSIONS)


def joined(parts: Iterable[str]) -> str:
    """One code of several columns of one dimension: M and ADULT are M.ADULT, in whichever order, and a total among them says
    nothing."""
    told = sorted((part for part in parts if part != TOTAL), key=lambda part: part not in SEXES)
    return ".".join(told) if told else TOTAL
