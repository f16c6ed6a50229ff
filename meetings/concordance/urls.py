"""Addresses of the concordance and the glossary."""

from django.urls import path

from meetings.concordance.views import board, glossary

app_name = "concordance"
urlpatterns = [
    path("statements/glossary/", glossary.glossary, name="glossary"),
    path("statements/glossary/<slug:kind>/new/", glossary.add, name="word-new"),
    path("statements/glossary/<slug:kind>/<uuid:pk>/", glossary.change, name="word"),
    path("statements/glossary/<slug:kind>/<uuid:pk>/remove/", glossary.remove, name="word-remove"),
    path("statements/<slug:slug>/concordance/", board.concordance, name="concordance"),
    path("statements/<slug:slug>/concordance/waive/", board.waive, name="waive"),
    path("statements/<slug:slug>/concordance/second/", board.second, name="second"),
    path("statements/<slug:slug>/concordance/lift/", board.lift, name="lift"),
]
