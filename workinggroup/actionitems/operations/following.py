"""Who supports an action item, and who watches it."""

from datetime import datetime

from django.db import transaction

from portal.audit.operations import record
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import User
from workinggroup.actionitems import notices, rules
from workinggroup.actionitems.models import ActionItem, ItemFollower
from workinggroup.actionitems.operations.gate import NotInYourDelegation, lock, require_open
from workinggroup.actionitems.states import Part


@transaction.atomic
def watch_item(*, item: ActionItem, actor: Person) -> None:
    """Watch an item, of whichever delegation: whoever watches is told what becomes of it. Nobody but the own side knows."""
    ensure(rules.can_view(actor, item))
    own = {"releasable_to": [actor.code], "editable_by": [actor.code]}
    _row, is_new = ItemFollower.objects.get_or_create(item=item, person_id=actor.pk, part=Part.WATCHES, defaults=own)
    if is_new:
        record("workinggroup.actionitem.watched", item, actor=actor, releasable_to=[actor.code])


@transaction.atomic
def stop_watching(*, item: ActionItem, actor: Person) -> None:
    """Watch an item no more."""
    found = ItemFollower.objects.filter(item=item, person_id=actor.pk, part=Part.WATCHES)
    if found.delete()[0]:
        record("workinggroup.actionitem.unwatched", item, actor=actor, releasable_to=[actor.code])


@transaction.atomic
def add_supporter(*, item: ActionItem, actor: Person, now: datetime, person: User) -> None:
    """Name a colleague who supports the owner; they are told. By that another delegation supports an item, which makes nothing
    its own; the owner and those who coordinate there are told. Refuses `ItemIsSettled`, `NotInYourDelegation`."""
    is_theirs = actor.code != item.delegation_id
    item = ActionItem.objects.get(pk=item.pk) if is_theirs else lock(item)
    ensure(rules.can_support(actor, item))
    require_open(item)
    if person.code != actor.code or not person.is_active:
        raise NotInYourDelegation(name=person.name)
    marks = {"releasable_to": item.releasable_to, "editable_by": [actor.code]}
    _row, is_new = ItemFollower.objects.get_or_create(item=item, person=person, part=Part.SUPPORTS, defaults=marks)
    if is_new:
        act = "backed" if is_theirs else "supported"
        record(f"workinggroup.actionitem.{act}", item, actor=actor, after=person.name, side=actor.code)
        notices.tell_supporter(item, person, actor, now=now)
        if is_theirs:
            notices.tell_backed(item, now=now)


@transaction.atomic
def remove_supporter(*, item: ActionItem, actor: Person, person: User) -> None:
    """Somebody supports an item no more: as the side says that named them, wherever they are now, or they themselves."""
    item = ActionItem.objects.get(pk=item.pk) if actor.code != item.delegation_id else lock(item)
    rows = ItemFollower.objects.filter(item=item, person=person, part=Part.SUPPORTS)
    ensure(not rows.exclude(editable_by=[actor.code]).exists())
    ensure(rules.can_support(actor, item) or actor.pk == person.pk)
    if rows.delete()[0]:
        record("workinggroup.actionitem.unsupported", item, actor=actor, before=person.name)
