"""Filters that somebody keeps."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.acting import act_by_form
from portal.core.doors import Door, door
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations
from workinggroup.actionitems.forms import FilterChoice, SaveFilterForm
from workinggroup.actionitems.keeping import SavedFilter

PLACES = ("list", "board", "timeline", "calendar")


@door(Door.MEMBERS, "POST")
def save(request: AuthedRequest) -> HttpResponse:
    """Keep a filter, and go on to the view that it was seen in."""
    form = SaveFilterForm(request.POST)
    place = request.POST.get("place", "")
    there = reverse(f"actionitems:{place if place in PLACES else 'list'}")
    then = redirect(there + (form.cleaned_data["asked"].address if form.is_valid() else ""))
    return act_by_form(request, form, operations.save_filter, done=_("The filter is kept."), then=then)


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest) -> HttpResponse:
    form = FilterChoice(request.POST, filters=SavedFilter.objects.filter(person=request.user.pk))
    done = _("The filter is removed.")
    return act_by_form(request, form, operations.remove_filter, done=done, then=redirect("actionitems:list"))
