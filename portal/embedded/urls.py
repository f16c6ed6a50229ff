"""Addresses that exist in the demo alone."""

from django.urls import path

from portal.embedded import views

urlpatterns = [
    path("mailbox/", views.mails, name="mailbox"),
    path("mailbox/<str:name>/", views.mails, name="mailbox-mail"),
    path("mailbox/<str:name>/body/", views.body, name="mailbox-body"),
]
