"""How search shows matters with passages of their own readers: the title of the whole, and each passage by its own mark.

What is marked TLP:RED is not found, and of what is marked TLP:AMBER+STRICT the title alone (`portal_private.words_of`). To
whoever is no originator search shows no word of a passage: it opens on its page, which notes for its originators who read it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.found import Found, languages_of
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.handling.states import DISCREET
from workinggroup.handling.things import kind_of

OPENS = _("The words open on its page")


def wholes(model: Any, side: str, *more: str) -> Callable[[Person, Sequence[UUID]], Mapping[UUID, Found]]:
    """Shows matters of one kind; `side` names whose it is, `more` further texts of it. One SQL query."""

    def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
        return {
            each.pk: Found(
                in_language(each.title) or str(each),
                each.get_absolute_url(),
                languages_of(each.title, *(getattr(each, name) for name in more if _shows_words(user, each))),
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
            address = f"{matter.get_absolute_url()}#p-{each.anchor}"
            facts = {"reference": matter.reference, "side": getattr(matter, side)}
            title = in_language(matter.title) or str(matter)
            if _shows_words(user, each) and matter.marking not in DISCREET:
                part = str(dict(kind_of(each).parts).get(each.part, each.part))
                found[each.pk] = Found(part, address, languages_of(each.text), about=title, **facts)
            else:
                found[each.pk] = Found(title, address, note=str(OPENS), **facts)
        return found

    return show


def _shows_words(user: Person, row: Any) -> bool:
    return user.code in row.originators and row.marking not in DISCREET
