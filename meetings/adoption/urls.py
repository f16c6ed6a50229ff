"""Addresses from the final text to what all have signed."""

from django.urls import URLPattern

app_name = "adoption"
urlpatterns: list[URLPattern] = []
