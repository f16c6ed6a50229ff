"""Search finds datasets and indicators."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, Found, Lister, Sought, find_listed, find_rows, languages_of
from portal.core.people import Person
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import Dataset


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    return {
        each.pk: Found(
            str(each),
            each.get_absolute_url(),
            languages_of(each.name, each.about, each.source),
            side=each.delegation_id,
        )
        for each in Dataset.objects.visible_to(user).filter(pk__in=keys)
    }


def find_indicators(user: Person, sought: Sought) -> Iterable[Found]:
    """What is counted is told to everybody. One SQL query."""
    tongue = (get_language() or "en")[:2]
    known = list(indicators().values())
    for place in sought.fitting([" ".join([*each.name.values(), *each.definition.values()]) for each in known]):
        name = known[place].name.get(tongue) or known[place].name["en"]
        address = reverse("flows:indicator", args=[known[place].key])
        yield Found(name, address, languages_of(dict(known[place].definition)))


DATASETS = find_rows(Finder("data", _("Data"), Dataset, show))
INDICATORS = find_listed(Lister("data", _("Data"), find_indicators))
