"""Search finds people: every account for administrators, the own side for others."""

from collections.abc import Iterable

from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.core.folding import Folded
from portal.core.found import Found, Lister, Sought, find_listed
from portal.core.people import Person
from portal.people.queries import people_visible_to
from portal.people.rules import is_guest
from portal.people.states import Role

# As many as a search shows of anything.
MOST = 500


def find(user: Person, sought: Sought) -> Iterable[Found]:
    """Those in whose names and addresses the words stand. One SQL query."""
    if is_guest(user):
        return
    rows = people_visible_to(user).filter(sought.fits(Concat("name", Value(" "), "email", output_field=TextField())))  # type: ignore[arg-type]
    for each in rows.order_by(Folded("name"), "pk")[:MOST]:
        address = reverse("people:person", args=[each.pk]) if user.administers else _listed(each.name)
        role = str(Role(each.role).label)
        yield Found(each.name, address, about=f"{each.delegation} · {role}" if each.delegation else role)


def _listed(name: str) -> str:
    return f"{reverse('people:list')}?{urlencode({'find': name})}"


PEOPLE = find_listed(Lister("people", _("People"), find))
