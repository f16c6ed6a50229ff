"""Addresses of revisions."""

from django.urls import path

from meetings.revisions import views

app_name = "revisions"
urlpatterns = [
    path("statements/<slug:slug>/revisions/", views.revisions, name="revisions"),
    path("statements/<slug:slug>/revisions/<int:number>/", views.revision, name="revision"),
    path("statements/<slug:slug>/compare/", views.compare, name="compare"),
]
