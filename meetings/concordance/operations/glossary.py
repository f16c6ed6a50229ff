"""The group's own words: agreed terms, and verbs of force."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.concordance import rules
from meetings.concordance.models import ForceTerm, GlossaryTerm
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation
from portal.people.states import Kind

Word = GlossaryTerm | ForceTerm
# Of two who add the same word at once, the second finds it there.
GLOSSARY = "words of the glossary"


class WordIsThere(Refused):
    """A word of the first content language has one row."""

    sentence = _("“%(word)s” is there already. Change that row.")

    def __init__(self, **places: object) -> None:
        super().__init__(**places)
        self.field = f"words_{settings.CONTENT_LANGUAGES[0]}"


@transaction.atomic
def add_word(*, word: Word, actor: Person) -> Word:
    """Add a term or a verb of force for the group. Refuses `WordIsThere`."""
    ensure(rules.can_change_glossary(actor))
    lock_key(GLOSSARY)
    _require_new(word)
    word.save(force_insert=True)
    _record("added", word, actor)
    return word


@transaction.atomic
def change_word(*, word: Word, actor: Person, facts: Mapping[str, Any], seen: str | None = None) -> Word:
    """Give a row new words; every text is held against them from here.

    `seen` is the digest of the row as the form was opened with. Refuses `ChangedMeanwhile`, `WordIsThere`.
    """
    ensure(rules.can_change_glossary(actor))
    lock_key(GLOSSARY)
    word = type(word).objects.select_for_update().get(pk=word.pk)
    before = values_of(word, facts)
    require_seen(seen, before)
    for name, fact in facts.items():
        setattr(word, name, fact)
    _require_new(word)
    word.save(update_fields=list(facts))
    _record("changed", word, actor, before={name: fact for name, fact in before.items() if fact != facts[name]})
    return word


@transaction.atomic
def remove_word(*, word: Word, actor: Person) -> None:
    """Take a row out of the glossary; nothing is held against it any more."""
    ensure(rules.can_change_glossary(actor))
    _record("removed", word, actor)
    word.delete()


def _require_new(word: Word) -> None:
    first, taken = settings.CONTENT_LANGUAGES[0], set()
    for words in type(word).objects.exclude(pk=word.pk).values_list("words", flat=True):
        taken |= {each.casefold() for each in _words_in(words, first)}
    for each in _words_in(word.words, first):
        if each.casefold() in taken:
            raise WordIsThere(word=each)


def _words_in(words: Mapping[str, str | list[str]], language: str) -> list[str]:
    found = words.get(language, [])
    return [found] if isinstance(found, str) else found


def _record(verb: str, word: Word, actor: Person, **detail: Any) -> None:
    everybody = Delegation.objects.exclude(kind=Kind.GUESTS).values_list("code", flat=True)
    record(f"meetings.glossary.{verb}", word, actor=actor, releasable_to=everybody, **detail)
