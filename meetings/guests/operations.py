"""What happens to guests: a meeting is opened to them, and closed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Func, QuerySet, Value
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Agenda, Item, Live, Section
from meetings.guests import rules
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import PORTAL, reading_as
from portal.people import operations as people
from portal.people import register
from portal.people.models import Delegation, Invitation
from portal.people.states import Kind

LAST_IN_LISTS = 900


class NotAnnounced(Refused):
    """Nobody outside hears of a meeting that is not announced, or is over."""

    sentence = _("Guests are invited to a meeting that is announced and not over.")


@transaction.atomic
def invite_guest(*, meeting: Meeting, actor: Person, now: datetime, name: str, email: str, language: str) -> Invitation:
    """Invite somebody from outside the delegations to one meeting: they read its facts, its agenda and what is released
    to guests, and change nothing. Statements, lists, records and notes stay with the parties.

    Refuses `NotAnnounced`, `EmailInUse`, `AlreadyInvited`.
    """
    ensure(rules.can_invite(actor, meeting))
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.status not in COMING:
        raise NotAnnounced
    if meeting.guests not in meeting.releasable_to:
        _open(meeting)
    group = _group(meeting)
    sent = people.invite_guest(actor=actor, group=group, email=email, name=name, language=language, now=now)
    record(
        "meetings.guest.invited", meeting, actor=actor, releasable_to=meeting.editable_by, guest=name, email=sent.email
    )
    return sent


@transaction.atomic
def dismiss_guest(*, meeting: Meeting, actor: Person, now: datetime, email: str) -> None:
    """Close the account of a guest of this meeting, or take the invitation back. Twice is as once."""
    ensure(rules.can_invite(actor, meeting))
    group = Delegation.objects.filter(pk=meeting.guests).first()
    if group is None:
        return
    people.dismiss_guest(email=email, group=group, actor=actor, now=now)
    record("meetings.guest.dismissed", meeting, actor=actor, releasable_to=meeting.editable_by, email=email)


def _open(meeting: Meeting) -> None:
    """Release the meeting, its agenda, what is open on it and the neutral lines to its guests from now on.

    Revisions that were issued before stay as they were.
    """
    Meeting.objects.filter(pk=meeting.pk).update(releasable_to=_and_guests(meeting))
    items = Item.objects.filter(agenda__meeting=meeting)
    opened: list[QuerySet[Any]] = [
        Agenda.objects.filter(meeting=meeting),
        Section.objects.filter(agenda__meeting=meeting),
        Live.objects.filter(agenda__meeting=meeting),
        items.filter(stands_for__isnull=True, releasable_to__contains=meeting.parties),
        items.filter(stands_for__isnull=False),
    ]
    for rows in opened:
        rows.update(releasable_to=_and_guests(meeting))
    meeting.refresh_from_db(fields=["releasable_to"])


def _and_guests(meeting: Meeting) -> Func:
    return Func(F("releasable_to"), Value(meeting.guests), function="array_append")


def _group(meeting: Meeting) -> Delegation:
    """The code that the meeting's guests read with. Its name says nothing of the meeting, for everybody may read it."""
    name = {}
    for language in settings.CONTENT_LANGUAGES:
        with translation.override(language):
            name[language] = gettext("Guests")
    facts = {"kind": Kind.GUESTS, "name": name, "seat": {}, "time_zone": meeting.time_zone, "order": LAST_IN_LISTS}
    if not Delegation.objects.filter(code=meeting.guests).exists():
        with reading_as(PORTAL):
            register.save_delegation(Delegation(code=meeting.guests, **facts))
    return Delegation.objects.get(code=meeting.guests)
