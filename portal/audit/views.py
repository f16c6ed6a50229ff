"""The page on which people read the acts that concern them."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.audit.models import Entry, Link
from portal.audit.words import sentence
from portal.core.doors import Door, door
from portal.core.pagination import stretch
from portal.core.people import Person


@door(Door.COLLEAGUES)
def trail(request: HttpRequest) -> HttpResponse:
    entries = Entry.objects.visible_to(cast(Person, request.user))
    subject = request.GET.get("subject", "")
    if subject:
        entries = entries.filter(subject_id=subject)
    listed = stretch(entries, "seq", before=request.GET.get("before"), after=request.GET.get("after"))
    rows = [{"entry": entry, "words": sentence(entry)} for entry in listed.rows]
    head = Link.objects.order_by("-seq").first()
    context = {"rows": rows, "stretch": listed, "head": bytes(head.hash).hex()[:12] if head else "", "subject": subject}
    return render(request, "audit/trail.html", context)
