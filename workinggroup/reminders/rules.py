"""Who sees which reminders, who says when they go, and who acknowledges."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across, is_guest
from workinggroup.reminders.states import Level


def can_view_side(user: Person) -> bool:
    """Heads, deputies and coordinators see their whole side's reminders; others their own."""
    return coordinates(user)


def can_choose_for_group(user: Person) -> bool:
    """The secretariat's coordinators say when everybody is reminded, where nobody chose otherwise."""
    return coordinates_across(user)


def can_choose_for_side(user: Person) -> bool:
    """Heads, deputies and coordinators choose for their own side."""
    return coordinates(user) and bool(user.code) and not is_guest(user)


def can_choose_for_self(user: Person) -> bool:
    """Everybody chooses for themselves."""
    return bool(user.code) and not is_guest(user)


def can_choose(user: Person, level: Level) -> bool:
    """Whether a person chooses at a level."""
    rule = {Level.GROUP: can_choose_for_group, Level.SIDE: can_choose_for_side, Level.OWN: can_choose_for_self}[level]
    return rule(user)


def can_acknowledge(user: Person) -> bool:
    """Whoever belongs to a side says what they know of; guests are reminded of nothing."""
    return bool(user.code) and not is_guest(user)


def can_withdraw(user: Person, given: Any) -> bool:
    """Whoever gave an acknowledgement, and those who coordinate their side."""
    return user.code in given.editable_by and (user.pk == given.person_id or coordinates(user))


def can_say_away(user: Person, person: Any) -> bool:
    """Everybody says when they are away; those who coordinate a side say it of its people, too."""
    return can_acknowledge(user) and user.code == person.code and (user.pk == person.pk or coordinates(user))


def can_steer(user: Person, line: Any) -> bool:
    """Those who coordinate the side that a reminder belongs to send it now and add a note."""
    return user.code in line.editable_by and coordinates(user)


def can_hold(user: Person, line: Any) -> bool:
    """They, and its recipient, hold it and let it go; both see what its mail will say."""
    return user.code in line.editable_by and (user.pk == line.recipient_id or coordinates(user))
