"""Addresses of the negotiation. A statement's own page is here: it is the table, or the text on record."""

from django.urls import path

from meetings.negotiation.views import answering, ending, paragraph, proposing, speaking, stages, table

app_name = "negotiation"
urlpatterns = [
    path("statements/open/", stages.open_text, name="open"),
    path("statements/<slug:slug>/", table.statement, name="statement"),
    path("statements/<slug:slug>/insert/", proposing.insert, name="insert"),
    path("statements/<slug:slug>/insert/table/", proposing.insert_tabled, name="insert-tabled"),
    path("statements/<slug:slug>/drafts/<uuid:pk>/", proposing.draft, name="draft"),
    path("statements/<slug:slug>/drafts/<uuid:pk>/table/", proposing.draft_tabled, name="draft-tabled"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/", paragraph.proposal, name="proposal"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/answer/", answering.answer, name="answer"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/withdraw/", answering.withdraw, name="withdraw"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/table/", answering.table, name="table"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/instruct/", answering.instruct, name="instruct"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/carry-out/", answering.carry_out, name="carry-out"),
    path("statements/<slug:slug>/p/<slug:anchor>/", paragraph.paragraph, name="paragraph"),
    path("statements/<slug:slug>/p/<slug:anchor>/propose/", proposing.propose, name="propose"),
    path("statements/<slug:slug>/p/<slug:anchor>/propose/table/", proposing.propose_tabled, name="propose-tabled"),
    path("statements/<slug:slug>/p/<slug:anchor>/bracket/", proposing.bracket, name="bracket"),
    path("statements/<slug:slug>/p/<slug:anchor>/position/", speaking.position, name="position"),
    path("statements/<slug:slug>/p/<slug:anchor>/comment/", speaking.comment, name="comment"),
    path("statements/<slug:slug>/p/<slug:anchor>/comment-inside/", speaking.comment_inside, name="comment-inside"),
    path("statements/<slug:slug>/p/<slug:anchor>/support/", speaking.support, name="support"),
    path("statements/<slug:slug>/p/<slug:anchor>/add-option/", speaking.add_option, name="add-option"),
    path("statements/<slug:slug>/p/<slug:anchor>/resolve/", speaking.resolve, name="resolve"),
    path("statements/<slug:slug>/p/<slug:anchor>/delete/", speaking.delete, name="delete"),
    path("statements/<slug:slug>/stage/", stages.stage, name="stage"),
    path("statements/<slug:slug>/stage/begin/", stages.begin, name="begin"),
    path("statements/<slug:slug>/stage/align/", stages.align, name="align"),
    path("statements/<slug:slug>/stage/suspend/", stages.suspend, name="suspend"),
    path("statements/<slug:slug>/stage/resume/", stages.resume, name="resume"),
    path("statements/<slug:slug>/stage/abandon/", stages.abandon, name="abandon"),
    path("statements/<slug:slug>/stage/ending/", ending.propose, name="ending-propose"),
    path("statements/<slug:slug>/stage/ending/<uuid:pk>/answer/", ending.answer, name="ending-answer"),
    path("statements/<slug:slug>/stage/ending/<uuid:pk>/withdraw/", ending.withdraw, name="ending-withdraw"),
    path("statements/<slug:slug>/stage/opt-out/", stages.leave, name="opt-out"),
    path("statements/<slug:slug>/around/", stages.front_and_end, name="front-and-end"),
]
