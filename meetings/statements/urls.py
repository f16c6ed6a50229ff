"""Addresses of statements: their list, and bringing them in."""

from django.urls import path

from meetings.statements import views

app_name = "statements"
urlpatterns = [
    path("statements/", views.statements, name="list"),
    path("statements/new/", views.bring, name="new"),
    path("statements/<slug:slug>/add-language/", views.add_language, name="add-language"),
]
