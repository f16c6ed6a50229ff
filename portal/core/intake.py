"""What comes in with a request: cleaned before anything reads it, and refused with a sentence where it cannot be kept.

What PostgreSQL cannot hold is no part of any value that a view, a form or a library sees: a replacement character stands in
its place, as it does for bytes that are no text, and the request changes nothing, whatever its view does. A form tells it at
its field; where none has, and the view answered as if all were well, the answer is 400. Addresses that hold such a character
lead nowhere (`portal.core.addresses`), and cookies that do are none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.characters import NEVER, UNREAD, UNREADABLE, clean
from portal.core.failures import unusable

Answer = Callable[[HttpRequest], HttpResponseBase]
UTF8 = {"utf-8", "utf8"}
# A header holds neither controls nor what is not one byte.
ODD_HEADER = re.compile("[\0-\x08\x0a-\x1f\x7f\u0100-\U0010ffff]")
AROUND = 12

NOT_KEPT = _("Character %(position)s cannot be read or kept: “%(around)s”. Remove it and send the rest again.")
BAD_HEADER = _("The browser sent a header that cannot be read. Close it, open it again and try once more.")
NOT_UTF8 = _("What was sent is not in UTF-8, so it cannot be read. Send it again from the page itself.")


class Sent(QueryDict):
    """What a request holds, cleaned. `uncleaned` are the values that were not clean, by their name; `unread` those in which
    something could not be read, and `told` the names of which a form has told that."""

    uncleaned: Mapping[str, str]
    unread: Mapping[str, str]
    told: set[str]


def sentence_of(value: str) -> str:
    """What is told of a value in which something could not be read: where it stands, and between what."""
    place = value.find(UNREAD)
    around = value[max(0, place - AROUND) : place + AROUND + 1].strip()
    return str(NOT_KEPT) % {"position": place + 1, "around": around}


def taken_in(data: QueryDict) -> QueryDict:
    """The same, cleaned; a `Sent` where something was to be cleaned or could not be read."""
    sent: Any = Sent("", mutable=True)
    sent.uncleaned, sent.unread, sent.told = {}, {}, set()
    for name, values in data.lists():
        taken = []
        for came in (name, *values):
            whole = UNREADABLE.sub(UNREAD, came)
            taken.append(clean(whole))
            if taken[-1] != came:
                sent.uncleaned[taken[0]] = whole
            if UNREAD in whole:
                sent.unread[taken[0]] = taken[-1]
        sent.setlistdefault(taken[0]).extend(taken[1:])
    sent._mutable = False
    return sent if sent.uncleaned or sent.unread else data


class CleanMiddleware:
    """Stands before all others: headers, cookies and the query as the rest of the portal may have them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wrong: Any = request
        wrong.refusal = ""
        for name in [name for name, value in _headers(request) if ODD_HEADER.search(value)]:
            del request.META[name]
            wrong.refusal = BAD_HEADER
        if request.encoding and request.encoding.lower() not in UTF8:
            request.encoding, wrong.refusal = "utf-8", NOT_UTF8
        if any(NEVER.search(value) for value in request.COOKIES.values()):
            wrong.COOKIES = {name: value for name, value in request.COOKIES.items() if not NEVER.search(value)}
        wrong.GET = taken_in(request.GET)
        return self.get_response(request)


def _headers(request: HttpRequest) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in request.META.items() if name.startswith("HTTP_"))


class RefuseMiddleware:
    """Stands after all others, inside the reader's transaction: takes in the form, and refuses what was not readable."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        unread: list[Sent] = getattr(request, "unread", [])
        refusal: str | Promise = getattr(request, "refusal", "") if hasattr(request, "unread") else ""
        if response.status_code >= 400 or not (unread or refusal):
            return response
        untold = [value for sent in unread for name, value in sent.unread.items() if name not in sent.told]
        if not untold and not refusal and response.status_code == 200:
            return response
        # They speak of an act that is undone.
        list(get_messages(request))
        every = untold or [value for sent in unread for value in sent.unread.values()]
        return unusable(request, str(refusal) or sentence_of(every[0]))

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Only where the doors have let somebody in: whoever they keep out is told just that."""
        asked: Any = request
        if request.method == "POST":
            asked.POST = taken_in(request.POST)
        sent = (request.GET, request.POST)
        asked.unread = [each for each in sent if isinstance(each, Sent) and each.unread]
        if asked.unread or asked.refusal:
            asked.undo = True
