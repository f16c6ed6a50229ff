"""Words about people in templates."""

from django import template

from portal.people.states import Role

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
