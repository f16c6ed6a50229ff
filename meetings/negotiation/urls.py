"""Addresses of the negotiation. A statement's own page is here: it is the table, or the text on record."""

from django.urls import path

from meetings.negotiation.views import paragraph, proposing, stages, table

app_name = "negotiation"
urlpatterns = [
    path("statements/open/", stages.open_text, name="open"),
    path("statements/<slug:slug>/", table.statement, name="statement"),
    path("statements/<slug:slug>/insert/", proposing.insert, name="insert"),
    path("statements/<slug:slug>/drafts/<uuid:pk>/", proposing.draft, name="draft"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/", paragraph.proposal, name="proposal"),
    path("statements/<slug:slug>/p/<slug:anchor>/", paragraph.paragraph, name="paragraph"),
    path("statements/<slug:slug>/p/<slug:anchor>/act/", paragraph.act, name="act"),
    path("statements/<slug:slug>/p/<slug:anchor>/propose/", proposing.propose, name="propose"),
    path("statements/<slug:slug>/stage/", stages.stage, name="stage"),
    path("statements/<slug:slug>/around/", stages.around, name="around"),
]
