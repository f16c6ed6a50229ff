"""Filters that somebody keeps under a name. As what somebody likes to see they are in no trail."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.keeping import SavedFilter

MOST_FILTERS = 20


class NameIsTaken(Refused):
    """One filter, one name."""

    sentence = _("You have a filter “%(name)s” already. Remove it first, or choose another name.")
    field = "name"


class TooManyFilters(Refused):
    """As many as a line of links holds."""

    sentence = _("You have %(most)s filters already. Remove one first.")


@transaction.atomic
def save_filter(*, actor: Person, name: str, asked: ItemFilter) -> SavedFilter:
    """Keep a filter under a name, for the actor alone. Refuses `NameIsTaken`, `TooManyFilters`."""
    lock_key(f"filters of {actor.pk}")
    own = SavedFilter.objects.filter(person_id=actor.pk)
    if own.filter(name=name).exists():
        raise NameIsTaken(name=name)
    if own.count() >= MOST_FILTERS:
        raise TooManyFilters(most=MOST_FILTERS)
    marks = {"releasable_to": [actor.code], "editable_by": [actor.code]}
    found: SavedFilter = SavedFilter.objects.create(
        person_id=actor.pk, name=name, asked=asked.address or "?show=all", **marks
    )
    return found


@transaction.atomic
def remove_filter(*, saved: SavedFilter, actor: Person) -> None:
    """Keep a filter no more."""
    ensure(saved.person_id == actor.pk)
    saved.delete()
