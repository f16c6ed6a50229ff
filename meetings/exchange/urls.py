"""Addresses of a text's files."""

from django.urls import path

from meetings.exchange import views

app_name = "exchange"
urlpatterns = [
    path("statements/<slug:slug>/export/", views.export, name="export"),
    path("statements/<slug:slug>/bring-back/", views.bring_back, name="bring-back"),
    path("statements/<slug:slug>/bring-back/confirm/", views.confirm_return, name="confirm-return"),
]
