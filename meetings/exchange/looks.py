"""How a text's brackets are shown in a file, and how they are known again when it comes back. Pure."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from meetings.texts.notation import KnownBracket, NewBracket, Unbalanced, format_bracket, parse

OPEN = "[…]"


class Look(TextChoices):
    """What a file shows of a text that is not agreed."""

    BRACKETS = "brackets", _("With brackets and names")
    NAMELESS = "nameless", _("With brackets, without names")
    CLEAN = "clean", _("Words outside brackets; “[…]” stands for each bracket")
    REDLINE = "redline", _("With the changes since a revision, tracked")


class NotCertain(ValueError):
    """Brackets came back in a way that leaves open which of them is which."""


def shown(text: str, look: str) -> str:
    """A written text (`marked`) as a file of this look has it."""
    if look not in {Look.NAMELESS, Look.CLEAN}:
        return text
    return "".join(_shown(piece, look) if isinstance(piece, NewBracket) else piece for piece in parse(text).pieces)


def named_again(text: str, base: str, look: str) -> str:
    """A text that came back in this look, its brackets written as `base` has them.

    Raises `NotCertain` where the brackets leave open which is which, or one was rewritten without its sponsors.
    """
    if look not in {Look.NAMELESS, Look.CLEAN}:
        return text
    there = [(_shown(new, look), format_bracket(new.options)) for new in parse(base).new]
    try:
        marked = parse(text, there)
    except Unbalanced:
        return text
    kept = [piece.key for piece in marked.pieces if isinstance(piece, KnownBracket)]
    lost = len(kept) < len(there)
    if (lost and (marked.new or _alike(there))) or any(_shown(new, Look.NAMELESS) == OPEN for new in marked.new):
        raise NotCertain
    return "".join(_named(piece) for piece in marked.pieces)


def _shown(bracket: NewBracket, look: str) -> str:
    return OPEN if look == Look.CLEAN else format_bracket(bracket.options, names=False)


def _alike(there: Sequence[tuple[str, str]]) -> bool:
    """Whether brackets with different sponsors or words look the same."""
    return len({look for look, _named in there}) < len(set(there))


def _named(piece: str | KnownBracket | NewBracket) -> str:
    if isinstance(piece, NewBracket):
        return format_bracket(piece.options)
    return piece.key if isinstance(piece, KnownBracket) else piece
