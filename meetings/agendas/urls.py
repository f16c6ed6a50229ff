"""Addresses of agendas."""

from django.urls import path

from meetings.agendas import views

app_name = "agendas"
urlpatterns = [
    path("meetings/<slug:slug>/", views.agenda, name="meeting"),
    path("meetings/<slug:slug>/agenda/", views.agenda, name="agenda"),
]
