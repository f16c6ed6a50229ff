"""Addresses of migration flows."""

from django.urls import path

from workinggroup.flows.views import bringing, citing, comparing, downloading, editions, quoting, showing, tying

app_name = "flows"
urlpatterns = [
    path("flows/", showing.overview, name="overview"),
    path("flows/reporting/", showing.reporting, name="reporting"),
    path("flows/editions/", editions.editions, name="editions"),
    path("flows/indicators/<slug:key>/", showing.indicator, name="indicator"),
    path("flows/indicators/<slug:key>.<str:form>", downloading.download, name="download"),
    path("flows/commitments/<uuid:pk>/indicators/<uuid:indicator>/tie/", tying.tie, name="tie"),
    path("flows/commitments/<uuid:pk>/indicators/<uuid:indicator>/untie/", tying.untie, name="untie"),
    path("flows/statements/<slug:slug>/", quoting.quotes, name="quotes"),
    path("flows/statements/<slug:slug>/quote/", quoting.quote, name="quote"),
    path("flows/statements/<slug:slug>/quotes/<uuid:pk>/let-go/", quoting.let_go, name="let-go"),
    path("flows/datasets/", bringing.datasets, name="datasets"),
    path("flows/datasets/open/", bringing.add, name="open"),
    path("flows/datasets/<uuid:pk>/", bringing.dataset, name="dataset"),
    path("flows/datasets/<uuid:pk>/change/", bringing.change, name="change"),
    path("flows/datasets/<uuid:pk>/bring/", bringing.bring, name="bring"),
    path("flows/datasets/<uuid:pk>/bring/<uuid:token>/", bringing.progress, name="progress"),
    path("flows/vintages/<uuid:pk>/", bringing.vintage, name="vintage"),
    path("flows/vintages/<uuid:pk>/send/", bringing.send, name="send"),
    path("flows/vintages/<uuid:pk>/return/", bringing.give_back, name="return"),
    path("flows/vintages/<uuid:pk>/approve/", bringing.approve, name="approve"),
    path("flows/vintages/<uuid:pk>/withdraw/", bringing.withdraw, name="withdraw"),
    path("flows/vintages/<uuid:pk>/file/", bringing.file, name="file"),
    path("flows/mirrors/", comparing.mirrors, name="mirrors"),
    path("flows/mirrors/open/", comparing.open_mirror, name="mirror-open"),
    path("flows/mirrors/<uuid:pk>/", comparing.mirror, name="mirror"),
    path("flows/mirrors/<uuid:pk>/mirror.<str:form>", comparing.mirror_file, name="mirror-file"),
    path("flows/mirrors/<uuid:pk>/close/", comparing.close, name="mirror-close"),
    path("flows/mirrors/<uuid:pk>/causes/", comparing.propose, name="cause-propose"),
    path("flows/causes/<uuid:pk>/agree/", comparing.agree, name="cause-agree"),
    path("flows/causes/<uuid:pk>/withdraw/", comparing.withdraw, name="cause-withdraw"),
    path("flows/series/<uuid:pk>/revisions/", comparing.revisions, name="revisions"),
    path("flows/series/<uuid:pk>/revisions.<str:form>", comparing.revisions_file, name="revisions-file"),
    path("flows/d/<path:citation>.json", citing.number_as_json, name="number-json"),
    path("flows/d/<path:citation>", citing.number, name="number"),
]
