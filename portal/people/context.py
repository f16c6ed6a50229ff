"""What every page's frame needs: name, links, languages, delegations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.core.addresses import address
from portal.core.texts import in_language
from portal.core.times import zone_city
from portal.people.models import Delegation
from portal.people.sides import Sides, present_sides
from portal.people.states import BRIEF, Role

# What an entry is called, the page it leads to, and further pages that belong to it.
MEMBER_LINKS: list[tuple[str, ...]] = [
    (gettext_noop("My desk"), "desk"),
    (gettext_noop("Meetings"), "rounds:list"),
    (gettext_noop("Documents"), "documents:list"),
    (gettext_noop("Statements"), "statements:list"),
    (gettext_noop("Commitments"), "commitments:list"),
    (gettext_noop("Action items"), "actionitems:list"),
    (gettext_noop("Data"), "flows:overview"),
    (gettext_noop("Cell"), "gaps:list", "plans:list", "practices:list", "requests:list"),
    (gettext_noop("Reminders"), "reminders:list"),
]
GUEST_LINKS: list[tuple[str, ...]] = [(gettext_noop("My meeting"), "desk")]
ADMINISTRATOR_LINKS: list[tuple[str, ...]] = [
    (gettext_noop("My desk"), "desk"),
    (gettext_noop("People"), "people:list"),
    (gettext_noop("Audit trail"), "audit:list"),
    (gettext_noop("Monitoring"), "monitoring"),
]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the main menu, and whether the page belongs to it."""

    words: str
    address: str
    here: bool


class Frame:
    """The page's frame; what costs a query is fetched when a template asks for it, once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request: Any = request
        self.names = settings.PORTAL_NAME
        self.languages = settings.LANGUAGES
        self.content_languages = settings.CONTENT_LANGUAGES
        self.is_demo = settings.DEMO

    @cached_property
    def links(self) -> tuple[Link, ...]:
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return ()
        chosen = ADMINISTRATOR_LINKS if user.administers else GUEST_LINKS if user.is_guest else MEMBER_LINKS
        path = self._request.path
        return tuple(_link(_(words), [address(name) for name in names], path) for words, *names in chosen)

    @cached_property
    def my_zone(self) -> str:
        """The zone in which this page tells the time."""
        return timezone.get_current_timezone_name()

    @cached_property
    def my_place(self) -> str:
        """The city that stands for the reader's zone: the delegation's seat, or the zone's own city."""
        home = self._request.user.delegation
        seat = in_language(home.seat) if home and home.time_zone == self.my_zone else ""
        return seat or zone_city(self.my_zone)

    @cached_property
    def my_place_and_role(self) -> str:
        """ "United States · coordinator", or the role alone for administrators and guests."""
        user = self._request.user
        if user.is_guest:
            return _("Guest of a meeting")
        role = str(Role(user.role).label)
        return f"{user.delegation} · {role[:1].lower()}{role[1:]}" if user.delegation else role

    @cached_property
    def my_code_and_role(self) -> str:
        """ "USA · coordinator": the same in one short line, for the head of a page."""
        user = self._request.user
        if user.is_guest:
            return self.my_place_and_role
        role = str(BRIEF.get(Role(user.role), Role(user.role).label))
        return f"{user.code} · {role[:1].lower()}{role[1:]}" if user.delegation else role

    @cached_property
    def sides(self) -> Sides:
        """The delegations, kept in the process as long as they are what this request found. No SQL query, or one."""
        return present_sides(getattr(getattr(self._request, "user", None), "sides_digest", ""))

    @property
    def delegations(self) -> Mapping[str, Delegation]:
        return self.sides.delegations

    @property
    def marks(self) -> dict[str, Any]:
        """What the delegation tag has made of them."""
        return self.sides.marks


def _link(words: str, places: Sequence[str], path: str) -> Link:
    """An entry that leads to the first of its places, and is here on the pages of them all."""
    here = any(path == place if place == "/" else path.startswith(place) for place in places)
    return Link(words, places[0], here)


def portal(request: HttpRequest) -> dict[str, Any]:
    return {"portal": Frame(request)}
