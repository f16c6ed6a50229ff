"""Addresses of meetings."""

from django.urls import path

from meetings.rounds import views

app_name = "rounds"
urlpatterns = [
    path("meetings/", views.meetings, name="list"),
    path("meetings/new/", views.new, name="new"),
    path("meetings/series/<uuid:pk>/", views.series, name="series"),
    path("meetings/<slug:slug>/meeting.ics", views.ics, name="ics"),
    path("meetings/<slug:slug>/change/", views.change, name="change"),
    path("meetings/<slug:slug>/deadlines/", views.deadlines, name="deadlines"),
    path("meetings/<slug:slug>/move/", views.move, name="move"),
    path("meetings/<slug:slug>/told/", views.told, name="told"),
    path("meetings/<slug:slug>/corrigendum/", views.corrigendum, name="corrigendum"),
    path("meetings/<slug:slug>/invite/", views.invite_missing, name="invite-missing"),
    path("meetings/<slug:slug>/advance/", views.advance, name="advance"),
]
