"""What a page of figures is about."""

from datetime import date

from django.http import Http404
from django.utils import timezone

from portal.core import times
from portal.core.permissions import found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.flows.composing import Shown, compose
from workinggroup.flows.indicators import indicators
from workinggroup.flows.queries.editions import Frozen, edition_of
from workinggroup.flows.queries.quarters import quarterly_of
from workinggroup.flows.queries.showing import Asked, indicator_page


def today_of(request: AuthedRequest) -> date:
    """The day that it is where the person is."""
    return times.local(timezone.now(), request.user.zone).date()


def frozen_of(request: AuthedRequest) -> Frozen | None:
    """The edition that the address asks for; None where there is none."""
    slug = request.GET.get("edition", "")
    return edition_of(request.user, slug) if slug else None


def asked_of(request: AuthedRequest, key: str) -> Asked:
    """What is asked for of an indicator; 404 where there is none."""
    if key not in indicators():
        raise Http404
    return Asked.read(request.GET.dict(), frozen_of(request))


def shown_of(request: AuthedRequest, key: str) -> Shown:
    """What the page of an indicator shows; 404 where there is none, or nothing of it is seen."""
    asked = asked_of(request, key)
    page = found_or_404(indicator_page(key, request.user, asked, today=today_of(request)))
    return compose(indicators()[key], page, asked, quarterly_of(key, request.user, page.side, asked))
