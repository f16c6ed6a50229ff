"""Who may do what with statements."""

from typing import Any

from meetings.statements.models import Reviewer
from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across, is_secretariat
from portal.people.states import Role

NEGOTIATORS = {Role.HEAD, Role.DEPUTY, Role.COORDINATOR, Role.NEGOTIATOR}


def can_view(user: Person, statement: Any) -> bool:
    return user.code in statement.releasable_to


def can_bring(user: Person) -> bool:
    """The secretariat's coordinators bring a statement in."""
    return coordinates_across(user)


def can_edit(user: Person, statement: Any) -> bool:
    """The secretariat's coordinators lay another language beside a text on record."""
    return coordinates_across(user) and user.code in statement.editable_by and not statement.is_negotiated


def can_open(user: Person, meeting: Any) -> bool:
    """Heads, coordinators and negotiators of the host open a statement and chair it; so do the secretariat's coordinators
    for them."""
    return coordinates_across(user) or (user.role in NEGOTIATORS and user.code == meeting.host_id)


def can_open_some(user: Person) -> bool:
    """Whoever could open a statement for some meeting; which ones, the form says."""
    return coordinates_across(user) or (user.role in NEGOTIATORS and bool(user.code) and not is_secretariat(user))


def can_chair(user: Person, statement: Any) -> bool:
    """The chair of this statement while of the host delegation, and the host's coordinators in the chair's place."""
    return user.code == statement.meeting.host_id and (user.pk == statement.chair_id or coordinates(user))


def can_issue(user: Person, statement: Any) -> bool:
    """The chair and the secretariat's coordinators issue revisions."""
    return can_chair(user, statement) or can_assist(user, statement)


def can_assist(user: Person, statement: Any) -> bool:
    """The secretariat's coordinators, who edit only as instructed and take no position."""
    return coordinates_across(user) and user.code in statement.releasable_to


def can_draft(user: Person, statement: Any) -> bool:
    """Everybody in a party's delegation drafts inside it and comments, observers excepted."""
    return user.code in statement.parties and user.role != Role.OBSERVER


def can_negotiate(user: Person, statement: Any) -> bool:
    """A party's negotiators, coordinators and head speak for it: table, consent, bracket, take positions."""
    return user.code in statement.parties and user.role in NEGOTIATORS


def can_lead(user: Person, statement: Any) -> bool:
    """A party's head and coordinators: opting out, naming language reviewers."""
    return user.code in statement.parties and coordinates(user)


def can_review(user: Person, statement: Any, language: str = "") -> bool:
    """Whom a party named for that language, or for any; still of that party, and no secretariat. One SQL query."""
    named = Reviewer.objects.filter(statement=statement.pk, person=user.pk, delegation=user.code or None)
    return user.code in statement.parties and (named.filter(language=language) if language else named).exists()
