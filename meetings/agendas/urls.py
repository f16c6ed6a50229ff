"""Addresses of agendas."""

from django.urls import path, re_path

from meetings.agendas.views import consensus, edit, page, session

app_name = "agendas"
urlpatterns = [
    path("meetings/<slug:slug>/", page.agenda, name="meeting"),
    path("meetings/<slug:slug>/agenda/", page.agenda, name="agenda"),
    path("meetings/<slug:slug>/agenda/edit/", edit.edit, name="edit"),
    path("meetings/<slug:slug>/agenda/edit/item/", edit.item, name="item"),
    path("meetings/<slug:slug>/agenda/edit/section/", edit.section, name="section"),
    path("meetings/<slug:slug>/agenda/edit/move/", edit.move, name="move"),
    path("meetings/<slug:slug>/agenda/edit/row/", edit.row, name="row"),
    path("meetings/<slug:slug>/agenda/issue/", edit.issue, name="issue"),
    path("meetings/<slug:slug>/agenda/revisions/", consensus.revisions, name="revisions"),
    path("meetings/<slug:slug>/agenda/proposals/", consensus.proposals, name="proposals"),
    path("meetings/<slug:slug>/agenda/proposals/answer/", consensus.answer, name="answer"),
    path("meetings/<slug:slug>/agenda/proposals/withdraw/", consensus.withdraw, name="withdraw"),
    path("meetings/<slug:slug>/agenda/proposals/accept/", consensus.accept, name="accept"),
    path("meetings/<slug:slug>/agenda/ours/", session.ours, name="ours"),
    path("meetings/<slug:slug>/live/", session.live, name="live"),
    path("meetings/<slug:slug>/live/steer/", session.steer, name="steer"),
    path("meetings/<slug:slug>/live/floor/", session.floor, name="floor"),
    re_path(r"^meetings/(?P<slug>[-a-zA-Z0-9_]+)/agenda\.(?P<form>pdf|docx|xlsx)$", page.export, name="export"),
]
