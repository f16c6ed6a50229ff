"""How search shows matters with passages of their own readers: the title of the whole, and each passage by its own mark.

What is marked TLP:RED is not found, and of what is marked TLP:AMBER+STRICT the title alone (`portal_private.words_of`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from portal.core.found import Found, languages_of
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.handling.states import DISCREET
from workinggroup.handling.things import kind_of


def wholes(model: Any, side: str, *more: str) -> Callable[[Person, Sequence[UUID]], Mapping[UUID, Found]]:
    """Shows matters of one kind; `side` names whose it is, `more` further texts of it. One SQL query."""

    def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
        return {
            each.pk: Found(
                in_language(each.title) or str(each),
                each.get_absolute_url(),
                languages_of(each.title, *(getattr(each, name) for name in more if each.marking not in DISCREET)),
                reference=each.reference,
                side=getattr(each, side),
                note=str(each.get_status_display()),
            )
            for each in model.objects.visible_to(user).filter(pk__in=keys)
        }

    return show


def passages(model: Any, whole: str, side: str) -> Callable[[Person, Sequence[UUID]], Mapping[UUID, Found]]:
    """Shows passages; `whole` leads to the matter they are of. One SQL query."""

    def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
        path = whole.split("__")
        found = {}
        for each in model.objects.visible_to(user).select_related(whole).filter(pk__in=keys):
            matter: Any = each
            for step in path:
                matter = getattr(matter, step)
            found[each.pk] = Found(
                str(dict(kind_of(each).parts).get(each.part, each.part)),
                f"{matter.get_absolute_url()}#p-{each.anchor}",
                languages_of(each.text),
                reference=matter.reference,
                about=in_language(matter.title) if matter.marking not in DISCREET else "",
                side=getattr(matter, side),
            )
        return found

    return show
