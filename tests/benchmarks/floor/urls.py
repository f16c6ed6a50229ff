"""Addresses of the floors."""

from django.urls import path

from tests.benchmarks.floor import lists, views

urlpatterns = [
    path("hello/", views.hello),
    path("", lists.desk),
    path("meetings/", lists.meetings),
    path("commitments/", lists.commitments),
    path("actions/", lists.actions),
    path("reminders/", lists.reminders),
    path("table/", lists.table),
    path("released/", views.released),
    path("meetings/<slug:slug>/", views.agenda),
    path("meetings/<slug:slug>/unchanged/", views.unchanged),
    path("meetings/<slug:slug>/agenda.pdf", views.paper),
]
