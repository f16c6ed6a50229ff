"""The list of themes, which the secretariat keeps for the working group."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Theme
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from portal.people.models import Delegation
from portal.people.states import Kind
from workinggroup.commitments import rules

# Of two who change the list at once, the second finds it as the first left it.
THEMES = "themes"
# Ranks while the list is put in order anew; no list is as long.
ASIDE = 10_000
LONGEST_CODE = 36


class ThemeIsThere(Refused):
    """Two themes of one name are one."""

    sentence = _("“%(title)s” is a theme already.")
    field = "title_en"


@transaction.atomic
def add_theme(*, actor: Person, title: Mapping[str, str], place: int | None = None) -> Theme:
    """Add a theme at a place of the list, counted from 1; at its end without one. Refuses `ThemeIsThere`."""
    ensure(rules.can_keep_themes(actor))
    lock_key(THEMES)
    there = list(Theme.objects.order_by("rank"))
    _require_new(title, there)
    theme = Theme(code=_code(title, {each.code for each in there}), title=dict(title), rank=2 * ASIDE)
    theme.save(force_insert=True)
    _put(theme, place or len(there) + 1, there)
    record("workinggroup.theme.added", theme, actor=actor, releasable_to=_everybody(), title=title)
    return theme


@transaction.atomic
def change_theme(
    *, theme: Theme, actor: Person, title: Mapping[str, str], place: int | None, seen: str | None = None
) -> Theme:
    """Give a theme another name or place; what is under it stays under it.

    `seen` is the digest of both as the form was opened with. Refuses `ChangedMeanwhile`, `ThemeIsThere`.
    """
    ensure(rules.can_keep_themes(actor))
    lock_key(THEMES)
    there = list(Theme.objects.order_by("rank"))
    [theme] = [each for each in there if each.code == theme.code]
    others = [each for each in there if each is not theme]
    before = theme_as_held(theme, there)
    require_seen(seen, before)
    _require_new(title, others)
    theme.title = dict(title)
    theme.save(update_fields=["title"])
    _put(theme, place or before["place"], others)
    after = {"title": theme.title, "place": place or before["place"]}
    record("workinggroup.theme.changed", theme, actor=actor, releasable_to=_everybody(), before=before, after=after)
    return theme


@transaction.atomic
def retire_theme(*, theme: Theme, actor: Person) -> Theme:
    """Offer a theme no more; what is under it stays, and the register still finds it."""
    return _offer(theme, actor, is_retired=True)


@transaction.atomic
def restore_theme(*, theme: Theme, actor: Person) -> Theme:
    """Offer a theme that was retired again."""
    return _offer(theme, actor, is_retired=False)


def _offer(theme: Theme, actor: Person, *, is_retired: bool) -> Theme:
    ensure(rules.can_keep_themes(actor))
    lock_key(THEMES)
    theme = Theme.objects.get(pk=theme.pk)
    if theme.is_retired != is_retired:
        theme.is_retired = is_retired
        theme.save(update_fields=["is_retired"])
        act = "workinggroup.theme.retired" if is_retired else "workinggroup.theme.restored"
        record(act, theme, actor=actor, releasable_to=_everybody())
    return theme


def theme_as_held(theme: Theme, themes: Sequence[Theme]) -> dict[str, Any]:
    """A theme's name and place, as the form that changes it shows them."""
    return {"title": theme.title, "place": 1 + [each.code for each in themes].index(theme.code)}


def _put(theme: Theme, place: int, others: Sequence[Theme]) -> None:
    """Rank the themes from 1 in their order, with this one at its place, or at the end of a shorter list."""
    order = [*others[: place - 1], theme, *others[place - 1 :]]
    Theme.objects.update(rank=F("rank") + ASIDE)
    for rank, each in enumerate(order, start=1):
        each.rank = rank
        Theme.objects.filter(pk=each.pk).update(rank=rank)


def _require_new(title: Mapping[str, str], others: Sequence[Theme]) -> None:
    for language, words in title.items():
        if any(each.title.get(language, "").casefold() == words.casefold() for each in others):
            raise ThemeIsThere(title=words)


# What an address of the list is called; no theme is.
RESERVED = {"new"}


def _code(title: Mapping[str, str], taken: set[str]) -> str:
    """A code of a theme's first name, for good, which no other has."""
    first = slugify(title[settings.CONTENT_LANGUAGES[0]])[:LONGEST_CODE] or "theme"
    codes = [first, *(f"{first}-{number}" for number in range(2, len(taken) + 4))]
    return next(code for code in codes if code not in taken | RESERVED)


def _everybody() -> list[str]:
    return list(Delegation.objects.exclude(kind=Kind.GUESTS).values_list("code", flat=True))
