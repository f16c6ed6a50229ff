"""What words are refused in a passage: identifiers of persons, and what repeats a passage that its readers may not read."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from workinggroup.handling.identifying import Identifier, identifiers
from workinggroup.handling.queries import portions_of
from workinggroup.handling.sanitising import Kind, Portion, Shown, survivors

NAMES: dict[Identifier, Promise] = {
    Identifier.CURP: _("a CURP"),
    Identifier.CUI: _("a CUI"),
    Identifier.ALIEN: _("an A-number"),
    Identifier.PASSPORT: _("the number of a passport"),
    Identifier.PHONE: _("a telephone number"),
    Identifier.MAIL: _("a mail address"),
}
# Words that are known to everybody, and so betray nothing: each slice gives its own.
_KNOWN: list[Callable[[], Iterable[str]]] = []


class IdentifiesPerson(Refused):
    """The portal holds no records about persons."""

    sentence = _(
        "The text has %(what)s in it. The portal holds no records about persons: take it out, then save again."
    )


class RepeatsWithheld(Refused):
    """What is withheld is read in what is shown."""

    sentence = _(
        "“%(words)s” also stands in a passage that these readers may not read. Say it otherwise, or let them read both."
    )


def know_words(words: Callable[[], Iterable[str]]) -> None:
    """Register words that are no secret, as the names of places; asked anew each time, in the reader's context."""
    _KNOWN.append(words)


def known_words() -> list[str]:
    """All of them."""
    return [word for words in _KNOWN for word in words()]


def refuse_identifiers(texts: Iterable[str]) -> None:
    """Refuse `IdentifiesPerson` for the first text with an identifier of a person. The words themselves are told to nobody."""
    for text in texts:
        if found := identifiers(text):
            raise IdentifiesPerson(what=NAMES[found[0]])


def refuse_repeats(
    whole: Any, readers: Mapping[Any, Iterable[str]], texts: Mapping[Any, Mapping[str, str]] | None = None
) -> None:
    """Refuse `RepeatsWithheld` where a passage of `readers` (who is to read each, by key) says what another of the whole's
    passages says that one of these sides may not read.

    Only over rows that the acting person reads: compared with others' this would answer what they hold. `texts` are new words by
    key. One SQL query, and those of `known_words`.
    """
    portions = portions_of(whole, readers=readers, texts=texts)
    known: list[str] | None = None
    for key, codes in readers.items():
        target = portions[key]
        hidden = [each for other, each in portions.items() if other != key and not set(codes) <= each.readers]
        if not hidden:
            continue
        known = known_words() if known is None else known
        beside = [
            text
            for other, each in portions.items()
            if other != key and each not in hidden
            for text in each.text.values()
        ]
        if found := survivors([each.text for each in hidden], [_shown(target)], [*known, *beside]):
            raise RepeatsWithheld(words=found[0].words)


def _shown(portion: Portion) -> Shown:
    return Shown(
        Kind.WHOLE, portion.anchor, portion.part, portion.text, portion.marking, portion.readers, portion.originators
    )
