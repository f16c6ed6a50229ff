"""Addresses of records."""

from django.urls import path, re_path

from meetings.records import views

app_name = "records"
urlpatterns = [
    path("meetings/<slug:slug>/records/", views.records, name="records"),
    path("meetings/<slug:slug>/records/items/<uuid:item>/", views.outcome, name="outcome"),
    path("meetings/<slug:slug>/records/outcomes/<uuid:pk>/remove/", views.remove, name="remove"),
    path("meetings/<slug:slug>/records/amendments/", views.amend, name="amend"),
    path("meetings/<slug:slug>/records/amendments/<uuid:pk>/", views.answer, name="answer"),
    path("meetings/<slug:slug>/records/readout/", views.readout, name="readout"),
    path("meetings/<slug:slug>/records/readout/release/", views.release_readout, name="readout-release"),
    path("meetings/<slug:slug>/records/steps/circulate/", views.circulate, name="circulate"),
    path("meetings/<slug:slug>/records/steps/schedule/", views.schedule, name="schedule"),
    path("meetings/<slug:slug>/records/steps/approve/", views.approve, name="approve"),
    re_path(r"^meetings/(?P<slug>[-a-zA-Z0-9_]+)/records\.(?P<form>pdf|docx|xlsx)$", views.export, name="export"),
]
