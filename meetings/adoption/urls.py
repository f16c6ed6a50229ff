"""Addresses from the final text to what all have signed."""

from django.urls import path

from meetings.adoption.views import signing

app_name = "adoption"
urlpatterns = [
    path("statements/<slug:slug>/sign-off/", signing.sign_off, name="sign-off"),
    path("statements/<slug:slug>/sign-off/revoke/", signing.revoke, name="sign-off-revoke"),
    path("statements/<slug:slug>/sign-off/note/", signing.record_note, name="sign-off-note"),
    path("statements/<slug:slug>/sign-off/reading/", signing.add_interpretation, name="interpretation-add"),
    path("statements/<slug:slug>/sign-off/notes/<uuid:pk>/", signing.note, name="signed-note"),
    path("statements/<slug:slug>/certificate/", signing.certificate, name="sign-off-certificate"),
    path("statements/<slug:slug>/certificate.pdf", signing.certificate_pdf, name="sign-off-certificate-pdf"),
]
