"""What lists call people, in both languages: any gender, any number, the two of a pair."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeVar

from portal.people.lists.names import fold

# The second gender, as in "Delegado(a)" and "Alterno/a".
EITHER = re.compile(r"\s*[(/]\s*-?(?:o|a|as|os|e|es|s|ra|ras|ora|oras|res|esa)\s*\)?(?=$|[\s/,;)-])")
PARTED = re.compile(r"\s*[/|&+]\s*|\s+(?:y|e|o|u|and|or)\s+|\s+[-–—]\s+|\s*,\s*")
BEHIND = re.compile(
    r"\s+(?:de|de la|de el|del|of|of the|a la|to the)\s+(?:delegacion|delegation|mision|mission|pais|country)$"
)
ASIDE = re.compile(r"\([^()]*\)")
LONGEST = 6
Key = TypeVar("Key", bound=str)


class WordBook:
    """Words with what they mean. Lists write them in the plural and the feminine, too; the book holds one form."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)
        self._found: dict[str, str] = {}

    def meaning(self, written: str) -> str:
        """What a cell means as a whole, "" where it is not known or means two things."""
        if written not in self._found:
            if len(self._found) > 2000:
                self._found.clear()
            self._found[written] = self._look_up(written)
        return self._found[written]

    def _look_up(self, written: str) -> str:
        phrase = plain(written)
        whole = self._phrase(phrase) or self._phrase(plain(ASIDE.sub(" ", written)))
        if whole or len(phrase) > 100:
            return whole
        parts = [part for part in PARTED.split(phrase) if part]
        found = {self._phrase(part) for part in parts} if len(parts) > 1 else {""}
        return found.pop() if len(found) == 1 else ""

    def _phrase(self, phrase: str) -> str:
        for tried in (phrase, BEHIND.sub("", phrase)):
            words = tried.split()
            if not 0 < len(words) <= LONGEST:
                continue
            for form in product(*map(forms, words)):
                if found := self._words.get(" ".join(form)):
                    return found
        return ""


def plain(written: str) -> str:
    """A phrase as the books hold it: folded, without marks, one of two genders."""
    phrase = fold(written).replace("@", "o").strip(" .:;*-•·\"'")
    phrase = EITHER.sub("", phrase).replace(".", "")
    return " ".join(re.sub(r"[()]", " ", phrase).split())


def forms(word: str) -> list[str]:
    """A word, its singular, its masculine."""
    singular = [word]
    if len(word) > 3 and word.endswith("s"):
        singular.append(word[:-1])
        if word.endswith("es"):
            singular.append(word[:-2])
    return list(dict.fromkeys(_masculine(singular)))


def _masculine(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        if len(word) > 3 and word.endswith("a"):
            yield word[:-1] + "o"
            yield word[:-1]


def book(words: Mapping[Key, str]) -> WordBook:
    """A word book out of words by what they mean, parted by upright bars."""
    return WordBook({word: str(meaning) for meaning, some in words.items() for word in some.split("|")})
