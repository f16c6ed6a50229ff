"""The register of commitments."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.core import times
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest
from workinggroup.commitments import rules
from workinggroup.commitments.filtering import CommitmentFilter
from workinggroup.commitments.listing import commitments_for


@door(Door.MEMBERS)
def commitments(request: AuthedRequest) -> HttpResponse:
    asked = CommitmentFilter.read(request.GET)
    today = times.local(timezone.now(), request.user.zone).date()
    listed = commitments_for(request.user, asked=asked, today=today, wanted=request.GET.get("page"))
    context = {"list": listed, "asked": asked, "may": May(rules, request.user)}
    return render(request, "workinggroup/commitments/commitments.html", context)
