"""Search finds datasets and indicators."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, Found, Lister, find_listed, find_rows, languages_of
from portal.core.people import Person
from portal.core.plain import begins_words
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


def find_indicators(user: Person, words: Sequence[str]) -> Iterable[Found]:
    """What is counted is told to everybody. No SQL query."""
    tongue = (get_language() or "en")[:2]
    for each in indicators().values():
        if begins_words(" ".join([*each.name.values(), *each.definition.values()]), words):
            name = each.name.get(tongue) or each.name["en"]
            yield Found(name, reverse("flows:indicator", args=[each.key]), languages_of(dict(each.definition)))


DATASETS = find_rows(Finder("data", _("Data"), Dataset, show))
INDICATORS = find_listed(Lister("data", _("Data"), find_indicators))
