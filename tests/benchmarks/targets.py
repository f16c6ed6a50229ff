"""What is measured: the floors, and the portal's main pages."""

import http.client
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from email.message import Message
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

AGENDAS = (40, 400)
HELLO, FLOOR, UNCHANGED_FLOOR = "floor: hello", "floor: naive page, {} items", "floor: bare 304"
PAPER_FLOOR = "floor: bare typesetting"
AGENDA = "agenda, {} items"
EDIT = "agenda's edit page, {} items"
DESK, MEETINGS, COMMITMENTS, ACTIONS, REMINDERS = "desk", "meetings", "commitments", "actions", "reminders"
CALENDAR, PAPER, LIVE = "calendar file", "agenda as PDF", "live poll, unchanged"
TABLE, TABLE_POLL, REDLINE = "negotiation table", "negotiation table, unchanged", "redline of two revisions"
MISSING, SHEET = "checklist of what is missing", "redline as DOCX"
BOARD, FOUND = "board of action items", "action items found by words, state and priority"
RELEASE, STATIC = "released text", "static file of the same size"
# The lists that have floors of their own, each with the floor's address.
LISTED = {
    DESK: "/",
    MEETINGS: "/meetings/",
    COMMITMENTS: "/commitments/",
    ACTIONS: "/actions/",
    REMINDERS: "/reminders/",
    TABLE: "/table/",
}
LIST_FLOOR = "floor: {}"
RELEASE_FLOOR = LIST_FLOOR.format(RELEASE)
GROWN = "100 times the data: {}"
PLAIN, UNCHANGED = "{}, not compressed", "{}, unchanged"
COMPRESSED = {"Accept-Encoding": "br, gzip"}


class Failed(Exception):
    """A page did not answer as it should; the message names it."""


@dataclass(frozen=True)
class Target:
    """One address as one person asks for it. `server` is the process that answers; `status` what it must answer with."""

    name: str
    address: str
    server: int
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def path(self) -> str:
        return urlsplit(self.address)._replace(scheme="", netloc="").geturl()

    @property
    def plain(self) -> "Target":
        """The same, not compressed, as the floors are."""
        headers = {name: value for name, value in self.headers.items() if name not in COMPRESSED}
        return replace(self, name=PLAIN.format(self.name), headers=headers)


@dataclass(frozen=True)
class Answer:
    """One response as it came over the wire; `size` is its bytes, head and body."""

    status: int
    headers: Message
    body: bytes
    size: int


