"""Where an act on a paragraph leads back to."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from portal.people.requests import AuthedRequest


def back_to(request: AuthedRequest, slug: str, anchor: str) -> HttpResponseRedirect:
    """The paragraph's own page, or the table with the paragraph beside it, if the form stood there."""
    if request.POST.get("beside"):
        return redirect(f"{reverse('negotiation:statement', args=[slug])}?p={anchor}#{anchor}")
    return redirect("negotiation:paragraph", slug, anchor)
