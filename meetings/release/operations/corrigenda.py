"""Corrigenda: they correct passages of a released text when all its parties have signed them. What was signed first stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.concordance.checks import Severity
from meetings.release import rules
from meetings.release.correcting import (
    NotThere,
    Texts,
    corrected,
    hash_of_corrigendum,
    languages_left,
    lines_of,
    texts_of,
)
from meetings.release.models import CorrigendumSignOff, ReleasedText, TextCorrigendum
from meetings.release.operations.after import in_each_language
from meetings.release.queries.after import newly_parted
from meetings.release.states import CorrigendumStatus
from meetings.statements.gate import enter_stage, require_reason
from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.present import label_of, marked_label
from meetings.statements.states import Status
from meetings.texts.blocks import tidy
from meetings.texts.canonical import short_hash
from portal.audit.operations import record
from portal.core import times
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.core.texts import word_for_language
from portal.people.rules import SECRETARIAT


class OneIsOpen(Refused):
    """One corrigendum at a time: the next one corrects what this one leaves."""

    sentence = _(
        "Corrigendum %(number)s waits for signatures. The next one comes when all have signed it, or it is withdrawn."
    )


class CorrectedMeanwhile(Refused):
    """Another corrigendum was released since this person opened the form."""

    sentence = _(
        "A corrigendum was released since you opened this page. See how the text reads now, then propose again."
    )


class NothingCorrected(Refused):
    """A corrigendum that replaces nothing, or words by themselves."""

    sentence = _("Nothing is corrected: the words are the same as before.")


class NotInReleasedText(Refused):
    """What is to be replaced must be found without doubt."""

    sentence = _("“%(words)s” does not stand once, and once only, in that paragraph as it reads now.")


class NotCleanWords(Refused):
    """A paragraph is never emptied, and words are as tidy as those that were signed."""

    sentence = _("A corrected paragraph has words, single spaces and no square brackets: see “%(words)s”.")


class OtherLanguageStays(Refused):
    """Both languages say the same, unless the mistake was in one of them."""

    sentence = _(
        "A paragraph is corrected in every language. Correct it in %(languages)s, too, or say that what is left is right as it"
        " is."
    )
    field = "one_language"


class LanguagesPart(Refused):
    """What corrects a text leaves its languages as equal as they were: this is the alignment of a corrigendum."""

    sentence = _("With this, the languages would no longer say the same: %(places)s. Correct the others, too.")


class CorrigendumIsSettled(Refused):
    """It was released or withdrawn."""

    sentence = _("This corrigendum is no longer open: %(status)s.")


class OtherCorrigendum(Refused):
    """The hash that was shown is not that of what would be signed."""

    sentence = _("You did not see this corrigendum as it is now. Read it, then sign.")


class SignedAlready(Refused):
    """One signature of a party under one corrigendum."""

    sentence = _("Your delegation has signed this corrigendum already.")


@transaction.atomic
def propose_corrigendum(
    *,
    text: ReleasedText,
    actor: Person,
    entries: Sequence[Mapping[str, str]],
    reason: Mapping[str, str],
    one_language: bool = False,
    seen: int | None = None,
    clock: Clock = database_now,
) -> TextCorrigendum:
    """Propose, as the chair, to correct passages of a released text (`meetings.release.correcting`).

    `one_language` says that the other languages of a paragraph are right as they are; `seen` is how many corrigenda were
    released when the form was opened. Refuses `OneIsOpen`, `CorrectedMeanwhile`, `NothingCorrected`, `NotInReleasedText`,
    `NotCleanWords`, `OtherLanguageStays`, `LanguagesPart`, `WordsInEachLanguage`.
    """
    ensure(rules.can_correct(actor, text))
    statement = enter_stage(text.statement, Status.RELEASED)
    there = list(text.corrigenda.exclude(status=CorrigendumStatus.WITHDRAWN).order_by("number"))
    if open_one := next((each for each in there if each.status == CorrigendumStatus.PROPOSED), None):
        raise OneIsOpen(number=open_one.number)
    if seen is not None and seen != len(there):
        raise CorrectedMeanwhile
    reason = in_each_language(text, reason)
    if not entries or any(entry["old"] == entry["new"] for entry in entries):
        raise NothingCorrected
    before, after = _require_clean(text, there, entries)
    if (left := languages_left(entries, text.languages)) and not one_language:
        codes = sorted({code for each in left.values() for code in each})
        raise OtherLanguageStays(languages=times.all_of([word_for_language(code) for code in codes]))
    _require_concord(text, before, after)
    number = len(there) + 1
    facts: dict[str, Any] = {"entries": [dict(entry) for entry in entries], "reason": reason, "number": number}
    corrigendum = TextCorrigendum(
        text=text,
        **facts,
        text_hash=hash_of_corrigendum(text.hashes[""], **facts),
        proposed_by_name=actor.name,
        proposed_at=clock(),
        releasable_to=text.releasable_to,
        editable_by=sorted({actor.code, SECRETARIAT}),
    )
    corrigendum.save(force_insert=True)
    detail: dict[str, Any] = {"number": number, "text": short_hash(corrigendum.text_hash)}
    record("meetings.statement.corrigendum_proposed", corrigendum, actor=actor, **detail)
    tell_news(statement, "corrigendum_proposed", actor=actor, now=corrigendum.proposed_at)
    return corrigendum


@transaction.atomic
def sign_corrigendum(
    *, corrigendum: TextCorrigendum, actor: Person, seen: str, capacity: str = "", clock: Clock = database_now
) -> TextCorrigendum:
    """Sign a corrigendum as the head of a party; with the signature of the last party it is released at that instant.

    `seen` is the hash that the person was shown. Refuses `CorrigendumIsSettled`, `OtherCorrigendum`, `SignedAlready`.
    """
    text = corrigendum.text
    ensure(rules.can_sign_corrigendum(actor, text))
    statement = enter_stage(text.statement, Status.RELEASED)
    corrigendum = _open_one(corrigendum)
    if seen != corrigendum.text_hash:
        raise OtherCorrigendum
    signed = set(corrigendum.sign_offs.values_list("delegation_id", flat=True))
    if actor.code in signed:
        raise SignedAlready
    now = clock()
    CorrigendumSignOff(
        corrigendum=corrigendum,
        delegation_id=actor.code,
        text_hash=seen,
        by_name=actor.name,
        capacity=capacity,
        at=now,
        releasable_to=corrigendum.releasable_to,
        editable_by=[actor.code],
    ).save(force_insert=True)
    detail: dict[str, Any] = {"number": corrigendum.number, "text": short_hash(seen)}
    record("meetings.statement.corrigendum_signed", corrigendum, actor=actor, **detail)
    if set(text.parties) <= signed | {actor.code}:
        _release(corrigendum, statement, now)
    return corrigendum


@transaction.atomic
def withdraw_corrigendum(
    *, corrigendum: TextCorrigendum, actor: Person, reason: str, clock: Clock = database_now
) -> TextCorrigendum:
    """Take back, as the chair, a corrigendum that not all have signed; its number is free again, and the reason stays in the
    trail. Refuses `ReasonNeeded`, `CorrigendumIsSettled`.
    """
    ensure(rules.can_correct(actor, corrigendum.text))
    reason = require_reason(reason)
    statement = enter_stage(corrigendum.text.statement, Status.RELEASED)
    corrigendum = _open_one(corrigendum)
    corrigendum.status = CorrigendumStatus.WITHDRAWN
    corrigendum.save(update_fields=["status"])
    detail: dict[str, Any] = {"number": corrigendum.number, "reason": reason}
    record("meetings.statement.corrigendum_withdrawn", corrigendum, actor=actor, **detail)
    tell_news(statement, "corrigendum_withdrawn", actor=actor, now=clock())
    return corrigendum


def _open_one(corrigendum: TextCorrigendum) -> TextCorrigendum:
    """The corrigendum as it is now, under the lock of its statement."""
    found: TextCorrigendum = TextCorrigendum.objects.select_related("text").get(pk=corrigendum.pk)
    if found.status != CorrigendumStatus.PROPOSED:
        raise CorrigendumIsSettled(status=found.get_status_display())
    return found


def _release(corrigendum: TextCorrigendum, statement: Statement, now: datetime) -> None:
    """The portal itself lets a corrigendum out that all parties have signed."""
    corrigendum.status, corrigendum.released_at = CorrigendumStatus.RELEASED, now
    with reading_as(Reader(SECRETARIAT)):
        corrigendum.save(update_fields=["status", "released_at"])
        detail: dict[str, Any] = {"number": corrigendum.number, "text": short_hash(corrigendum.text_hash)}
        record("meetings.statement.corrigendum_released", corrigendum, **detail)
        tell_news(statement, "corrigendum_released", actor=None, now=now)


def _require_clean(
    text: ReleasedText, there: Sequence[TextCorrigendum], entries: Sequence[Mapping[str, str]]
) -> tuple[Texts, Texts]:
    """Refuse passages that do not stand once in the text as corrected so far, and what would leave no tidy words; returns how the
    text reads, and how it would."""
    before = corrected(texts_of(lines_of(text.canonical, text.languages)), all_entries(there))
    try:
        after: Texts = corrected(before, entries)
    except NotThere as fault:
        raise NotInReleasedText(words=fault.entry["old"]) from None
    for entry in entries:
        left = after[entry["anchor"]][entry["language"]]
        if not left or left != tidy(left) or {"[", "]"} & set(entry["new"]):
            raise NotCleanWords(words=entry["new"] or entry["old"])
    return before, after


def _require_concord(text: ReleasedText, before: Texts, after: Texts) -> None:
    """Refuse what makes an error between the languages that was not there before."""
    parted = [each for each in newly_parted(text, before, after) if each.severity == Severity.ERROR]
    if not parted:
        return
    labels = {line.anchor: label_of(line.number, line.kind) for line in lines_of(text.canonical, text.languages)}
    places = [f"{marked_label(labels[each.anchor])}: {each.detail}" for each in parted]
    raise LanguagesPart(places=" ".join(places).rstrip("."))


def all_entries(corrigenda: Sequence[TextCorrigendum]) -> list[dict[str, Any]]:
    """The entries of several corrigenda in the order of their numbers."""
    return [entry for each in sorted(corrigenda, key=lambda row: row.number) for entry in each.entries]
