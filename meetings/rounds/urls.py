"""Addresses of meetings."""

from django.urls import path

from meetings.rounds import views

app_name = "rounds"
urlpatterns = [
    path("meetings/", views.meetings, name="list"),
    path("meetings/<slug:slug>/move/", views.move, name="move"),
]
