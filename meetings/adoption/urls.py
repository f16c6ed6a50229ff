"""Addresses from the final text to what all have signed."""

from django.urls import path

from meetings.adoption.views import signing, silence

app_name = "adoption"
urlpatterns = [
    path("statements/<slug:slug>/silence/", silence.silence, name="silence"),
    path("statements/<slug:slug>/silence/open/", silence.open_silence, name="silence-open"),
    path("statements/<slug:slug>/silence/extend/", silence.extend_silence, name="silence-extend"),
    path("statements/<slug:slug>/silence/object/", silence.break_silence, name="silence-break"),
    path("statements/<slug:slug>/silence/withdraw/", silence.withdraw_silence, name="silence-withdraw"),
    path("statements/<slug:slug>/silence/skip/", silence.skip_silence, name="silence-skip"),
    path("statements/<slug:slug>/sign-off/", signing.sign_off, name="sign-off"),
    path("statements/<slug:slug>/sign-off/revoke/", signing.revoke, name="sign-off-revoke"),
    path("statements/<slug:slug>/sign-off/note/", signing.record_note, name="sign-off-note"),
    path("statements/<slug:slug>/sign-off/remind/", signing.remind, name="sign-off-remind"),
    path("statements/<slug:slug>/sign-off/reading/", signing.add_interpretation, name="interpretation-add"),
    path("statements/<slug:slug>/sign-off/notes/<uuid:pk>/", signing.note, name="signed-note"),
    path("statements/<slug:slug>/certificate/", signing.certificate, name="sign-off-certificate"),
    path("statements/<slug:slug>/certificate.pdf", signing.certificate_pdf, name="sign-off-certificate-pdf"),
]
