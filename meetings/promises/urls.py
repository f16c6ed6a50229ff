"""Addresses of commitments that are marked in a text."""

from django.urls import path

from meetings.promises import views

app_name = "promises"
urlpatterns = [
    path("statements/<slug:slug>/commitments-marked/", views.promises, name="promises"),
    path("statements/<slug:slug>/commitments-marked/suggested/", views.mark_suggested, name="mark-suggested"),
    path("statements/<slug:slug>/commitments-marked/<uuid:pk>/", views.promise, name="promise"),
    path("statements/<slug:slug>/commitments-marked/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("statements/<slug:slug>/p/<slug:anchor>/mark/", views.mark, name="mark"),
]
