"""Search finds people: every account for administrators, the own side for others."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.core.folding import Folded
from portal.core.found import Found, Lister, find_listed
from portal.core.people import Person
from portal.people.queries import people_visible_to
from portal.people.rules import is_guest
from portal.people.states import Role

MOST = 20


def find(user: Person, words: Sequence[str]) -> Iterable[Found]:
    """Those in whose names or addresses each of the words stands. One SQL query."""
    if is_guest(user):
        return
    rows = people_visible_to(user).annotate(folded=Folded("name"))  # type: ignore[arg-type]
    for word in words:
        rows = rows.filter(Q(folded__contains=word) | Q(email__icontains=word))
    for each in rows.order_by("folded", "pk")[:MOST]:
        address = reverse("people:person", args=[each.pk]) if user.administers else _listed(each.name)
        role = str(Role(each.role).label)
        yield Found(each.name, address, about=f"{each.delegation} · {role}" if each.delegation else role)


def _listed(name: str) -> str:
    return f"{reverse('people:list')}?{urlencode({'find': name})}"


PEOPLE = find_listed(Lister("people", _("People"), find))
