"""Addresses of handling: marks, readers and passages of matters of any kind."""

from django.urls import path

from workinggroup.handling.views import matters, ties

app_name = "handling"
urlpatterns = [
    path("handling/requests/<uuid:pk>/", matters.request_page, name="request"),
    path("handling/requests/<uuid:pk>/answer/", matters.answer, name="answer"),
    path("handling/requests/<uuid:pk>/withdraw/", matters.withdraw, name="withdraw"),
    path("handling/<str:kind>/<uuid:pk>/readers/", matters.readers, name="readers"),
    path("handling/<str:kind>/<uuid:pk>/share/", matters.share, name="share"),
    path("handling/<str:kind>/<uuid:pk>/mark/", matters.mark, name="mark"),
    path("handling/<str:kind>/<uuid:pk>/narrow/", matters.narrow, name="narrow"),
    path("handling/<str:kind>/<uuid:pk>/ask/", matters.ask, name="ask"),
    path("handling/<str:kind>/<uuid:pk>/write/", matters.write, name="write"),
    path("handling/<str:kind>/<uuid:pk>/edit/", matters.edit, name="edit"),
    path("handling/<str:kind>/<uuid:pk>/gist/", matters.gist, name="gist"),
    path("handling/<str:kind>/<uuid:pk>/remove/", matters.remove, name="remove"),
    path("handling/<str:kind>/<uuid:pk>/paper/", matters.paper, name="paper"),
    path("handling/thread/<str:place>/<uuid:pk>/", ties.place, name="place"),
    path("handling/ties/<uuid:pk>/untie/", ties.untie, name="untie"),
    path("meetings/<slug:slug>/cell/", ties.of_meeting, name="of-meeting"),
    path("statements/<slug:slug>/cell/", ties.of_text, name="of-text"),
]
