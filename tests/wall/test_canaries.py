"""The canary sweep: each side's private things hold unique words; nobody else ever receives them, by page or by mail."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from portal.core.shared import CACHE_CONTROL, for_everybody
from portal.notifications.delivery import deliver_due
from portal.people.readers import everybody, reader_of
from tests.wall.asking import PRINCIPALS, Principal
from tests.wall.canaries import MAY_SEE, foreign
from tests.wall.rights import RIGHTS
from tests.wall.stage import NOW
from tests.wall.sweeping import answer, client_of, sweep, words_of
from workinggroup.reminders.operations import plan_all, post_due

QUERIES = [
    "?show=all&page=1",
    "?show=ours",
    "?show=late",
    "?show=mine",
    "?show=done",
    "?show=leaderless",
    "?show=waits",
    "?show=drafts",
    "?find=CANARY",
]


# Anchors, keys of rows, names of acts, Python's own words: nothing that people read.
INSIDE = re.compile(
    r"\bp\d\d[a-z]?\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{8,}|\b(?:meetings|workinggroup|people)\.[a-z]+\.[a-z_]+"
    r"|\bGUESTS[A-Z0-9]{6}\b|%\([a-z]+\)s|\b[a-z]+_[a-z_]+\b|\bNone\b|<[A-Z]\w+[: ]"
)
# An English word: no second factor.
TYPED = {("people:list", "None")}


def seen(html: str) -> str:
    """What a page says to the eye or to a screen reader, in words."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<span class=\"hash\">.*?</span>", " ", html, flags=re.DOTALL)
    names = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", text), *names]))


def told_by(page) -> str:
    """What a page says; without the addresses of a mail that it previews, as in mails."""
    words = seen(page.content.decode())
    return re.sub(r"https?://\S+", "", words) if page.name in ("reminders:line", "reminders:mails") else words


def principal(name: str) -> Principal:
    return next(each for each in PRINCIPALS if each.name == name)


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.name)
def test_no_page_shows_anothers_canary(stage, sign_in, who):
    answers, client = list(sweep(who, stage, sign_in).answers.values()), client_of(who, stage, sign_in)
    code = who.code if who.is_let_in else "nobody"
    lists = [each for each in answers if each.status == 200 and (each.name.endswith(":list") or each.name == "desk")]
    answers += [answer(client, each.name, each.kind, each.path + query) for each in lists for query in QUERIES]
    found, met = [], set()
    for each in answers:
        text = words_of(each.content) + str(each.headers)
        found += [(each.path, canary) for canary in foreign(code, text)]
        met |= {canary for canary in MAY_SEE if canary in text}
    assert found == []
    # The sweep means something: each side does meet its own canaries.
    if who.name == "usa.coordinator":
        assert met == {canary for canary, sides in MAY_SEE.items() if "USA" in sides}
    if who.name == "mex.coordinator":
        assert met == {canary for canary, sides in MAY_SEE.items() if "MEX" in sides}


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.name)
def test_no_page_shows_what_the_portal_calls_things_inside(stage, sign_in, who):
    """No anchor of a paragraph, no key, no name of an act or message: people read numbers and words."""
    pages = [
        each for each in sweep(who, stage, sign_in).answers.values() if "html" in each.headers.get("Content-Type", "")
    ]
    # What is for everybody has no reader's language.
    own = [each for each in pages if not for_everybody(each.path)]
    found = {(each.name, word) for each in pages for word in INSIDE.findall(told_by(each))}
    assert found - TYPED == set()
    if who.name == "usa.coordinator":
        assert sum(each.status == 200 for each in pages) > 60
        assert {each.headers["Content-Language"] for each in own} == {"en"}
    if who.name == "mex.coordinator":
        assert {each.headers["Content-Language"] for each in own} == {"es"}


