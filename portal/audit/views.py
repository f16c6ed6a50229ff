"""The page on which people read the acts that concern them."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.audit.models import ADMINISTRATION, Entry, Head
from portal.audit.operations import detail_of
from portal.audit.words import told
from portal.core.doors import Door, door
from portal.core.pagination import stretch
from portal.core.people import Person
from portal.core.texts import in_sentence


@door(Door.COLLEAGUES)
def trail(request: HttpRequest) -> HttpResponse:
    user = cast(Person, request.user)
    entries = Entry.objects.visible_to(user)
    subject = request.GET.get("subject", "")
    if subject:
        entries = entries.filter(subject_id=subject)
    listed = stretch(entries, "at", before=request.GET.get("before"), after=request.GET.get("after"))
    words = told(listed.rows, user, detail_of)
    rows = [{"entry": entry, "told": each} for entry, each in zip(listed.rows, words, strict=True)]
    context = {"rows": rows, "stretch": listed, "heads": _heads(user), "subject": subject}
    return render(request, "audit/trail.html", context)


def _heads(user: Person) -> list[dict[str, str]]:
    """What the heads over all that the person may see are called, and each as `verify_audit --head` takes it. One SQL query."""
    names = {
        user.code: _("Head of what %(side)s may see") % {"side": in_sentence(str(user.delegation))},
        ADMINISTRATION: _("Head of the acts on accounts"),
        str(user.pk): _("Head of your own acts"),
    }
    found = {head.reader: head for head in Head.objects.visible_to(user)}
    return [{"name": name, "head": str(found[reader])} for reader, name in names.items() if reader in found]
