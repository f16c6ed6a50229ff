"""Addresses of agendas."""

from django.urls import path, re_path

from meetings.agendas import views

app_name = "agendas"
urlpatterns = [
    path("meetings/<slug:slug>/", views.agenda, name="meeting"),
    path("meetings/<slug:slug>/agenda/", views.agenda, name="agenda"),
    re_path(r"^meetings/(?P<slug>[-a-zA-Z0-9_]+)/agenda\.(?P<form>pdf|docx|xlsx)$", views.export, name="export"),
]
