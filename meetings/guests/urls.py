"""Addresses of guests."""

from django.urls import path

from meetings.guests import views

app_name = "guests"
urlpatterns = [
    path("meetings/<slug:slug>/guests/", views.guests, name="list"),
    path("meetings/<slug:slug>/guests/dismiss/", views.dismiss, name="dismiss"),
]
