"""Addresses of the alignment."""

from django.urls import path

from meetings.alignment import views

app_name = "alignment"
urlpatterns = [
    path("statements/<slug:slug>/missing/", views.blockers, name="blockers"),
    path("statements/<slug:slug>/alignment/", views.alignment, name="alignment"),
    path("statements/<slug:slug>/alignment/reviewers/name/", views.name_reviewer, name="reviewer-name"),
    path("statements/<slug:slug>/alignment/reviewers/remove/", views.remove_reviewer, name="reviewer-remove"),
    path("statements/<slug:slug>/alignment/answer/", views.answer_edit, name="edit-answer"),
    path("statements/<slug:slug>/alignment/withdraw/", views.withdraw_edit, name="edit-withdraw"),
    path("statements/<slug:slug>/alignment/reviewed/", views.mark_reviewed, name="reviewed"),
    path("statements/<slug:slug>/alignment/certify/", views.certify, name="certify"),
    path("statements/<slug:slug>/alignment/freeze/", views.freeze, name="freeze"),
    path("statements/<slug:slug>/alignment/<slug:anchor>/<slug:language>/", views.edit_language, name="language-edit"),
]
