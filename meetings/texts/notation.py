"""Text with square brackets as negotiators write it, and as the portal keeps it. Pure.

Kept, a text is nodes: `{"t": "s", "v": words}` or `{"t": "b", "id": key}`, where the key names a bracket that is a record
with options. Written, it is one string: `The delegations [USA: agree to establish] [MEX, GTM: will consider] a group.`
Brackets side by side are the options of one bracket, unless a sponsor stands in both; `[words]` is an option that nobody
sponsors, `[USA: –]` an option without words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from meetings.texts.blocks import tidy

GROUP = re.compile(r"\[([^\[\]]*)\]")
SPONSORS = re.compile(r"^\s*([A-Z][A-Z0-9]{1,11}(?:\s*,\s*[A-Z][A-Z0-9]{1,11})*)\s*:\s*(.*)$", re.DOTALL)
NOTHING = "\N{EN DASH}"
AROUND = 16


@dataclass(frozen=True)
class Option:
    """One way to read a bracket: who wants it, and the words; "" means no words there."""

    sponsors: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class KnownBracket:
    """A bracket that the text had before, with its options where they are known."""

    key: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class NewBracket:
    """A bracket that was typed."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class Marked:
    """A parsed text: words (str), brackets that were there (`KnownBracket`), and new ones (`NewBracket`)."""

    pieces: list[Any] = field(default_factory=list)

    @property
    def new(self) -> list[NewBracket]:
        return [piece for piece in self.pieces if isinstance(piece, NewBracket)]

    @property
    def known(self) -> list[str]:
        return [piece.key for piece in self.pieces if isinstance(piece, KnownBracket)]

    @property
    def plain(self) -> str:
        """The words outside brackets."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    def format(self, *, names: bool = True) -> str:
        """The text as one string in bracket notation, with or without the names of sponsors."""
        return "".join(
            piece if isinstance(piece, str) else format_bracket(piece.options, names=names) for piece in self.pieces
        )


class Unbalanced(ValueError):
    """A square bracket without its partner, or inside another: `position` counts from 1."""

    def __init__(self, position: int, excerpt: str) -> None:
        super().__init__(position, excerpt)
        self.position, self.excerpt = position, excerpt


def read_nodes(nodes: Sequence[Mapping[str, str]], brackets: Mapping[str, Sequence[Option]]) -> Marked:
    """The kept nodes as a parsed text. `brackets` gives the options of each key in the language asked for."""
    return Marked(
        [
            node["v"] if node["t"] == "s" else KnownBracket(node["id"], tuple(brackets.get(node["id"], ())))
            for node in nodes
        ]
    )


def format_nodes(nodes: Sequence[Mapping[str, str]], brackets: Mapping[str, Sequence[Option]]) -> str:
    """The kept nodes as one string in bracket notation."""
    return read_nodes(nodes, brackets).format()


def join_marked(texts: Iterable[Marked]) -> Marked:
    """Join parsed texts with a space between them; leave out those without words."""
    joined: list[Any] = []
    for marked in texts:
        joined += [*([" "] if joined and marked.pieces else []), *marked.pieces]
    return Marked(_joined(joined))


def format_bracket(options: Sequence[Option], *, names: bool = True) -> str:
    """A bracket as it stands in the text: `[USA: words] [MEX: other words]`, or without names `[words] [other words]`."""
    return " ".join(_format_option(option, names=names) for option in options)


def _format_option(option: Option, *, names: bool) -> str:
    words = option.words or NOTHING
    return f"[{', '.join(option.sponsors)}: {words}]" if option.sponsors and names else f"[{words}]"


def parse(text: str, known: Sequence[tuple[str, str]] = ()) -> Marked:
    """Take a written text apart. `known` are the brackets of the base as (what it looks like, key); others are new.

    Spaces and Unicode form are made one (`blocks.tidy`). Raises `Unbalanced` for a bracket that is not closed, not
    opened, or inside another.
    """
    text = tidy(text)
    require_balanced(text)
    pieces: list[Any] = []
    # Longer ones first: one bracket may look like the beginning of another.
    there = sorted(known, key=lambda pair: -len(pair[0]))
    position = 0
    for run in _runs(text):
        pieces += [text[position : run[0]]] if run[0] > position else []
        inside, start = text[run[0] : run[1]], 0
        while start < len(inside):
            pair = next((each for each in there if inside.startswith(each[0], start)), None)
            if pair is not None:
                # Two brackets may look alike: each is found once.
                there.remove(pair)
                pieces.append(KnownBracket(pair[1]))
                start += len(pair[0])
            elif inside[start] == "[":
                end, options = _new(inside, start, [look for look, _key in there])
                pieces.append(NewBracket(options))
                start = end
            else:
                pieces.append(inside[start])
                start += 1
        position = run[1]
    pieces += [text[position:]] if position < len(text) else []
    return Marked(_joined(pieces))


def require_balanced(text: str) -> None:
    """Raise `Unbalanced` unless every square bracket has its partner and none stands inside another."""
    opened = 0
    for position, letter in enumerate(text, start=1):
        if letter == "[" and opened:
            raise Unbalanced(position, around(text, position))
        if letter == "[":
            opened = position
        elif letter == "]" and not opened:
            raise Unbalanced(position, around(text, position))
        elif letter == "]":
            opened = 0
    if opened:
        raise Unbalanced(opened, around(text, opened))


def around(text: str, position: int) -> str:
    """The words around a position that counts from 1."""
    return text[max(0, position - AROUND) : position + AROUND - 1].strip()


def match_base(marked: Marked, base: Sequence[Any]) -> list[int] | None:
    """Whether the marked text only puts brackets into `base` (pieces of words and `KnownBracket`), and how.

    Returns for each new bracket the index of the option whose words stood in the base, or -1 where nothing stood there;
    None if the text says something else than the base.
    """
    want = _flat(base)
    return _match(marked.pieces, 0, want, 0)


def _match(pieces: Sequence[Any], index: int, want: str, position: int) -> list[int] | None:
    if index == len(pieces):
        return [] if not want[position:].strip() else None
    piece = pieces[index]
    if not isinstance(piece, NewBracket):
        words = _flat([piece])
        after = _follows(want, position, words)
        return None if after is None else _match(pieces, index + 1, want, after)
    for number, option in [*enumerate(piece.options), (-1, Option((), ""))]:
        after = _follows(want, position, option.words)
        if after is not None and (rest := _match(pieces, index + 1, want, after)) is not None:
            return [number, *rest]
    return None


def _follows(want: str, position: int, words: str) -> int | None:
    """Where `want` goes on after `words`, spaces at the seams aside; None if the words do not stand there."""
    start = position
    while start < len(want) and want[start] == " ":
        start += 1
    bare = words.strip()
    if not bare:
        return position
    return start + len(bare) if want.startswith(bare, start) else None


def _flat(pieces: Sequence[Any]) -> str:
    """Words as one string in which a known bracket is one character of its own."""
    return "".join(piece if isinstance(piece, str) else f"\0{piece.key}\0" for piece in pieces)


def _runs(text: str) -> list[tuple[int, int]]:
    """Where brackets stand, those side by side taken together, as (start, end)."""
    found: list[tuple[int, int]] = []
    for match in GROUP.finditer(text):
        if found and text[found[-1][1] : match.start()] == " ":
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found


def _new(text: str, start: int, looks: Sequence[str]) -> tuple[int, tuple[Option, ...]]:
    """The new bracket that begins at `start`, with those beside it that are its other options, and where it ends."""
    options: list[Option] = []
    while start < len(text) and (match := GROUP.match(text, start)):
        option = _option(match[1])
        taken = {code for each in options for code in each.sponsors}
        alternative = not options or not taken & set(option.sponsors)
        if not alternative or (options and any(text.startswith(look, start) for look in looks)):
            break
        options.append(option)
        end = match.end()
        start = end + 1 if text[end : end + 2] == " [" else len(text) + 1
    return end, tuple(options)


def _option(inside: str) -> Option:
    named = SPONSORS.match(inside)
    words = tidy(named[2] if named else inside)
    sponsors = tuple(code.strip() for code in named[1].split(",")) if named else ()
    return Option(sponsors, "" if words == NOTHING else words)


def _joined(pieces: Sequence[Any]) -> list[Any]:
    joined: list[Any] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
