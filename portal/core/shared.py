"""Answers that are the same for everybody, kept for a moment: thousands of readers a minute cost one render.

Only what a view marks as `shared` is kept, and only a whole 200: what is not there yet is asked anew each time, so that nothing
stands in the way at the second of a release. Nobody's cookies, languages or query reach such a view, so that its answer cannot
be somebody's.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

Answer = Callable[[HttpRequest], HttpResponseBase]
# Behind these addresses everything is for everybody.
PREFIXES = ("/releases/",)
PLACES = {"/sitemap.xml", "/robots.txt"}
METHODS = {"GET", "HEAD"}
# Read for this long from others' caches, and shown from there while they ask anew.
CACHE_CONTROL = "public, max-age=30, stale-while-revalidate=60"
VARY = "Accept-Encoding"
MOST = 256
SMALL = 512
# What says who asks, or how; without it all ask alike.
ABOUT_READERS = ("HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_ACCEPT_ENCODING")
# Headers that are an answer's own, and not this moment's.
DROPPED = ("Vary", "Cache-Control", "ETag", "Content-Length", "Set-Cookie")


def for_everybody(path: str) -> bool:
    """Whether what stands at an address is the same for all who ask."""
    return path.startswith(PREFIXES) or path in PLACES


def shared(response: HttpResponse) -> HttpResponse:
    """Mark an answer as everybody's."""
    response.is_shared = True  # type: ignore[attr-defined]
    return response


@dataclass(slots=True)
class Kept:
    """An answer as it is sent: its bytes, also packed where that is shorter, until when it is fresh."""

    headers: dict[str, str]
    plain: bytes
    packed: bytes
    tag: str
    until: float


@dataclass
class Shelf:
    """The answers that this process keeps, the oldest first. Each address has a lock, so that one of many renders."""

    kept: "OrderedDict[str, Kept]" = field(default_factory=OrderedDict)
    locks: dict[str, threading.Lock] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def find(self, path: str) -> Kept | None:
        found = self.kept.get(path)
        return found if found and found.until > time.monotonic() else None

    def keep(self, path: str, kept: Kept) -> None:
        with self.guard:
            self.kept[path] = kept
            self.kept.move_to_end(path)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)

    def lock_of(self, path: str) -> threading.Lock:
        with self.guard:
            if len(self.locks) > 4 * MOST:
                self.locks.clear()
            return self.locks.setdefault(path, threading.Lock())

    def empty(self) -> None:
        """Forget all."""
        with self.guard:
            self.kept.clear()


SHELF = Shelf()


class SharedMiddleware:
    """Answers from the shelf what is fresh there; else asks as nobody, and keeps what is marked as shared."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not for_everybody(path) or request.method not in METHODS:
            return self.get_response(request)
        found = SHELF.find(path)
        if found is None:
            with SHELF.lock_of(path):
                found = SHELF.find(path)
                if found is None:
                    response = self._ask(request)
                    if response.status_code != 200 or not getattr(response, "is_shared", False):
                        return response
                    found = _keep(response)
                    SHELF.keep(path, found)
        return _answer(request, found)

    def _ask(self, request: HttpRequest) -> Any:
        packed = request.META.get("HTTP_ACCEPT_ENCODING")
        for name in ABOUT_READERS:
            request.META.pop(name, None)
        request.META["QUERY_STRING"] = ""
        request.COOKIES, request.GET = {}, QueryDict()
        method, request.method = request.method, "GET"
        response = self.get_response(request)
        request.method = method
        if packed:
            request.META["HTTP_ACCEPT_ENCODING"] = packed
        if response.status_code != 200:
            response.headers["Cache-Control"] = "no-store"
            response.cookies.clear()
        return response


def _keep(response: Any) -> Kept:
    content = bytes(response.content)
    headers = {name: value for name, value in response.headers.items() if name not in DROPPED}
    packed = gzip.compress(content, 9, mtime=0) if len(content) > SMALL and _is_text(response) else b""
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers |= {"Cache-Control": CACHE_CONTROL, "Vary": VARY, "ETag": tag}
    shorter = packed if packed and len(packed) < len(content) else b""
    return Kept(headers, content, shorter, tag, time.monotonic() + settings.SHARED_SECONDS)


def _is_text(response: Any) -> bool:
    kind = str(response.headers.get("Content-Type", ""))
    return kind.startswith("text/") or "xml" in kind.partition(";")[0].rpartition("/")[2] or "json" in kind


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if asked and (
        asked.strip() == "*" or kept.tag[2:] in {each.strip().removeprefix("W/") for each in asked.split(",")}
    ):
        return HttpResponse(
            status=304, headers={name: kept.headers[name] for name in ("Cache-Control", "ETag", "Vary")}
        )
    is_packed = bool(kept.packed) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    content = kept.packed if is_packed else kept.plain
    response = HttpResponse(b"" if request.method == "HEAD" else content, headers=kept.headers)
    response.headers["Content-Length"] = str(len(content))
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
