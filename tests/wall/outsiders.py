"""What somebody learns who may not read a text: everything that an answer tells them, held against the same answer in a portal
where the text does not exist.
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.wall.asking import PRINCIPALS, Principal
from tests.wall.exploring import watching
from tests.wall.rights import RIGHTS
from tests.wall.stage import Stage
from tests.wall.sweeping import KEYS, METHODS_OF, SignIn, client_of, kept_out, requests_of, words_of

# Drawn anew for each answer: keys of forms, the hour of the answer, the secret of a factor that is being set up.
DRAWN = re.compile(KEYS + rb'|data-server="[^"]*"|DTSTAMP:\w*')
HEADERS = {"Date", "Expires", "Set-Cookie"}
EACH_TIME = re.compile("mfa_(?:activate|add|login|reauthenticate|signup)_|metrics|readyz")
# Says to administrators how many mails wait, whatever they are about.
NUMBERS = {"/monitoring/"}
# Addresses that anybody might try, whether they lead anywhere or not.
GUESSES = [
    "/robots.txt", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt", "/feed/", "/atom.xml", "/rss.xml",
    "/search/?q={word}", "/search/?find={word}", "/releases/", "/releases/?page=2", "/releases/?find={word}",
    "/releases/?q={word}", "/releases/?language=es", "/releases/feed/", "/releases/feed.atom", "/releases/atom.xml",
    "/releases/sitemap.xml", "/releases/{slug}/", "/releases/{slug}", "/releases/{slug}/en/", "/releases/{slug}/es/",
    "/releases/{slug}/card.png", "/releases/{slug}/verify/", "/releases/{slug}.pdf", "/releases/{slug}.docx",
    "/releases/{slug}.txt", "/releases/{slug}.json", "/releases/{slug}.xml", "/releases/{slug}/text.pdf",
    "/releases/{slug}/corrigenda/1/", "/releases/{key}/", "/statements/{slug}.pdf", "/statements/{slug}/release/",
    "/statements/{slug}/sign/", "/statements/{slug}/silence/", "/embargo/{key}/", "/embargo/{hash}/", "/copies/{hash}/",
    "/api/v1/", "/api/v1/openapi.json", "/api/v1/releases/", "/api/v1/releases/{slug}/", "/api/v1/statements/",
    "/api/v1/statements/{slug}/", "/media/{slug}.pdf", "/static/{slug}.pdf", "/meetings/{meeting}/statement/",
    "/meetings/{meeting}.ics",
]  # fmt: skip


@dataclass(frozen=True)
class Secret:
    """A text that outsiders know nothing of: its address, the keys and hashes of its rows, its words."""

    slug: str
    keys: tuple[str, ...]
    hashes: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def traces(self) -> set[str]:
        """The words in every form in which an answer might carry them."""
        found: set[str] = set()
        for word in self.words:
            found |= {word, word.lower(), word[::-1], quote(word), word.encode().hex()}
            found |= {base64.b64encode(b" " * shift + word.encode()).decode()[4:-4] for shift in range(3)}
        return found


@dataclass(frozen=True)
class Told:
    """All that one answer tells."""

    status: int
    headers: dict[str, str]
    content: bytes
    queries: int

    def differs_in(self, other: "Told") -> list[str]:
        names = self.headers.keys() | other.headers.keys()
        found = [name for name in sorted(names) if self.headers.get(name) != other.headers.get(name)]
        found += ["status"] if self.status != other.status else []
        found += ["queries"] if self.queries != other.queries else []
        same = self.content == other.content or (
            _is_made(self.content) and words_of(self.content) == words_of(other.content)
        )
        return found if same else [*found, "body"]


@dataclass
class Outsider:
    """One person who may not read the text, and what each request told them."""

    who: Principal
    client: Client
    read: dict[str, set[str]] = field(default_factory=dict)

    def hear(self, paths: Iterable[str]) -> dict[str, Told]:
        """What each address tells; the first time an address is asked, the parameters that its view reads are noted."""
        return {path: self._ask(path) for path in paths}

    def _ask(self, path: str) -> Told:
        counted: list[str] = []
        read = self.read.setdefault(path.partition("?")[0], set())
        kept = {name: morsel.value for name, morsel in self.client.cookies.items()}
        with transaction.atomic(), connection.execute_wrapper(_counting(counted)), watching(read):
            response: Any = self.client.get(path, secure=True)
            content = response.getvalue() if response.streaming else response.content
            transaction.set_rollback(True)
        self.client.cookies.clear()
        for name, value in kept.items():
            self.client.cookies[name] = value
        headers = {name: value for name, value in response.headers.items() if name not in HEADERS}
        content = DRAWN.sub(b"", content)
        if _is_made(content):
            headers.pop("ETag", None)
            headers.pop("Content-Length", None)
        return Told(response.status_code, headers, content, len(counted))


def outsiders(stage: Stage, sign_in: SignIn) -> Iterator[Outsider]:
    """Nobody in particular, a guest of the very meeting, an administrator, and a delegation that is no party."""
    for name in ("anonymous", "guest", "administrator", "can.coordinator"):
        who = next(each for each in PRINCIPALS if each.name == name)
        yield Outsider(who, client_of(who, stage, sign_in))


def paths_for(who: Principal, stage: Stage, secrets: list[Secret]) -> list[str]:
    """Every address that this person's door lets through, of what is there, of what is not, and of the texts by name: the
    first of them by each, the others by their own pages. And what anybody might guess, of the last, as somebody without account.
    """
    found: dict[str, None] = {}
    for name, kind, path in requests_of(stage):
        if kind != "foreign" and _is_asked(name, who):
            found[path] = None
    for name, rights in RIGHTS.items():
        if not _is_asked(name, who) or not (rights.argument or rights.more):
            continue
        about = {rights.argument: secrets[0].slug} if rights.argument else {}
        found |= _paths(name, dict(rights.more) | about, [secrets[0].slug, *secrets[0].keys[:2], secrets[0].hashes[0]])
    found |= {f"/statements/{secret.slug}/": None for secret in secrets}
    if who.name == "anonymous":
        for secret in secrets[:1]:
            facts = {
                "slug": secret.slug,
                "word": quote(secret.words[0]),
                "key": secret.keys[0],
                "hash": secret.hashes[0],
            }
            found |= {each.format(**facts, meeting=stage.things["meeting"]["shared"]): None for each in GUESSES}
    return list(found)


def parameters_for(outsider: Outsider, secret: Secret) -> list[str]:
    """Every parameter that some view read, filled with what only somebody who knows the text would ask for."""
    values = (quote(secret.words[0]), secret.slug, secret.keys[0])
    return [
        f"{path}?{name}={value}"
        for path, names in outsider.read.items()
        if secret.slug not in path
        for name in sorted(names)
        for value in values
    ]


def leaks(told: dict[str, Told], secrets: Iterable[Secret]) -> list[tuple[str, str]]:
    """Where an answer carries a word of a text, in whatever form."""
    traces = set().union(*(secret.traces for secret in secrets))
    found = []
    for path, answer in told.items():
        asked = unquote(path)
        text = words_of(answer.content) + str(answer.headers)
        text += unquote(text)
        # What was asked may be said back.
        found += [(path, trace) for trace in traces if trace in text and trace not in asked]
    return found


def differences(before: dict[str, Told], after: dict[str, Told]) -> list[tuple[str, list[str]]]:
    """Which answers tell that something has changed, and by what."""
    return [
        (path, found)
        for path, told in before.items()
        if path not in NUMBERS and (found := told.differs_in(after[path]))
    ]


def _is_asked(name: str, who: Principal) -> bool:
    return "GET" in METHODS_OF[name] and not EACH_TIME.match(name) and kept_out(name, RIGHTS[name], who) is None


def _paths(name: str, values: dict[str, Any], secret: list[str]) -> dict[str, None]:
    """An address with each of its parts replaced by what names the text, as far as it takes that."""
    found: dict[str, None] = {}
    for argument in values:
        for value in secret:
            with suppress(NoReverseMatch):
                found[reverse(name, kwargs=values | {argument: value})] = None
    return found


def _is_made(content: bytes) -> bool:
    return content[:4] in {b"%PDF", b"PK\x03\x04"}


def _counting(counted: list[str]) -> Callable[..., Any]:
    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counted.append(sql)
        return execute(sql, params, many, context)

    return count
