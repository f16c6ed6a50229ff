"""Addresses of a release."""

from django.urls import path

from meetings.release.views import blocks

app_name = "release"
urlpatterns = [
    path("statements/<slug:slug>/release/", blocks.blocks, name="blocks"),
]
