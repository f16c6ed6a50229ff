"""Addresses of the floors."""

from django.urls import path

from tests.benchmarks.floor import views

urlpatterns = [
    path("hello/", views.hello),
    path("meetings/<slug:slug>/", views.agenda),
    path("meetings/<slug:slug>/unchanged/", views.unchanged),
    path("meetings/<slug:slug>/agenda.pdf", views.paper),
]
