"""Index of the slices' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("workinggroup.desk.urls")),
    path("", include("workinggroup.commitments.urls")),
    path("", include("workinggroup.actionitems.urls")),
    path("", include("workinggroup.reminders.urls")),
]
