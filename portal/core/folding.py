"""Names in the order of an alphabet, whatever the server's own order is."""

from typing import Any

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThan

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Before the first letter and after the last: digits, signs, other scripts.
OTHER = "other"
FOLDED = "lower(regexp_replace(normalize({}, NFD), '[\\u0300-\\u036f]', '', 'g') COLLATE \"C\")"


class Folded(Func):
    """A text in lower case and without accents, which sorts by code point. An index can hold it."""

    template = FOLDED.format("%(expressions)s")
    output_field = CharField()

    def __init__(self, expression: Any) -> None:
        super().__init__(expression)


def in_letter(letter: str, field: str) -> Q:
    """The condition that a text begins with a letter of `ALPHABET`, or, for `OTHER`, with none of them."""
    folded = Folded(F(field))
    first, last = ALPHABET[0].lower(), chr(ord(ALPHABET[-1].lower()) + 1)
    if letter == OTHER:
        return Q(LessThan(folded, Value(first))) | Q(GreaterThanOrEqual(folded, Value(last)))
    if letter not in ALPHABET:
        return Q()
    begins = letter.lower()
    return Q(GreaterThanOrEqual(folded, Value(begins))) & Q(LessThan(folded, Value(chr(ord(begins) + 1))))
