"""A meeting in session: what is spoken of now, and who speaks."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.agendas import rules
from meetings.agendas.models import Agenda, Item, Live, Speaker
from meetings.agendas.operations.proposals import AgendaNotOpen
from meetings.agendas.operations.rows import rows_on
from meetings.rounds.models import Meeting
from meetings.rounds.operations import require_open
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class NotInSession(Refused):
    """No item is running."""

    sentence = _("No item is running now.")


class AlreadyRunning(Refused):
    """The button was pressed by somebody else."""

    sentence = _("Somebody else has done this already.")


class AlreadyOnTheList(Refused):
    """One wish at a time."""

    sentence = _("%(code)s is on the speakers list already.")


class SpeakerIsGone(Refused):
    """The wish was met or taken back."""

    sentence = _("This speaker is no longer on the list.")


@transaction.atomic
def steer_meeting(*, meeting: Meeting, actor: Person, now: datetime, act: str, seen: str = "") -> Live:
    """Run a meeting: `act` is start, next, pause, resume, extend (by five minutes) or stop.

    `seen` is the key of the item that the person saw running: pressed twice, "next" goes on once. Refuses `AgendaNotOpen`,
    `MeetingIsOver`, `NotInSession`, `AlreadyRunning`.
    """
    ensure(rules.can_edit(actor, meeting))
    agenda = Agenda.objects.select_for_update().filter(meeting=meeting).first()
    if agenda is None:
        raise AgendaNotOpen
    require_open(meeting)
    marks = {"releasable_to": agenda.releasable_to, "editable_by": agenda.editable_by}
    live, _made = Live.objects.get_or_create(agenda=agenda, defaults=marks)
    if act != "start" and live.item is None:
        raise NotInSession
    if str(live.item or "") != seen:
        raise AlreadyRunning
    {"pause": _pause, "resume": _resume, "extend": _extend}.get(act, _go)(live, agenda, now, act)
    live.save()
    record(f"meetings.agenda.live_{act}", live, actor=actor)
    return live


@transaction.atomic
def ask_floor(*, meeting: Meeting, actor: Person, now: datetime, delegation: str) -> Speaker:
    """Put a delegation on the speakers list of the running item; the chair does it for those who raise their flag.

    Refuses `NotInSession`, also for those who may not read the running item; `AlreadyOnTheList`.
    """
    chairs = rules.can_edit(actor, meeting) and delegation in meeting.delegations
    ensure(chairs or (rules.can_ask_floor(actor, meeting) and delegation == actor.code))
    item = running_item(meeting, actor)
    if item is None or delegation not in item.releasable_to:
        raise NotInSession
    if Speaker.objects.filter(item=item, delegation=delegation, ended_at__isnull=True).exists():
        raise AlreadyOnTheList(code=delegation)
    speaker = Speaker(item=item, delegation_id=delegation, asked_at=now, releasable_to=item.releasable_to)
    speaker.editable_by = list(dict.fromkeys([delegation, *item.editable_by]))
    speaker.save(force_insert=True)
    _record("floor_asked", speaker, actor)
    return speaker


@transaction.atomic
def give_floor(*, meeting: Meeting, actor: Person, now: datetime, speaker: Any) -> Speaker:
    """Let a delegation on the list speak; who spoke before has ended. Refuses `SpeakerIsGone`, `NotInSession`."""
    ensure(rules.can_edit(actor, meeting))
    item = running_item(meeting, actor)
    if item is None:
        raise NotInSession
    waiting = Speaker.objects.select_for_update().filter(
        item=item, pk=speaker, began_at__isnull=True, ended_at__isnull=True
    )
    found: Speaker | None = waiting.first()
    if found is None:
        raise SpeakerIsGone
    Speaker.objects.filter(item=item, began_at__isnull=False, ended_at__isnull=True).update(ended_at=now)
    found.began_at = now
    found.save(update_fields=["began_at"])
    _record("floor_given", found, actor)
    return found


@transaction.atomic
def end_speech(*, meeting: Meeting, actor: Person, now: datetime, speaker: Any) -> Speaker:
    """End a speech, or take a wish off the list; a delegation may do so with its own. Refuses `SpeakerIsGone`."""
    open_ = Speaker.objects.filter(item__agenda__meeting=meeting, ended_at__isnull=True)
    found: Speaker | None = open_.filter(pk=speaker).first()
    own = found is not None and rules.can_ask_floor(actor, meeting) and found.delegation_id == actor.code
    ensure(own or rules.can_edit(actor, meeting))
    if found is None:
        raise SpeakerIsGone
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    _record("floor_ended", found, actor)
    return found


def close_session(meeting: Meeting, *, now: datetime) -> None:
    """End what still runs of a meeting that is over. Its agenda is locked: an act that began before ends before."""
    agenda = Agenda.objects.select_for_update().filter(meeting=meeting).first()
    live = Live.objects.filter(agenda=agenda, item__isnull=False).first() if agenda else None
    if agenda and live:
        _go(live, agenda, now, "stop")
        live.save()


def running_item(meeting: Meeting, user: Person) -> Item | None:
    """The item that is spoken of now, if there is one that the user may read. One SQL query."""
    running = Live.objects.filter(agenda__meeting=meeting).values("item")
    found: Item | None = Item.objects.visible_to(user).filter(pk__in=running).first()
    return found


def _go(live: Live, agenda: Agenda, now: datetime, act: str) -> None:
    """Begin, go on to the next row, or stop; speeches on the row before end."""
    if live.item:
        Speaker.objects.filter(item=live.item, ended_at__isnull=True).update(ended_at=now)
    keys = list(rows_on(agenda).values_list("pk", "minutes"))
    place = [key for key, _minutes in keys].index(live.item) + 1 if live.item in dict(keys) else 0
    coming = keys[place] if act != "stop" and place < len(keys) else None
    live.item, live.left = (coming[0] if coming else None), None
    live.ends_at = now + timedelta(minutes=coming[1]) if coming else None


def _pause(live: Live, agenda: Agenda, now: datetime, act: str) -> None:
    if live.ends_at is None:
        raise AlreadyRunning
    live.left, live.ends_at = int((live.ends_at - now).total_seconds()), None


def _resume(live: Live, agenda: Agenda, now: datetime, act: str) -> None:
    if live.left is None:
        raise AlreadyRunning
    live.ends_at, live.left = now + timedelta(seconds=live.left), None


def _extend(live: Live, agenda: Agenda, now: datetime, act: str) -> None:
    if live.left is not None:
        live.left += 300
    elif live.ends_at:
        live.ends_at = max(live.ends_at, now) + timedelta(minutes=5)


def _record(verb: str, speaker: Speaker, actor: Person) -> None:
    record(f"meetings.agenda.{verb}", speaker, actor=actor)
