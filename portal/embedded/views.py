"""The demo's mailbox. These addresses exist in the demo alone."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_sameorigin

from portal.core.doors import Door, door
from portal.embedded import mailbox

SANDBOX = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups"],
}


@door(Door.PUBLIC)
def mails(request: HttpRequest, name: str = "") -> HttpResponse:
    """The list, and the chosen mail beside it."""
    listed = mailbox.newest()
    chosen = mailbox.read(name) if name else None
    if name and chosen is None:
        raise Http404
    return render(request, "embedded/mailbox.html", {"mails": listed, "chosen": chosen})


@door(Door.PUBLIC)
@csp(SANDBOX)
@xframe_options_sameorigin
def body(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's own HTML, sandboxed: its inline styles are allowed, nothing else is."""
    chosen = mailbox.read(name)
    if chosen is None:
        raise Http404
    html = chosen.html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html or format_html("<pre>{}</pre>", chosen.text))
