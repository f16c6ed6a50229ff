"""The pages that everybody may look up. None of them asks the database; what they say depends on the language, and who reads
decides only which links it is offered."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from portal.core.doors import Door, door
from portal.guides.glossary import LANGUAGES, by_letter, terms
from portal.guides.help import GUIDES, guide

MOST_LETTERS = 100


@door(Door.PUBLIC)
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word of the glossary in the reader's alphabet, or those that have the words that were typed."""
    language, sought = _language(), request.GET.get("find", "")[:MOST_LETTERS].strip()
    found = terms(language, sought)
    [other] = [each for each in LANGUAGES if each != language]
    context = {"letters": by_letter(found), "count": len(found), "sought": sought, "other": other, "most": MOST_LETTERS}
    return render(request, "guides/glossary.html", context)


@door(Door.PUBLIC)
def help_page(request: HttpRequest) -> HttpResponse:
    """What each does first, how to get in again, whom to ask."""
    guides = [(name, guide(name, _language()).title) for name in GUIDES] if request.user.is_authenticated else []
    return render(request, "guides/help.html", {"guides": guides, **_contact()})


@door(Door.SIGNED_IN)
def guide_page(request: HttpRequest, name: str) -> HttpResponse:
    if name not in GUIDES:
        raise Http404
    return render(request, "guides/guide.html", {"guide": guide(name, _language())})


@door(Door.PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """To what the pages are held, how that is checked, and what is known to be missing."""
    return render(request, "guides/accessibility.html", _contact())


def _language() -> str:
    found = get_language()
    return found if found in LANGUAGES else LANGUAGES[0]


def _contact() -> dict[str, Any]:
    return {"contact": settings.PORTAL_CONTACT}
