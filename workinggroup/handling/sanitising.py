"""What of a matter an audience is shown, and whether what it is shown repeats what it is not. Pure.

Whoever prepares a view for others reads rows in the own context; nothing here ever reads what that person does not.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import combining, normalize

# The audience of everybody, which is shown what is marked CLEAR alone.
PUBLIC = "PUBLIC"
# The marks from the widest to the narrowest; `workinggroup_rank` in guards.sql has the same order.
ORDER = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
NAMED = "named"
RUN = 5
SHORTEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Portion:
    """A passage as its preparer reads it. `gist` is the anchor of the passage that stands for it, "" for none; `trace` is `NAMED`
    where it is said that it is withheld."""

    anchor: str
    part: str
    text: Mapping[str, str]
    marking: str
    readers: frozenset[str]
    originators: tuple[str, ...]
    gist: str = ""
    trace: str = ""
    until: str = ""


class Kind(StrEnum):
    """How a portion is shown."""

    WHOLE = "whole"
    GIST = "gist"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Shown:
    """One portion as the audience is shown it. A trace has no text and no mark, and names who withholds it in `originators`."""

    kind: Kind
    anchor: str
    part: str
    text: Mapping[str, str]
    marking: str
    readers: frozenset[str]
    originators: tuple[str, ...]
    until: str = ""


@dataclass(frozen=True, slots=True)
class Survivor:
    """Something withheld that is read in what is shown: what kind of thing, the words as they were written, and where."""

    kind: str
    words: str
    anchor: str


def is_for(portion: Portion, audience: Iterable[str], ceiling: str) -> bool:
    """Whether every side of the audience reads the portion and its mark is no narrower than the ceiling."""
    wanted = frozenset(audience)
    if PUBLIC in wanted:
        return portion.marking == "CLEAR"
    return wanted <= portion.readers and ORDER.index(portion.marking) <= ORDER.index(ceiling)


def sanitise(portions: Sequence[Portion], audience: Iterable[str], ceiling: str = "RED") -> list[Shown]:
    """What an audience of sides, or `PUBLIC`, is shown of portions in their order: each whole, else its gist, else its trace.

    A gist is shown in the place of the first portion that it stands for, and never beside it.
    """
    wanted = frozenset(audience)
    by_anchor = {portion.anchor: portion for portion in portions}
    gists = {portion.gist for portion in portions if portion.gist}
    shown = []
    for portion in portions:
        if portion.anchor in gists:
            continue
        gist = by_anchor.get(portion.gist)
        if is_for(portion, wanted, ceiling):
            shown.append(_shown(Kind.WHOLE, portion))
        elif gist is not None and is_for(gist, wanted, ceiling):
            shown.append(_shown(Kind.GIST, gist))
        elif portion.trace == NAMED:
            shown.append(Shown(Kind.TRACE, "", portion.part, {}, "", frozenset(), portion.originators))
    return shown


def _shown(kind: Kind, portion: Portion) -> Shown:
    return Shown(
        kind,
        portion.anchor,
        portion.part,
        portion.text,
        portion.marking,
        portion.readers,
        portion.originators,
        portion.until,
    )


def withheld(portions: Sequence[Portion], shown: Sequence[Shown]) -> list[Portion]:
    """The portions whose own words the audience is not shown."""
    whole = {each.anchor for each in shown}
    return [portion for portion in portions if portion.anchor not in whole]


def banner(shown: Sequence[Shown]) -> tuple[str, list[str]]:
    """The narrowest mark of what is shown, and the sides that read all of it. CLEAR, and nobody, of nothing."""
    marked = [each for each in shown if each.kind is not Kind.TRACE]
    readers = frozenset.intersection(*(each.readers for each in marked)) if marked else frozenset[str]()
    return max((each.marking for each in marked), key=ORDER.index, default="CLEAR"), sorted(readers)


WORD = re.compile(r"[^\W_]+", re.UNICODE)
FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)|\d+")
YEAR = re.compile(r"(?:19|20)\d\d")
CODE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
PARTICLES = frozenset(["de", "del", "la", "las", "los", "el", "y", "of", "the", "and"])
# A sentence begins with a capital that says nothing.
SMALL = (
    "a an this that these those in on at for from by with or no if when near about between since until after before "
    "un una unos unas este esta estos estas en por para con si cuando se cerca entre desde hasta sobre tras"
)
OPENERS = PARTICLES | frozenset(SMALL.split())


def survivors(hidden: Sequence[Mapping[str, str]], shown: Sequence[Shown], known: Iterable[str] = ()) -> list[Survivor]:
    """What of hidden texts is read in what is shown: runs of five words, numbers of three digits and more, codes, and pairs of
    capitalised words. What `known` texts have, as the glossary and the names of places, and what stands in two shown portions,
    is no survivor.

    Time grows with the length of the texts.
    """
    sought = set[tuple[str, str]]()
    for texts in hidden:
        for text in texts.values():
            sought.update(_prints(text))
    for text in known:
        sought.difference_update(_prints(text, in_any_case=True))
    found = [(each, _among(sought, each.text)) for each in shown if each.kind is not Kind.TRACE]
    # What two shown portions say is told anyway; what one alone says is looked for.
    holders: dict[tuple[str, str], set[str]] = {}
    for each, marks in found:
        for mark in marks:
            holders.setdefault(mark, set()).add(each.anchor)
    return [
        Survivor(mark[0], words, each.anchor)
        for each, marks in found
        for mark, words in marks.items()
        if len(holders[mark]) == 1
    ]


def _among(sought: Collection[tuple[str, str]], texts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """What of it is sought in these texts."""
    return {
        mark: words
        for text in texts.values()
        for mark, words in _prints(text, in_any_case=True).items()
        if mark in sought
    }


def _prints(text: str, *, in_any_case: bool = False) -> dict[tuple[str, str], str]:
    """What can be recognised in a text, each under its kind and its folded form, with the words as written; names are two
    capitalised words or, `in_any_case`, any two."""
    found: dict[tuple[str, str], str] = {}
    words = list(WORD.finditer(text))
    folded = [fold(word[0]) for word in words]
    for place in range(len(words) - RUN + 1):
        run = " ".join(folded[place : place + RUN])
        found["words", run] = text[words[place].start() : words[place + RUN - 1].end()]
    for figure in FIGURE.finditer(text):
        digits = re.sub(r"\D", "", figure[0])
        # A year tells nothing by itself, and stands in every other passage.
        if len(digits) >= SHORTEST_NUMBER and not YEAR.fullmatch(figure[0]):
            found["number", digits] = figure[0]
    for code in CODE.finditer(text):
        if len(code[0]) >= SHORTEST_NUMBER:
            found["code", fold(code[0]).replace("-", "")] = code[0]
    for first, second in _side_by_side(words, folded, in_any_case=in_any_case):
        found["name", f"{folded[first]} {folded[second]}"] = text[words[first].start() : words[second].end()]
    return found


def _side_by_side(
    words: Sequence[re.Match[str]], folded: Sequence[str], *, in_any_case: bool
) -> Iterable[tuple[int, int]]:
    """The places of two words that may be a name with nothing but particles between them."""
    last = -1
    for place, word in enumerate(words):
        if (in_any_case or word[0][:1].isupper()) and folded[place] not in OPENERS:
            if last >= 0:
                yield last, place
            last = place
        elif folded[place] not in PARTICLES:
            last = -1


def fold(text: str) -> str:
    """A text without case, accents, and forms of compatibility, with single spaces."""
    plain = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return " ".join(normalize("NFKC", plain).casefold().split())
