"""Pages of follow-up packs."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from meetings.documents.giving import give
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.office import TYPES
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.pack import operations, rules
from workinggroup.pack.models import FollowUpPack, PackPaper
from workinggroup.pack.queries import packs_of, papers_of
from workinggroup.progress.models import ReportingRound

CONTENT_TYPES = TYPES | {"pdf": "application/pdf", "json": "application/json"}


@door(Door.MEMBERS)
def packs(request: AuthedRequest, slug: str) -> HttpResponse:
    """The packs that one's own side had made before a meeting, and one click for another."""
    asked = _round(request, slug)
    found = packs_of(asked, request.user, wanted=request.GET.get("page"))
    context = {"asked": asked, "packs": found, "may": May(rules, request.user, asked), "readers": [request.user.code]}
    return render(request, "workinggroup/pack/packs.html", context)


@door(Door.MEMBERS, "POST")
def make(request: AuthedRequest, slug: str) -> HttpResponse:
    """Have a pack made of how things stand."""
    asked = _round(request, slug)
    ensure(rules.can_make(request.user, asked))
    pack = act(request, operations.request_pack, asked=asked, now=timezone.now())
    return redirect(pack) if pack else redirect("pack:list", slug)


@door(Door.MEMBERS)
def pack(request: AuthedRequest, pk: str) -> HttpResponse:
    """A pack with its papers; while it is being made, how far it is: the page asks again by itself."""
    rows = FollowUpPack.objects.visible_to(request.user).select_related("round__meeting")
    found = get_object_or_404(rows, pk=pk)
    return render(request, "workinggroup/pack/pack.html", {"pack": found, "papers": papers_of(found)})


@door(Door.MEMBERS)
def download(request: AuthedRequest, pk: str) -> HttpResponseBase:
    """One paper, as long as one's side may read all that is in its pack."""
    rows = PackPaper.objects.visible_to(request.user).select_related("pack__round__meeting")
    paper = get_object_or_404(rows, pk=pk)
    operations.require_current(paper.pack, request.user)
    given = give(paper.key, paper.name, CONTENT_TYPES[paper.form], paper.size)
    operations.note_download(paper=paper, actor=request.user)
    return given


def _round(request: AuthedRequest, slug: str) -> ReportingRound:
    rows = ReportingRound.objects.visible_to(request.user).select_related("meeting")
    found: ReportingRound = get_object_or_404(rows, meeting__slug=slug)
    return found
