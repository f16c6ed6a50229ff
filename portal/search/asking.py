"""What somebody types into the box of the search, taken apart. Pure: whatever is typed means something or nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.core.plain import plain

MOST_LETTERS = 200
MOST_TERMS = 12
# No reference is longer, and PostgreSQL looks up no word of more than 2,046 bytes.
MOST_OF_NAME = 60
# What PostgreSQL cannot hold, and what nobody sees.
UNHEARD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
PARAGRAPH = re.compile(
    r"(?:[¶§]|(?<!\w)(?:paragraphs?|paras?|párrafos?|parrafos?|párrs?|parrs?|pars?)(?:\.|(?!\w)))\s*([0-9]{1,3})(?!\w)",
    re.IGNORECASE,
)
# A Spanish word of every second sentence: it means a paragraph where nothing else is typed.
FOR = re.compile(r"para\s", re.IGNORECASE)
PIECE = re.compile(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for, or, where it is `without`, to leave out. `how` is "word", "start" (the beginning of a word) or
    "phrase"; `names` are the references that it may be."""

    words: str
    how: str
    names: tuple[str, ...] = ()
    without: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `portal_found` takes it."""
        said: dict[str, Any] = {"words": self.words, "how": self.how, "names": list(self.names)}
        return said | {"not": True} if self.without else said


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: `typed` as it is shown again, the terms, and the number of a paragraph where one is named."""

    typed: str
    terms: tuple[Term, ...] = ()
    paragraph: int | None = None
    is_cut: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms without those to leave out."""
        return tuple(each for each in self.terms if not each.without)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for; there may be words to leave out."""
        return not self.wanted and self.paragraph is None

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The plain words that are looked for, one by one."""
        return tuple(word for each in self.wanted for word in plain(each.words).split())


def read_asked(text: str) -> Asked:
    """What was typed, taken apart: words, "phrases", -words to leave out, references, "¶ 6"."""
    heard = " ".join(UNHEARD.sub(" ", text).split())
    typed = heard[:MOST_LETTERS]
    said = typed.translate(QUOTES)
    number = next((each for each in PARAGRAPH.finditer(said) if each[0] == said or not FOR.match(each[0])), None)
    if number:
        said = f"{said[: number.start()]} {said[number.end() :]}"
    terms = list(_terms(said))
    is_cut = len(heard) > MOST_LETTERS or len(terms) > MOST_TERMS
    return Asked(typed, tuple(terms[:MOST_TERMS]), int(number[1]) if number else None, is_cut)


def names_in(words: str) -> tuple[str, ...]:
    """The reference that a word may be, as it is looked up: "USA-007" as "usa-7"; none for a word without a digit."""
    parts = plain(words).split()
    if not parts or not any(each.isdigit() for each in "".join(parts)) or not re.search("[a-z]", parts[0]):
        return ()
    name = "-".join([parts[0], *(re.sub("^0+(?=[0-9])", "", each) for each in parts[1:])])
    return (name,) if len(name) <= MOST_OF_NAME else ()


def _terms(said: str) -> Iterator[Term]:
    pieces = [each for each in PIECE.finditer(said) if plain(each["phrase"] or each["word"] or "")]
    for each in pieces:
        words, without = each["phrase"] or each["word"], bool(each["without"])
        names = () if each["phrase"] is not None else names_in(words)
        several = " " in plain(words)
        is_last = each is pieces[-1] and each["phrase"] is None and not without
        how = "phrase" if several or each["phrase"] is not None else "start" if is_last else "word"
        yield Term(words.lstrip("-") if each["phrase"] is None else words, how, names, without)
