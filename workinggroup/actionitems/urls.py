"""Addresses of action items."""

from django.urls import path

from workinggroup.actionitems.views import giving, item, listing

app_name = "actionitems"
urlpatterns = [
    path("actions/", listing.items, name="list"),
    path("actions/<uuid:pk>/", item.item, name="item"),
    path("actions/<uuid:pk>/change/", giving.change, name="change"),
    path("actions/<uuid:pk>/reassign/", giving.reassign, name="reassign"),
    path("actions/<uuid:pk>/reschedule/", giving.reschedule, name="reschedule"),
    path("actions/<uuid:pk>/reopen/", item.reopen, name="reopen"),
    path("commitments/<uuid:commitment>/assign/", giving.assign, name="assign"),
]
