"""Addresses of statements."""

from django.urls import path

from meetings.statements.views import (
    alignment,
    bringing,
    concordance,
    glossary,
    paragraph,
    proposing,
    revisions,
    stages,
    table,
    word,
)

app_name = "statements"
urlpatterns = [
    path("statements/", bringing.statements, name="list"),
    path("statements/new/", bringing.bring, name="new"),
    path("statements/glossary/", glossary.glossary, name="glossary"),
    path("statements/glossary/<slug:kind>/new/", glossary.add, name="word-new"),
    path("statements/glossary/<slug:kind>/<uuid:pk>/", glossary.change, name="word"),
    path("statements/glossary/<slug:kind>/<uuid:pk>/remove/", glossary.remove, name="word-remove"),
    path("statements/open/", stages.open_text, name="open"),
    path("statements/<slug:slug>/", table.statement, name="statement"),
    path("statements/<slug:slug>/add-language/", bringing.add_language, name="add-language"),
    path("statements/<slug:slug>/insert/", proposing.insert, name="insert"),
    path("statements/<slug:slug>/drafts/<uuid:pk>/", proposing.draft, name="draft"),
    path("statements/<slug:slug>/proposals/<uuid:pk>/", paragraph.proposal, name="proposal"),
    path("statements/<slug:slug>/p/<slug:anchor>/", paragraph.paragraph, name="paragraph"),
    path("statements/<slug:slug>/p/<slug:anchor>/act/", paragraph.act, name="act"),
    path("statements/<slug:slug>/p/<slug:anchor>/propose/", proposing.propose, name="propose"),
    path("statements/<slug:slug>/export/", word.export, name="export"),
    path("statements/<slug:slug>/bring-back/", word.bring_back, name="bring-back"),
    path("statements/<slug:slug>/stage/", stages.stage, name="stage"),
    path("statements/<slug:slug>/around/", stages.around, name="around"),
    path("statements/<slug:slug>/missing/", stages.blockers, name="blockers"),
    path("statements/<slug:slug>/revisions/", revisions.revisions, name="revisions"),
    path("statements/<slug:slug>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("statements/<slug:slug>/compare/", revisions.compare, name="compare"),
    path("statements/<slug:slug>/concordance/", concordance.concordance, name="concordance"),
    path("statements/<slug:slug>/concordance/waive/", concordance.waive, name="waive"),
    path("statements/<slug:slug>/concordance/second/", concordance.second, name="second"),
    path("statements/<slug:slug>/concordance/lift/", concordance.lift, name="lift"),
    path("statements/<slug:slug>/alignment/", alignment.alignment, name="alignment"),
    path("statements/<slug:slug>/alignment/reviewers/name/", alignment.name_reviewer, name="reviewer-name"),
    path("statements/<slug:slug>/alignment/reviewers/remove/", alignment.remove_reviewer, name="reviewer-remove"),
    path("statements/<slug:slug>/alignment/answer/", alignment.answer_edit, name="edit-answer"),
    path("statements/<slug:slug>/alignment/withdraw/", alignment.withdraw_edit, name="edit-withdraw"),
    path("statements/<slug:slug>/alignment/reviewed/", alignment.mark_reviewed, name="reviewed"),
    path("statements/<slug:slug>/alignment/certify/", alignment.certify, name="certify"),
    path("statements/<slug:slug>/alignment/freeze/", alignment.freeze, name="freeze"),
    path(
        "statements/<slug:slug>/alignment/<slug:anchor>/<slug:language>/", alignment.edit_language, name="language-edit"
    ),
]
