"""The group's glossary and words of force."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from meetings.concordance import operations, rules
from meetings.concordance.forms import ChangeForceForm, ChangeTermForm, ForceForm, TermForm
from meetings.concordance.models import ForceTerm, GlossaryTerm
from meetings.concordance.queries import WORDS, force_words, terms
from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.texts import content_languages
from portal.people.requests import AuthedRequest

KINDS: dict[str, Any] = {
    "terms": (GlossaryTerm, TermForm, ChangeTermForm),
    "verbs": (ForceTerm, ForceForm, ChangeForceForm),
}


@door(Door.MEMBERS)
@etag(version_of(f"SELECT '{{}}'::text[], {WORDS}"))
def glossary(request: AuthedRequest) -> HttpResponse:
    context = {"terms": terms(), "verbs": force_words(), "may": May(rules, request.user)}
    context["languages"] = content_languages()
    return render(request, "meetings/concordance/glossary.html", context)


@door(Door.MEMBERS, "GET", "POST")
def add(request: AuthedRequest, kind: str) -> HttpResponse:
    ensure(rules.can_change_glossary(request.user))
    model, form_class, _change = _kind(kind)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_word(word=model(**form.facts()), actor=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Every text is held against it from now on."))
            return redirect("concordance:glossary")
    return render(request, "meetings/concordance/word.html", {"form": form, "kind": kind})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, kind: str, pk: Any) -> HttpResponse:
    ensure(rules.can_change_glossary(request.user))
    model, _add, form_class = _kind(kind)
    word = get_object_or_404(model, pk=pk)
    form = form_class.of(word, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_word(word=word, actor=request.user, facts=form.facts(), seen=form.cleaned_data["seen"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Every text is held against it from now on."))
            return redirect("concordance:glossary")
    return render(request, "meetings/concordance/word.html", {"form": form, "kind": kind, "word": word})


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest, kind: str, pk: Any) -> HttpResponse:
    ensure(rules.can_change_glossary(request.user))
    operations.remove_word(word=get_object_or_404(_kind(kind)[0], pk=pk), actor=request.user)
    messages.success(request, _("It is out of the glossary."))
    return redirect("concordance:glossary")


def _kind(kind: str) -> Any:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]
