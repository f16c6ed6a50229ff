"""Addresses of follow-up packs."""

from django.urls import path

from workinggroup.pack import views

app_name = "pack"
urlpatterns = [
    path("progress/packs/<uuid:pk>/", views.pack, name="pack"),
    path("progress/papers/<uuid:pk>/", views.download, name="download"),
    path("progress/<slug:slug>/packs/", views.packs, name="list"),
    path("progress/<slug:slug>/packs/make/", views.make, name="make"),
]
