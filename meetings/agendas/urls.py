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
    path("meetings/<slug:slug>/agenda/edit/take-off/", edit.take_off, name="take-off"),
    path("meetings/<slug:slug>/agenda/edit/put-back/", edit.put_back, name="put-back"),
    path("meetings/<slug:slug>/agenda/edit/defer/", edit.defer, name="defer"),
    path("meetings/<slug:slug>/agenda/edit/end-section/", edit.end_section, name="end-section"),
    path("meetings/<slug:slug>/agenda/issue/", edit.issue, name="issue"),
    path("meetings/<slug:slug>/agenda/adopt/", edit.adopt, name="adopt"),
    path("meetings/<slug:slug>/agenda/revisions/", consensus.revisions, name="revisions"),
    path("meetings/<slug:slug>/agenda/proposals/", consensus.proposals, name="proposals"),
    path("meetings/<slug:slug>/agenda/proposals/answer/", consensus.answer, name="answer"),
    path("meetings/<slug:slug>/agenda/proposals/withdraw/", consensus.withdraw, name="withdraw"),
    path("meetings/<slug:slug>/agenda/proposals/accept/", consensus.accept, name="accept"),
    path("meetings/<slug:slug>/agenda/ours/", session.ours, name="ours"),
    path("meetings/<slug:slug>/live/", session.live, name="live"),
    *(
        path(f"meetings/<slug:slug>/live/{verb}/", session.steer, {"verb": verb}, name=f"live-{verb}")
        for verb in ("start", "next", "pause", "resume", "extend", "stop")
    ),
    path("meetings/<slug:slug>/live/floor/ask/", session.ask_floor, name="ask-floor"),
    path("meetings/<slug:slug>/live/floor/give/", session.give_floor, name="give-floor"),
    path("meetings/<slug:slug>/live/floor/end/", session.end_speech, name="end-speech"),
    re_path(r"^meetings/(?P<slug>[-a-zA-Z0-9_]+)/agenda\.(?P<form>pdf|docx|xlsx)$", page.export, name="export"),
]
