"""Addresses of action items."""

from django.urls import path

from workinggroup.actionitems import views

app_name = "actionitems"
urlpatterns = [
    path("actions/", views.items, name="list"),
    path("actions/<uuid:pk>/", views.item, name="item"),
    path("actions/<uuid:pk>/change/", views.change, name="change"),
    path("actions/<uuid:pk>/reassign/", views.reassign, name="reassign"),
    path("actions/<uuid:pk>/reschedule/", views.reschedule, name="reschedule"),
    path("actions/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("commitments/<uuid:commitment>/assign/", views.assign, name="assign"),
]
