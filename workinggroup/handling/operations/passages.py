"""What happens to passages: originators write, edit and take them out, and give one a gist for those who may not read it."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.handling import rules
from workinggroup.handling.checking import refuse_identifiers, refuse_repeats
from workinggroup.handling.operations.sharing import ground_of, widen
from workinggroup.handling.states import Trace
from workinggroup.handling.things import kind_of

HELD = ("text", "trace")


class NothingWritten(Refused):
    """A passage says something."""

    sentence = _("Write the passage in at least one language.")
    field = "text_en"


class HasGist(Refused):
    """One passage has one gist."""

    sentence = _("This passage has a gist already: edit that one.")


class IsGist(Refused):
    """A gist stands for another passage and has none of its own."""

    sentence = _("This passage is itself a gist.")


class Settled(Refused):
    """What was given to others as it is stays so."""

    sentence = _("The other side has it as it is: its words stay. Its readers and its marks may still change.")


class KeptByOthers(Refused):
    """What several control, one does not take out alone."""

    sentence = _("Another side controls this passage, too: it is kept. Narrow its readers instead.")


def passage_as_held(passage: Any) -> dict[str, Any]:
    """What the form that edits a passage rewrites."""
    return values_of(passage, HELD)


@transaction.atomic
def write_passage(
    *,
    whole: Any,
    actor: Person,
    now: datetime,
    part: str,
    text: Mapping[str, str],
    readers: Iterable[str] = (),
    marking: str = Marking.AMBER,
    trace: str = Trace.SILENT,
) -> Any:
    """Write a passage of a whole that the actor's side edits, at the end of its part. `readers` are the sides that read it beside
    the own; others than the whole's readers never. Refuses `NothingWritten`, `IdentifiesPerson`, `RepeatsWithheld`."""
    ensure(rules.can_work(actor) and actor.code in whole.editable_by)
    lock_key(whole.pk)
    _require_open(whole)
    model = kind_of(whole).passage
    last = model.objects.filter(**{model.seen_through: whole}).aggregate(last=Max("position"))["last"] or 0
    passage = _write(whole, actor, now, part=part, position=last + 1, text=text, marking=marking, trace=trace)
    widen(passage, _of_whole(readers, whole), actor, now, ground=ground_of(whole))
    record(
        f"workinggroup.{kind_of(whole).key}.written", whole, actor=actor, releasable_to=passage.releasable_to, part=part
    )
    return passage


@transaction.atomic
def edit_passage(
    *,
    passage: Any,
    actor: Person,
    now: datetime,
    text: Mapping[str, str],
    trace: str | None = None,
    seen: str | None = None,
) -> Any:
    """Write a passage anew. `seen` is the digest of what the form was opened with. Refuses `ChangedMeanwhile`, `NothingWritten`,
    `IdentifiesPerson`, `RepeatsWithheld`."""
    passage = _locked(passage)
    ensure(rules.can_edit(actor, passage))
    _require_open(passage.whole)
    require_seen(seen, passage_as_held(passage))
    said = _said(text)
    refuse_repeats(passage.whole, {passage.pk: passage.releasable_to}, {passage.pk: said})
    changed = [
        language for language in {*said, *passage.text} if said.get(language, "") != passage.text.get(language, "")
    ]
    passage.changed_at |= {language: now.isoformat() for language in changed}
    passage.text, passage.trace = said, passage.trace if trace is None else trace
    passage.save(update_fields=["text", "trace", "changed_at"])
    key = kind_of(passage).key
    record(
        f"workinggroup.{key}.edited", passage.whole, actor=actor, releasable_to=passage.releasable_to, part=passage.part
    )
    return passage


@transaction.atomic
def remove_passage(*, passage: Any, actor: Person) -> None:
    """Take out a passage that the actor's side alone controls. Refuses `KeptByOthers`."""
    passage = _locked(passage)
    ensure(rules.can_edit(actor, passage))
    _require_open(passage.whole)
    if passage.originators != [actor.code]:
        raise KeptByOthers
    whole, readers, part, key = passage.whole, list(passage.releasable_to), passage.part, kind_of(passage).key
    passage.delete()
    record(f"workinggroup.{key}.removed", whole, actor=actor, releasable_to=readers, part=part)


@transaction.atomic
def write_gist(
    *, passage: Any, actor: Person, now: datetime, text: Mapping[str, str], readers: Iterable[str], marking: str
) -> Any:
    """Write what stands for a passage before those who may not read it. Refuses `Settled`, `HasGist`, `IsGist`, `NothingWritten`,
    `IdentifiesPerson`, `GroundFirst`, and `RepeatsWithheld` where it says what the passage says."""
    passage = _locked(passage)
    ensure(rules.can_edit(actor, passage))
    _require_open(passage.whole)
    if passage.gist_id:
        raise HasGist
    if type(passage).objects.filter(gist=passage).exists():
        raise IsGist
    whole = passage.whole
    gist = _write(
        whole, actor, now, part=passage.part, position=passage.position, text=text, marking=marking, trace=Trace.SILENT
    )
    passage.gist = gist
    passage.save(update_fields=["gist"])
    widen(gist, _of_whole(readers, whole), actor, now, ground=ground_of(whole))
    record(
        f"workinggroup.{kind_of(whole).key}.gist", whole, actor=actor, releasable_to=gist.releasable_to, part=gist.part
    )
    return gist


def _require_open(whole: Any) -> None:
    if not kind_of(whole).may_write(whole):
        raise Settled


def _write(whole: Any, actor: Person, now: datetime, *, text: Mapping[str, str], **facts: Any) -> Any:
    model, said = kind_of(whole).passage, _said(text)
    own = [actor.code]
    passage = model(
        **{model.seen_through: whole},
        anchor=secrets.token_hex(4),
        text=said,
        changed_at={language: now.isoformat() for language in said},
        releasable_to=own,
        editable_by=own,
        originators=own,
        **facts,
    )
    passage.save(force_insert=True)
    return passage


def _said(text: Mapping[str, str]) -> dict[str, str]:
    said = {language: words.strip() for language, words in text.items() if words.strip()}
    if not said:
        raise NothingWritten
    refuse_identifiers(said.values())
    return said


def _of_whole(readers: Iterable[str], whole: Any) -> list[str]:
    return [code for code in readers if code in whole.releasable_to]


def _locked(passage: Any) -> Any:
    model = type(passage)
    lock_key(getattr(passage, f"{model.seen_through}_id"))
    return model.objects.select_related(model.seen_through).get(pk=passage.pk)
