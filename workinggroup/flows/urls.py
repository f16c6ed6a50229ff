"""Addresses of migration flows."""

from django.urls import path

from workinggroup.flows.views import bringing, downloading, editions, showing

app_name = "flows"
urlpatterns = [
    path("flows/", showing.overview, name="overview"),
    path("flows/reporting/", showing.reporting, name="reporting"),
    path("flows/editions/", editions.editions, name="editions"),
    path("flows/indicators/<slug:key>/", showing.indicator, name="indicator"),
    path("flows/indicators/<slug:key>.<str:form>", downloading.download, name="download"),
    path("flows/datasets/", bringing.datasets, name="datasets"),
    path("flows/datasets/open/", bringing.add, name="open"),
    path("flows/datasets/<uuid:pk>/", bringing.dataset, name="dataset"),
    path("flows/datasets/<uuid:pk>/change/", bringing.change, name="change"),
    path("flows/datasets/<uuid:pk>/bring/", bringing.bring, name="bring"),
    path("flows/vintages/<uuid:pk>/", bringing.vintage, name="vintage"),
    path("flows/vintages/<uuid:pk>/send/", bringing.send, name="send"),
    path("flows/vintages/<uuid:pk>/return/", bringing.give_back, name="return"),
    path("flows/vintages/<uuid:pk>/approve/", bringing.approve, name="approve"),
    path("flows/vintages/<uuid:pk>/withdraw/", bringing.withdraw, name="withdraw"),
    path("flows/vintages/<uuid:pk>/file/", bringing.file, name="file"),
]
