"""Words about people in templates, and the page's frame, which is finished once for each person."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.core.kept import piece
from portal.notifications.unread import MANY
from portal.people.states import Role

# Characters of no script, which stand in kept pieces where each answer has something of its own.
TONGUES, FORM_KEY, NEXT = "\ue000", "\ue001", "\ue002"

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """A role in the reader's language."""
    return str(Role(role).label)


# The first name found wins: Edge and Opera call themselves Chrome, too, and Chrome calls itself Safari.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device(user_agent: str) -> str:
    """A browser's description of itself in two words: "Firefox, Windows". What is unknown is shown as it came."""
    names = (BROWSERS, SYSTEMS)
    known = [next((name for mark, name in some.items() if mark in user_agent), "") for some in names]
    return ", ".join(filter(None, known)) or user_agent[:60]


@register.simple_tag(takes_context=True)
def masthead(context: dict[str, Any]) -> SafeString:
    """The portal's name, the main menu, the languages and the person, for wide windows and for narrow ones."""
    portal, person = context["portal"], _person(context)
    facts = {
        "english": portal.names["en"],
        "spanish": portal.names["es"],
        "links": portal.links,
        "is_signed_in": bool(person),
        "name": person.name if person else "",
        "place_and_role": portal.my_place_and_role if person else "",
        "code_and_role": portal.my_code_and_role if person else "",
        "tongues": TONGUES,
        "has_bell": bool(person and person.has_bell),
        "unread": person.unread if person else 0,
        "is_many": bool(person and person.unread >= MANY),
        "here": context["request"].path == reverse("bell:list"),
        "searches": bool(person and not person.is_guest),
    }
    made = piece("components/masthead.html", None, **facts)
    return mark_safe(made.replace(TONGUES, _tongues(context)))  # noqa: S308 - rendered


@register.simple_tag(takes_context=True)
def foot(context: dict[str, Any], name: str) -> SafeString:
    """The page's foot: the portal's name, and for a person signed in where else they may go."""
    person = _person(context)
    facts = {"is_guest": bool(person and person.is_guest), "place": context["portal"].my_place if person else ""}
    return piece("components/foot.html", None, name=name, is_signed_in=bool(person), **facts)


def _person(context: dict[str, Any]) -> Any:
    """Whoever is signed in, None if nobody is."""
    user = getattr(context["request"], "user", None)
    return user if user is not None and user.is_authenticated else None


def _tongues(context: dict[str, Any]) -> str:
    """The form that changes the language and comes back to this page."""
    facts = {"here": get_language(), "languages": tuple(settings.LANGUAGES), "csrf_token": FORM_KEY, "next": NEXT}
    made = piece("components/languages.html", None, **facts)
    came_from = escape(context["request"].get_full_path())
    return made.replace(FORM_KEY, str(context.get("csrf_token", ""))).replace(NEXT, came_from)
