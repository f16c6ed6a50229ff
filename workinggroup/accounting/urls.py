"""Addresses of the accounting, below its text."""

from django.urls import path

from workinggroup.accounting import views

app_name = "accounting"
urlpatterns = [
    path("statements/<slug:slug>/accounting/", views.accounting, name="accounting"),
    path("statements/<slug:slug>/accounting/keep/", views.keep, name="keep"),
    path("statements/<slug:slug>/accounting/<uuid:pk>/", views.account, name="account"),
]
