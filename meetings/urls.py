"""Index of the slices' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("meetings.rounds.urls")),
    path("", include("meetings.participants.urls")),
    path("", include("meetings.documents.urls")),
    path("", include("meetings.agendas.urls")),
    path("", include("meetings.statements.urls")),
    path("", include("meetings.records.urls")),
    path("", include("meetings.guests.urls")),
]
