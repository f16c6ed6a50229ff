"""Addresses of participants."""

from django.urls import path

from meetings.participants import views

app_name = "participants"
urlpatterns = [
    path("meetings/<slug:slug>/participants/", views.participants, name="list"),
    path("meetings/<slug:slug>/participants/add/", views.enter, name="enter"),
    path("meetings/<slug:slug>/participants/import/", views.bring, name="import"),
    path("meetings/<slug:slug>/participants/credentials/", views.credentials, name="credentials"),
    path("meetings/<slug:slug>/participants/list.pdf", views.list_pdf, name="list-pdf"),
    path("meetings/<slug:slug>/participants/badges.pdf", views.badges_pdf, name="badges-pdf"),
    path("meetings/<slug:slug>/participants/place-cards.pdf", views.place_cards_pdf, name="place-cards-pdf"),
    path("participants/<uuid:pk>/change/", views.change, name="change"),
    path("participants/<uuid:pk>/answer/", views.answer, name="answer"),
    path("participants/<uuid:pk>/remove/", views.remove, name="remove"),
    path("credentials/<uuid:pk>/note-verbale.pdf", views.note, name="note"),
    path("credentials/<uuid:pk>/accept/", views.accept, name="accept"),
]
