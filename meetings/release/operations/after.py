"""What follows a release beside corrigenda: later endorsements and dissociations. The released text stays as it is for ever."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.release import rules
from meetings.release.correcting import (
    lines_of,
)
from meetings.release.models import Dissociation, Endorsement, ReleasedText
from meetings.signals import statement_dissociated
from meetings.statements.gate import enter_stage
from meetings.statements.notices import tell_news
from meetings.statements.states import Status
from meetings.texts.blocks import tidy
from meetings.texts.kinds import ParagraphKind
from portal.audit.operations import record
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class WordsInEachLanguage(Refused):
    """All languages are equally authentic, also of what is added."""

    sentence = _("Write it in each language of the text.")


class NoSuchParagraph(Refused):
    """What is named must be in the released text."""

    sentence = _("Choose paragraphs of the released text.")
    field = "anchors"


class EndorsedAlready(Refused):
    """Parties endorse by signing; each other one once."""

    sentence = _("%(entity)s endorsed this text already.")
    field = "entity"


class FutureDay(Refused):
    """Only what has happened is on record."""

    sentence = _("An endorsement is added when it was given: choose today or a day before.")
    field = "dated"


class DissociatedAlready(Refused):
    """Its earlier words stay as they are."""

    sentence = _("Your delegation has dissociated itself from this already; its words stay as they are.")


@transaction.atomic
def add_endorsement(
    *,
    text: ReleasedText,
    actor: Person,
    entity: Mapping[str, str],
    dated: date,
    note: Mapping[str, str] | None = None,
    clock: Clock = database_now,
) -> Endorsement:
    """Note, as the chair or the secretariat's coordinator, who endorsed a text after its release. It is public at once; the list
    inside the text stays as it is. Refuses `WordsInEachLanguage`, `FutureDay`, `EndorsedAlready`.
    """
    ensure(rules.can_endorse(actor, text))
    statement = enter_stage(text.statement, Status.RELEASED)
    entity = in_each_language(text, entity)
    said = {code: tidy(words) for code, words in (note or {}).items() if words.strip()}
    note = in_each_language(text, said) if said else {}
    now = clock()
    # A day has begun somewhere before it has in UTC.
    if (dated - now.date()).days > 1:
        raise FutureDay
    for earlier in text.endorsements.values_list("entity", flat=True):
        if any(words.casefold() == entity.get(code, "").casefold() for code, words in earlier.items()):
            raise EndorsedAlready(entity=next(iter(entity.values())))
    added = Endorsement(text=text, entity=entity, dated=dated, note=note, by_name=actor.name, released_at=now)
    added.releasable_to, added.editable_by = text.releasable_to, [actor.code]
    added.save(force_insert=True)
    record("meetings.statement.endorsed", added, actor=actor, dated=dated)
    tell_news(statement, "endorsed", actor=actor, now=now)
    return added


@transaction.atomic
def dissociate(
    *,
    text: ReleasedText,
    actor: Person,
    words: Mapping[str, str],
    anchors: Sequence[str] = (),
    clock: Clock = database_now,
) -> Dissociation:
    """Dissociate one's delegation, as its head, from the whole text or some of its paragraphs, in its own words, public at once.

    Refuses `WordsInEachLanguage`, `NoSuchParagraph`, `DissociatedAlready`.
    """
    ensure(rules.can_dissociate(actor, text))
    statement = enter_stage(text.statement, Status.RELEASED)
    words = in_each_language(text, words)
    known = [line.anchor for line in lines_of(text.canonical, text.languages) if line.kind != ParagraphKind.TITLE]
    if set(anchors) - set(known):
        raise NoSuchParagraph
    chosen = [anchor for anchor in known if anchor in set(anchors)]
    for earlier in text.dissociations.filter(delegation=actor.code):
        if not earlier.anchors or (chosen and set(chosen) <= set(earlier.anchors)):
            raise DissociatedAlready
    now = clock()
    said = Dissociation(
        text=text, delegation_id=actor.code, anchors=chosen, words=words, by_name=actor.name, released_at=now
    )
    said.releasable_to, said.editable_by = text.releasable_to, [actor.code]
    said.save(force_insert=True)
    record("meetings.statement.dissociated", said, actor=actor, paragraphs=chosen)
    tell_news(statement, "dissociated", actor=actor, now=now)
    statement_dissociated.send(
        sender=type(statement), statement=statement, delegation=actor.code, anchors=chosen, now=now
    )
    return said


def in_each_language(text: ReleasedText, words: Mapping[str, str]) -> dict[str, str]:
    """These words in each language of the text, tidy. Refuses `WordsInEachLanguage` where one has none."""
    found = {code: tidy(words.get(code, "")) for code in text.languages}
    if not all(found.values()):
        raise WordsInEachLanguage
    return found