def test_no_mail_carries_anothers_canary(stage, smtp):
    """Every mail the scene makes: invitations, assignments, digests."""
    plan_all(now=NOW)
    for days in (30, 60, 80):
        post_due(now=NOW + timedelta(days=days))
    deliver_due(everybody(), reader_of)
    assert len(smtp.mails) >= 6
    found = []
    for mail in smtp.mails:
        side = mail["To"].partition("@")[0].rpartition(".")[2].upper()
        text = mail.as_bytes().decode() + "".join(
            part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
        )
        found += [(mail["To"], canary) for canary in foreign(side, text)]
        [plain] = [part.get_content() for part in mail.walk() if part.get_content_type() == "text/plain"]
        assert INSIDE.findall(mail["Subject"] + re.sub(r"https?://\S+", "", plain)) == []
        # A subject names the meeting, to those who see it, and nothing else.
        assert "CANARY" not in mail["Subject"].replace("CANARY-MEETING", "")
        found += [(mail["To"], canary) for canary in foreign(side, mail["Subject"])]
    assert found == []


def test_no_mail_carries_the_words_of_a_statement(stage, smtp):
    plan_all(now=NOW)
    post_due(now=NOW + timedelta(days=40))
    deliver_due(everybody(), reader_of)
    assert not [mail for mail in smtp.mails if "CANARY-EN" in mail.as_string() or "CANARY-ES" in mail.as_string()]


def test_nothing_confidential_waits_in_redis(stage, settings, sign_in):
    """Celery's messages carry no arguments and the cache holds limits alone."""
    import redis

    from workinggroup.reminders.tasks import remind

    client = sign_in(stage.world.usa.coordinator)
    client.get("/actions/", secure=True)
    remind.apply_async()
    server = redis.Redis.from_url(settings.REDIS_URL)
    for key in server.scan_iter(count=1000):
        kind = server.type(key)
        value = {b"string": server.get, b"list": lambda k: server.lrange(k, 0, -1)}.get(kind, lambda k: b"")(key)
        assert b"CANARY" not in key + (value if isinstance(value, bytes) else b"".join(value))
    server.delete("celery")


def test_logs_carry_no_content(stage, sign_in):
    log = sweep(principal("usa.coordinator"), stage, sign_in).log
    assert "CANARY" not in log
    assert "Not Found: /meetings/foreign-meeting/" in log


def test_what_an_outsider_counts_is_nothing(stage, sign_in):
    page = sign_in(stage.world.can.coordinator).get("/actions/", secure=True).content.decode()
    assert "No action item is open." in page
    assert re.findall(r"<span class=\"quiet3\">(\d+)", page) == ["0"] * 6


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("who", ["anonymous", "usa.coordinator", "administrator"])
def test_every_answer_carries_the_safe_headers(stage, sign_in, who):
    client = client_of(principal(who), stage, sign_in)
    answers = list(sweep(principal(who), stage, sign_in).answers.values())
    answers += [answer(client, "", "", path) for path in ("/no-such-page/", "/static/portal.css")]
    for each in answers:
        path, headers = each.path, each.headers
        for name, value in HEADERS.items():
            assert headers.get(name) == value, (path, name)
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
        if for_everybody(path):
            # Kept by others for a moment where it is there, and the same for all who ask.
            assert headers["Cache-Control"] == (CACHE_CONTROL if each.status == 200 else "no-store"), path
            assert "Cookie" not in headers.get("Vary", "") or each.status != 200, path
            assert "Set-Cookie" not in headers, path
        elif not path.startswith("/static/") and not path.endswith("z"):
            assert "no-store" in headers["Cache-Control"], path
            assert "Cookie" in headers.get("Vary", ""), path


def test_cookies_are_bound_to_this_host(world):
    from tests.factories.people import PASSWORD

    client = Client()
    client.get("/account/login/", secure=True)
    client.post("/account/login/", {"login": "member.usa@test.example", "password": PASSWORD}, secure=True)
    names = set(client.cookies)
    assert {"__Host-portal_session", "__Host-portal_csrf"} <= names
    for name in ("__Host-portal_session", "__Host-portal_csrf"):
        morsel = client.cookies[name]
        assert morsel["secure"]
        assert morsel["httponly"]
        assert morsel["samesite"] == "Lax"
        assert morsel["path"] == "/"
        assert not morsel["domain"]


def test_a_form_without_its_token_is_refused_with_a_sentence(world):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/account/login/", {"login": "x", "password": "y"}, secure=True, HTTP_REFERER="https://testserver/"
    )
    assert answer.status_code == 403
    assert "The form has run out" in answer.content.decode()


def test_every_address_was_swept():
    assert len(RIGHTS) >= 50
