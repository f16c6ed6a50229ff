"""Which view an address leads to is looked for once, and what somebody does with the answer is no other's."""

from uuid import UUID

import pytest
from django.urls import Resolver404, path, resolve, reverse

from portal.core.addresses import KeptResolver, address_of


def look(request, slug):
    """A view."""


class Patterns:
    urlpatterns = (KeptResolver([path("things/<slug:slug>/", look, name="thing")]),)


def test_an_address_leads_to_the_same_view_each_time():
    found = [resolve(f"/things/{slug}/", Patterns) for slug in ("a", "b", "a")]
    assert [(each.func, each.kwargs, each.view_name) for each in found] == [
        (look, {"slug": slug}, "thing") for slug in ("a", "b", "a")
    ]


def test_what_is_done_to_an_answer_is_not_kept():
    resolve("/things/a/", Patterns).kwargs["slug"] = "b"
    resolve("/things/a/", Patterns).args = ("b",)
    again = resolve("/things/a/", Patterns)
    assert (again.args, again.kwargs) == ((), {"slug": "a"})


def test_an_address_that_leads_nowhere_is_looked_for_each_time():
    for _time in range(2):
        with pytest.raises(Resolver404):
            resolve("/nothing/", Patterns)


def test_the_address_of_a_row_is_what_django_makes():
    key = UUID("32ae6516-43eb-4670-8f09-781b2923cc4d")
    assert address_of("actionitems:item", key) == reverse("actionitems:item", args=[key])
