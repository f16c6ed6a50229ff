"""Search finds action items, and what the own side notes on them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person
from workinggroup.actionitems.models import ActionItem, ItemNote


def show_items(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    return {
        each.pk: Found(
            each.title,
            each.get_absolute_url(),
            languages_of(each.title, each.description),
            reference=each.reference,
            side=each.delegation_id,
            note=str(each.get_status_display()),
        )
        for each in ActionItem.objects.visible_to(user).filter(pk__in=keys)
    }


def show_notes(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    return {
        each.pk: Found(
            each.item.title,
            each.item.get_absolute_url(),
            languages_of(each.text),
            reference=each.item.reference,
            side=each.delegation_id,
        )
        for each in ItemNote.objects.visible_to(user).select_related("item").filter(pk__in=keys)
    }


MEETING = Coalesce("commitment__statement__meeting_id", "agenda_item__agenda__meeting_id")
OF_ITEM = Coalesce("item__commitment__statement__meeting_id", "item__agenda_item__agenda__meeting_id")

ITEMS = find_rows(Finder("actions", _("Action items"), ActionItem, show_items, MEETING))
NOTES = find_rows(Finder("notes", _("Our notes"), ItemNote, show_notes, OF_ITEM))
