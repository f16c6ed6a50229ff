"""What every operation on requests asks first, and how what is written becomes passages."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.people.workdays.queries import calendar_of
from workinggroup.handling.checking import IdentifiesPerson, refuse_identifiers
from workinggroup.requests.clock import Running, due_on
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import DAYS, Turn

# So many characters an anchor has, from these.
LONG, SIGNS = 6, "abcdefghjkmnpqrstuvwxyz23456789"


class SaySomething(Refused):
    """Who asks what is meant, or says it, says something."""

    sentence = _("Say it in a sentence or two; the other side reads it.")
    field = "words"


def lock(asked: InformationRequest) -> InformationRequest:
    """The request as it is now, held until the transaction ends."""
    rows = InformationRequest.objects.select_for_update(of=("self",)).select_related("sender", "recipient", "about")
    found: InformationRequest = rows.get(pk=asked.pk)
    return found


def require_impersonal(said: Mapping[str, Any]) -> None:
    """Refuse `IdentifiesPerson` at the first field whose words hold an identifier of a person."""
    for field, value in said.items():
        for code, words in value.items() if isinstance(value, Mapping) else [("", value)]:
            try:
                refuse_identifiers([words or ""])
            except IdentifiesPerson as refusal:
                refusal.field = f"{field}_{code}" if code else field
                raise


def own(actor: Person) -> dict[str, list[str]]:
    """The marks of what is new: its author's side's own."""
    return {"releasable_to": [actor.code], "editable_by": [actor.code], "originators": [actor.code]}


def write_passages(
    model: Any, whole: Any, actor: Person, now: datetime, written: Mapping[Any, tuple[Mapping[str, str], str]]
) -> None:
    """The passages of a draft by their parts, each with its words and its mark; one without words goes. As many SQL queries for
    one as for many."""
    there = {row.part: row for row in model.objects.filter(**{model.seen_through: whole})}
    for position, (part, (text, marking)) in enumerate(written.items()):
        words = {code: each.strip() for code, each in text.items() if each.strip()}
        row = there.get(part)
        if not words:
            if row is not None:
                row.delete()
            continue
        if row is None:
            row = model(part=part, anchor=_anchor(), position=position, **{model.seen_through: whole}, **own(actor))
        changed = {code: now.isoformat() for code in words if row.text.get(code) != words[code]}
        row.text, row.marking = words, marking
        row.changed_at = {code: at for code, at in (row.changed_at | changed).items() if code in words}
        row.save()


def times_running(asked: InformationRequest) -> list[Running]:
    """When the clock of a request ran, in days where it is answered. One SQL query."""
    zone = asked.recipient.time_zone
    assert asked.sent_at is not None
    ran = [Running(times.local(asked.sent_at, zone).date())]
    for turn, at in asked.turns.order_by("at", "pk").values_list("turn", "at"):
        day = times.local(at, zone).date()
        if turn == Turn.UNCLEAR:
            ran[-1] = Running(ran[-1].since, day)
        elif turn == Turn.CLARIFIED:
            ran.append(Running(day))
        elif turn == Turn.MISSING:
            ran = [Running(day)]
    return ran


def set_due(asked: InformationRequest) -> None:
    """By when it is to be answered, by the calendar of who answers; None while the clock stands still. Two SQL queries."""
    asked.due_on = due_on(calendar_of(asked.recipient), DAYS[asked.urgency], times_running(asked))  # type: ignore[index]


def _anchor() -> str:
    return "".join(secrets.choice(SIGNS) for _place in range(LONG))
