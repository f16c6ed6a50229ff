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
    path("meetings/<slug:slug>/announce/", views.announce, name="announce"),
    path("meetings/<slug:slug>/open-agenda/", views.open_agenda, name="open-agenda"),
    path("meetings/<slug:slug>/adopt-agenda/", views.adopt_agenda, name="adopt-agenda"),
    path("meetings/<slug:slug>/begin/", views.begin, name="begin"),
    path("meetings/<slug:slug>/conclude/", views.conclude, name="conclude"),
    path("meetings/<slug:slug>/approve-records/", views.approve_records, name="approve-records"),
    path("meetings/<slug:slug>/postpone/", views.postpone, name="postpone"),
    path("meetings/<slug:slug>/cancel/", views.cancel, name="cancel"),
]
