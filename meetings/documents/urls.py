"""Addresses of documents and packs."""

from django.urls import path

from meetings.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.documents, name="list"),
    path("documents/<uuid:pk>/", views.document, name="document"),
    path("documents/<uuid:pk>/v<int:number>/", views.download, name="download"),
    path("documents/<uuid:pk>/new-version/", views.revise, name="revise"),
    path("documents/<uuid:pk>/mark/", views.mark, name="mark"),
    path("documents/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("documents/packs/<uuid:pk>/", views.pack, name="pack"),
    path("documents/packs/<uuid:pk>/file/", views.download_pack, name="download-pack"),
    path("meetings/<slug:slug>/documents/", views.of_meeting, name="meeting"),
    path("meetings/<slug:slug>/documents/new/", views.add, name="add"),
    path("meetings/<slug:slug>/documents/pack/", views.ask_for_pack, name="ask-for-pack"),
]
