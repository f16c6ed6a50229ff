"""Addresses of what everybody may look up."""

from django.urls import path

from portal.guides import views

app_name = "guides"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("help/", views.help_page, name="help"),
    path("help/<slug:name>/", views.guide_page, name="guide"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
