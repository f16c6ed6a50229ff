"""Words about people in templates."""

from django import template

from portal.people.states import Role

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """A role in the reader's language."""
    return str(Role(role).label)