@dataclass(frozen=True)
class Asker:
    """Where one web server answers, which process it is, and the cookie of somebody signed in there."""

    root: str
    server: int
    cookie: str

    def target(self, name: str, path: str, **headers: str) -> Target:
        held = {"Cookie": self.cookie} if self.cookie else {}
        return Target(name, self.root + path, self.server, held | headers)

    @property
    def nobody(self) -> "Asker":
        """The same for somebody who never signed in."""
        return replace(self, cookie="")

    def with_cookies(self) -> "Asker":
        """The same, holding the cookies that the first page sets, as a browser does on every page after it."""
        given = ask(self.target("", "/")).headers.get_all("Set-Cookie", [])
        cookies = SimpleCookie(self.cookie)
        for line in given:
            cookies.load(line.strip())
        return replace(self, cookie="; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items()))


def floors(asker: Asker, agendas: dict[int, str]) -> list[Target]:
    """The same server's hello, the naive pages, the least that an unchanged page can cost, and a bare PDF.

    `agendas` maps a number of items to the meeting's slug.
    """
    pages = [asker.target(FLOOR.format(size), f"/meetings/{slug}/") for size, slug in agendas.items()]
    pages += [asker.target(LIST_FLOOR.format(name), path) for name, path in LISTED.items()]
    held = asked_again(asker.target("", f"/meetings/{agendas[AGENDAS[0]]}/unchanged/"), UNCHANGED_FLOOR)
    assert held
    public = asker.nobody.target(RELEASE_FLOOR, "/released/")
    paper = asker.target(PAPER_FLOOR, f"/meetings/{agendas[AGENDAS[0]]}/agenda.pdf")
    return [asker.target(HELLO, "/hello/"), *pages, held, paper, public]


def main_pages(asker: Asker, agendas: dict[int, str], statement: str) -> list[Target]:
    """The portal's main pages, asked as a browser asks: compressed. `statement` is a slug."""
    paths = {DESK: "/", MEETINGS: "/meetings/"}
    paths |= {AGENDA.format(size): f"/meetings/{slug}/agenda/" for size, slug in agendas.items()}
    paths |= {"statement": f"/statements/{statement}/"}
    paths |= {name: f"/{name}/" for name in (COMMITMENTS, ACTIONS, REMINDERS, "people")}
    return [asker.target(name, path, **COMPRESSED) for name, path in paths.items()]


def other_answers(asker: Asker, slug: str) -> list[Target]:
    """What is no whole page: a meeting's calendar file, its agenda as PDF, and a screen in the room that asks again."""
    live = asker.target("", f"/meetings/{slug}/live/", **{"HX-Request": "true", "Portal-Poll": "yes"})
    poll = asked_again(live, LIVE)
    assert poll
    return [
        poll,
        asker.target(CALENDAR, f"/meetings/{slug}/meeting.ics"),
        asker.target(PAPER, f"/meetings/{slug}/agenda.pdf"),
    ]


def item_views(asker: Asker) -> list[Target]:
    """Other views of the action items: the board, and the list that a filter narrows."""
    asked = "?words=permits&state=in_progress&priority=2&owner="
    return [
        asker.target(BOARD, "/actions/board/", **COMPRESSED),
        asker.target(FOUND, f"/actions/{asked}", **COMPRESSED),
    ]


def edit_pages(asker: Asker, agendas: dict[int, str]) -> list[Target]:
    """The page on which those who may change an agenda do so; `asker` is one of them."""
    return [
        asker.target(EDIT.format(size), f"/meetings/{slug}/agenda/edit/", **COMPRESSED)
        for size, slug in agendas.items()
    ]


def text_answers(asker: Asker, slug: str) -> list[Target]:
    """A text under negotiation: the table, a screen that asks for it again, what is missing, what changed between two
    revisions."""
    root = f"/statements/{slug}/"
    again = asker.target("", root, **{"HX-Request": "true", "Portal-Poll": "yes"})
    poll = asked_again(again, TABLE_POLL)
    assert poll
    return [
        asker.target(TABLE, root, **COMPRESSED),
        poll,
        asker.target(MISSING, f"{root}missing/", **COMPRESSED),
        asker.target(REDLINE, f"{root}compare/?from=0&to=1", **COMPRESSED),
        asker.target(SHEET, f"{root}export/?form=docx&look=redline&against=0&revision=1&language=en"),
    ]


def public_answers(asker: Asker, path: str, file: str) -> list[Target]:
    """A released text as everybody reads it, and a file that the same server gives away; each compressed, plain, and for a
    browser that holds it."""
    found = []
    for name, place in ((STATIC, file), (RELEASE, path)):
        page = asker.nobody.target(name, place, **COMPRESSED)
        held = asked_again(page, UNCHANGED.format(name))
        assert held
        found += [page, page.plain, held]
    return found


def variants(pages: Iterable[Target]) -> list[Target | str]:
    """The pages, those that have floors followed by themselves not compressed, agendas also by themselves unchanged.

    A page that carries no ETag cannot be asked again: its name stands in the place of the target.
    """
    found: list[Target | str] = []
    for page in pages:
        found.append(page)
        if page.name in LISTED or page.name in map(AGENDA.format, AGENDAS):
            found.append(page.plain)
        if page.name in map(AGENDA.format, AGENDAS):
            again = UNCHANGED.format(page.name)
            found.append(asked_again(page, again) or again)
    return found


def asked_again(target: Target, name: str) -> Target | None:
    """The same page for a browser that holds it already; None if it carries no ETag."""
    tag = ask(target).headers.get("etag")
    return replace(target, name=name, headers=target.headers | {"If-None-Match": tag}, status=304) if tag else None


def held_now(target: Target) -> Target:
    """For a page that is asked for unchanged, the same with the tag it has now: notices become due while a run lasts."""
    if target.status != 304:
        return target
    headers = {name: value for name, value in target.headers.items() if name != "If-None-Match"}
    return asked_again(replace(target, headers=headers, status=200), target.name) or target


def check(target: Target) -> None:
    """Ask once; raises `Failed` unless the answer is the one expected."""
    answer = ask(target)
    if answer.status != target.status:
        raise Failed(f"{target.name} ({target.path}) answers {answer.status} instead of {target.status}.")


def ask(target: Target, address: str = "") -> Answer:
    """Fetch a target, or another address with its headers, over a connection of its own."""
    parts = urlsplit(address or target.address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request("GET", parts._replace(scheme="", netloc="").geturl(), headers=target.headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    head = [f"HTTP/1.1 {response.status} {response.reason}", *map(": ".join, response.getheaders()), "", ""]
    return Answer(response.status, response.headers, body, len("\r\n".join(head)) + len(body))
