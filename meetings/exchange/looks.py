"""How a text's brackets are shown in a file, and how they are told apart when it comes back."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from meetings.texts.notation import KnownBracket, Marked, NewBracket, Unbalanced, format_bracket, parse

OPEN = "[…]"


class Look(TextChoices):
    """What a file shows of a text that is not agreed."""

    BRACKETS = "brackets", _("With brackets and names")
    NAMELESS = "nameless", _("With brackets, without names")
    CLEAN = "clean", _("Words outside brackets; “[…]” stands for each bracket")
    REDLINE = "redline", _("With the changes since a revision, tracked")


class NotCertain(ValueError):
    """Brackets came back in a way that leaves open which of them is which."""


def format_as(marked: Marked, look: str) -> str:
    """Write a text as a file of this look shows it."""
    return "".join(piece if isinstance(piece, str) else _format(piece, look) for piece in marked.pieces)


def restore_names(text: str, base: Marked, look: str) -> str:
    """Return a text that came back in this look with its brackets as they stand in `base`.

    Raises `NotCertain` where the brackets leave open which is which, or one was rewritten without its sponsors.
    """
    if look not in {Look.NAMELESS, Look.CLEAN}:
        return text
    brackets = [piece for piece in base.pieces if not isinstance(piece, str)]
    there = [(_format(bracket, look), format_bracket(bracket.options)) for bracket in brackets]
    try:
        marked = parse(text, there)
    except Unbalanced:
        return text
    lost = len(marked.known) < len(there)
    if (lost and (marked.new or _alike(there))) or any(_format(new, Look.NAMELESS) == OPEN for new in marked.new):
        raise NotCertain
    return "".join(_with_names(piece) for piece in marked.pieces)


def _format(bracket: KnownBracket | NewBracket, look: str) -> str:
    return OPEN if look == Look.CLEAN else format_bracket(bracket.options, names=look != Look.NAMELESS)


def _alike(there: Sequence[tuple[str, str]]) -> bool:
    """Whether brackets with different sponsors or words look the same."""
    return len({look for look, _named in there}) < len(set(there))


def _with_names(piece: str | KnownBracket | NewBracket) -> str:
    if isinstance(piece, NewBracket):
        return format_bracket(piece.options)
    return piece.key if isinstance(piece, KnownBracket) else piece
