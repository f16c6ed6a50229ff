"""Addresses of statements: their list, and bringing them in."""

from django.urls import path

from meetings.statements import views

app_name = "statements"
urlpatterns = [
    path("statements/", views.statements, name="list"),
    path("statements/new/", views.bring, name="new"),
    path("statements/<slug:slug>/originals/", views.originals, name="originals"),
    path("statements/<slug:slug>/originals/own/", views.write_original, name="original"),
    path("statements/<slug:slug>/add-language/", views.add_language, name="add-language"),
]
