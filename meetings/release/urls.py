"""Addresses of a release."""

from django.urls import path, re_path

from meetings.release.views import after, blocks, copies, public

app_name = "release"
urlpatterns = [
    path("releases/", public.releases, name="public-list"),
    path("releases/feed.xml", public.feed, name="feed"),
    path("releases/<slug:language>/feed.xml", public.feed, name="feed-language"),
    path("releases/readouts/<uuid:key>/", public.readout, name="readout"),
    path("releases/<slug:slug>/", public.text, name="public"),
    re_path(r"^releases/(?P<slug>[-\w]+)\.(?P<form>pdf|docx|txt|json|xml)$", public.file, name="file"),
    path("releases/<slug:slug>/check/", public.check, name="check"),
    path("releases/<slug:slug>/<slug:language>/", public.text, name="public-language"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
    path("statements/<slug:slug>/release/", blocks.blocks, name="blocks"),
    path("statements/<slug:slug>/release/plan/", blocks.plan, name="plan"),
    path("statements/<slug:slug>/release/plan/withdraw/", blocks.withdraw, name="plan-withdraw"),
    path("statements/<slug:slug>/release/confirm/", blocks.confirm, name="confirm"),
    path("statements/<slug:slug>/release/event/", blocks.event, name="event"),
    path("statements/<slug:slug>/release/lift/", blocks.lift, name="lift"),
    path("statements/<slug:slug>/release/hold/", blocks.hold, name="hold"),
    path("statements/<slug:slug>/release/hold/lift/", blocks.lift_hold, name="hold-lift"),
    path("statements/<slug:slug>/release/copies/", copies.copies, name="copies"),
    path("statements/<slug:slug>/release/copies/revoke/", copies.revoke, name="copy-revoke"),
    path("statements/<slug:slug>/afterwards/", after.afterwards, name="afterwards"),
    path("statements/<slug:slug>/afterwards/corrigendum/", after.propose, name="corrigendum"),
    path("statements/<slug:slug>/afterwards/corrigendum/<int:number>/sign/", after.sign, name="corrigendum-sign"),
    path(
        "statements/<slug:slug>/afterwards/corrigendum/<int:number>/withdraw/",
        after.withdraw,
        name="corrigendum-withdraw",
    ),
    path("statements/<slug:slug>/afterwards/endorsement/", after.endorse, name="endorse"),
    path("statements/<slug:slug>/afterwards/dissociation/", after.dissociate, name="dissociate"),
    path("embargo/<slug:code>/<slug:token>/", copies.embargo, name="embargo"),
    path("embargo/<slug:code>/<slug:token>/text.pdf", copies.embargo_pdf, name="embargo-pdf"),
]
