"""One person who sends what no browser sends, and what must not come of it."""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from django.contrib.messages import ERROR, get_messages
from django.core.cache import caches
from django.core.signals import got_request_exception
from django.db import connection, transaction

from tests.wall.asking import Principal
from tests.wall.spoiling import Form, encoded, multipart
from tests.wall.stage import Stage
from tests.wall.sweeping import SignIn, client_of

FORM = "application/x-www-form-urlencoded"
STATUSES = {200, 204, 302, 304, 400, 403, 404, 405, 409, 410}
# What a request writes although nothing was done: when somebody came by, what is to be said to them, and the claim of a form's
# key, which is taken back.
ASIDE = {"people_session", "people_sentform"}
WRITES = re.compile(
    r'\b(?:INSERT INTO|DELETE FROM|(?<!FOR )(?<!KEY )UPDATE) "?(\w+)'
    r"|(portal_record(?:_each)?|people_(?:add|give|keep|save|set)_\w+)\("
)
REFUSED = re.compile(rb'usa-error-message|class="errors"|class="problem')
NOT_KEPT = re.compile(rb"cannot be read or kept|sign that cannot be stored|no puede leerse ni conservarse")
UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufeff\ud800-\udfff]")


@dataclass
class Outcome:
    """What came of one request."""

    status: int
    content: bytes
    location: str
    said: list[str] = field(default_factory=list)
    is_told_off: bool = False
    written: set[str] = field(default_factory=set)
    unclean: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.status >= 400 or self.is_told_off or REFUSED.search(self.content) is not None

    @property
    def sentence(self) -> str:
        """What the answer says to whom it refuses: the words of its main part, or the message before the next page."""
        if self.said and self.status == 302:
            return " ".join(self.said)
        found = lxml.html.fromstring(self.content).xpath("//main") if self.content.strip() else []
        return " ".join(found[0].text_content().split()) if found else self.content.decode(errors="replace")


class Asker:
    """One person at the portal, each of whose requests is undone."""

    def __init__(self, who: Principal, stage: Stage, sign_in: SignIn) -> None:
        self.who, self.stage = who, stage
        self.client = client_of(who, stage, sign_in)
        self.client.raise_request_exception = False
        self.asked = 0
        self.faults: list[str] = []

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "", **headers: str) -> Outcome:
        """One request, what it wrote and what went wrong in it."""
        self.asked += 1
        kept = {name: morsel.value for name, morsel in self.client.cookies.items()}
        caches["default"].key_prefix = f"fuzz-{self.asked}-{id(self)}"
        failures: list[str] = []
        writing = Writing()
        with listening(failures), transaction.atomic():
            with connection.execute_wrapper(writing):
                response = self.client.generic(method, path, body, kind or FORM, secure=True, **headers)
            said = [(str(each), each.level) for each in get_messages(response.wsgi_request)]
            transaction.set_rollback(True)
        self.client.cookies.clear()
        for name, value in kept.items():
            self.client.cookies[name] = value
        content = response.getvalue() if response.streaming else response.content
        return Outcome(
            response.status_code,
            content,
            response.headers.get("Location", ""),
            [words for words, _level in said],
            any(level >= ERROR for _words, level in said),
            {name for name, _savepoint in writing.tables if name not in ASIDE},
            writing.unclean,
            failures,
        )

    def judge(self, what: str, outcome: Outcome, *, must_refuse: bool = False) -> None:
        """Note what must not be."""
        wrong = [each for each in outcome.failures if each]
        if outcome.status not in STATUSES and "/readyz" not in what:
            wrong.append(f"answered {outcome.status}")
        if outcome.unclean:
            wrong.append(f"wrote {sorted(outcome.unclean)}")
        is_silent = outcome.status in {200, 400} and not NOT_KEPT.search(outcome.content)
        if must_refuse and (is_silent or not outcome.is_refused):
            wrong.append(f"was taken with {outcome.status} {outcome.location}")
        if what.split()[1].startswith(("/account/", "account_", "mfa_", "adoption:sign-off")):
            # Failed attempts to sign in, and to prove who signs, are noted.
            outcome.written -= {"portal_record", "portal_record_each"}
        if outcome.is_refused and outcome.written:
            wrong.append(f"was refused and wrote {sorted(outcome.written)}")
        if outcome.is_refused and outcome.status not in {302, 405} and len(outcome.sentence) < 20:
            wrong.append(f"was refused without a sentence: {outcome.content[:80]!r}")
        if wrong:
            self.faults.append(f"{self.who.name}: {what}: " + "; ".join(wrong))


class Writing:
    """Watches what SQL writes and is not undone by the request itself."""

    def __init__(self) -> None:
        self.tables: list[tuple[str, int]] = []
        self.points: list[tuple[str, int]] = []
        self.unclean: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        words = sql if isinstance(sql, str) else ""
        if words.startswith("SAVEPOINT"):
            self.points.append((words.partition(" ")[2], len(self.tables)))
        elif words.startswith("ROLLBACK TO SAVEPOINT"):
            name = words.rpartition(" ")[2]
            del self.tables[next((start for point, start in reversed(self.points) if point == name), 0) :]
        result = execute(sql, params, many, context)
        for table, function in WRITES.findall(words):
            if 'SET "last_seen_at"' not in words:
                self.tables.append((table or function, 0))
                self.unclean |= {text for text in texts_in(params) if UNCLEAN.search(text)}
        return result


def texts_in(value: Any) -> Iterator[str]:
    """Every text among the parameters of a statement."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.items():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
    elif hasattr(value, "obj"):
        yield from texts_in(value.obj)


@contextmanager
def listening(failures: list[str]) -> Iterator[None]:
    """What is raised and not caught, and what is logged as an error."""

    def raised(sender: Any, request: Any, **_: Any) -> None:
        failures.append(f"raised {sys.exc_info()[1]!r:.300}")

    class Listener(logging.Handler):
        def emit(self, entry: logging.LogRecord) -> None:
            is_answer = entry.name == "django.request" and entry.levelno < logging.ERROR
            if not is_answer and (entry.exc_info or entry.levelno >= logging.ERROR or entry.name == "portal.intake"):
                failures.append(f"logged {entry.getMessage():.200}" if "/readyz" not in entry.getMessage() else "")

    listener = Listener(logging.WARNING)
    got_request_exception.connect(raised)
    logging.getLogger().addHandler(listener)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(listener)
        got_request_exception.disconnect(raised)


def post(
    asker: Asker, form: Form, pairs: list[tuple[str, str]], files: list[tuple[str, str, bytes]] | None = None
) -> Outcome:
    if not form.has_files:
        return asker.send("POST", form.path, encoded(pairs))
    given = (
        files
        if files is not None
        else [(each.name, "a.txt", b"One.\n\nTwo.") for each in form.fields if each.kind == "file"]
    )
    return asker.send("POST", form.path, multipart(pairs, given), "multipart/form-data; boundary=mark")
