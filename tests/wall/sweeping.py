"""What each kind of person is answered at each address: asked once on a stage, and judged by several tests.

Every request is undone, so that no answer depends on an earlier one.
"""

import io
import logging
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from portal.core.checks import addresses
from portal.core.doors import Door
from portal.people.middleware import WITHOUT_FACTOR
from tests.factories.people import close_account
from tests.factories.work import NOTE
from tests.wall.asking import Address, Principal
from tests.wall.rights import RIGHTS
from tests.wall.stage import Stage

SignIn = Callable[..., Client]
# What is drawn anew for each form.
KEYS = rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|data-made="[^"]*"'


@dataclass(frozen=True)
class Answer:
    """One answer to a GET or a POST; what it says is kept packed."""

    name: str
    kind: str
    path: str
    status: int
    headers: dict[str, str]
    packed: bytes

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)


@dataclass(frozen=True)
class Sweep:
    """One person's answers at every address, and what was logged meanwhile."""

    answers: dict[tuple[str, str], Answer]
    log: str


METHODS_OF = {name: view.methods for _route, name, view in addresses()}
FORM = (f"key={uuid4()}", "application/x-www-form-urlencoded")
SWEEPS: dict[tuple[UUID, str], Sweep] = {}
POSTS: dict[tuple[UUID, str, str, str], Answer] = {}


def sweep(who: Principal, stage: Stage, sign_in: SignIn) -> Sweep:
    """Ask each address about each kind of thing, as this person; the second time, say what was answered the first time.

    What the door or the method alone decides, before anything is looked up, is asked of one kind of thing.
    """
    key = stage.key, who.name
    if key not in SWEEPS:
        client, written = client_of(who, stage, sign_in), io.StringIO()
        listener = logging.StreamHandler(written)
        logging.getLogger().addHandler(listener)
        try:
            answers: dict[tuple[str, str], Answer] = {}
            decided: set[str] = set()
            for name, kind, path in requests_of(stage):
                if "GET" not in METHODS_OF[name] or kept_out(name, RIGHTS[name], who) is not None:
                    if name in decided:
                        continue
                    decided.add(name)
                answers[name, kind] = answer(client, name, kind, path)
        finally:
            logging.getLogger().removeHandler(listener)
        SWEEPS[key] = Sweep(answers, written.getvalue())
    return SWEEPS[key]


def post(who: Principal, stage: Stage, client: Client, name: str, kind: str, path: str) -> Answer:
    """What an address answers to a form that says nothing; the second time, what was answered the first time."""
    key = stage.key, who.name, name, kind
    if key not in POSTS:
        POSTS[key] = answer(client, name, kind, path, "POST")
    return POSTS[key]


def kept_out(name: str, rights: Address, who: Principal) -> int | None:
    """What the door answers to somebody who may not pass it, before anything is looked up."""
    if rights.door is not Door.PUBLIC:
        if not who.is_let_in and not (who.name == "without factor" and name in WITHOUT_FACTOR):
            return 302
        if rights.door is Door.MEMBERS and not who.code:
            return 403
        if who.name == "guest" and rights.door not in {Door.SIGNED_IN, Door.GUESTS}:
            return 403
        if rights.door is Door.GUESTS and not who.code:
            return 403
        if rights.door is Door.ADMINISTRATORS and who.role != "administrator":
            return 403
    return None


def answer(client: Client, name: str, kind: str, path: str, method: str = "GET") -> Answer:
    response = ask(client, method, path)
    content = response.getvalue() if response.streaming else response.content
    return Answer(name, kind, path, response.status_code, dict(response.headers), zlib.compress(content, 1))


def client_of(who: Principal, stage: Stage, sign_in: SignIn) -> Client:
    if who.name == "anonymous":
        return Client()
    if who.name == "administrator":
        return settled(sign_in(stage.world.admin))
    if who.name == "guest":
        return settled(sign_in(stage.guest))
    if not who.is_let_in:
        client = sign_in(stage.world.usa.coordinator, factor=False)
        if who.name == "deactivated":
            close_account(stage.world.usa.coordinator)
        return client
    side, _, role = who.name.partition(".")
    return settled(sign_in(getattr(getattr(stage.world, side), role)))


def settled(client: Client) -> Client:
    """The first page of a session notes when it began; undone requests would each note it again."""
    client.get("/people/me/", secure=True)
    return client


def ask(client: Client, method: str, address: str) -> Any:
    """One request whose effects are undone; a form that is posted says nothing but its key."""
    cookies = client.cookies.output()
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.generic(method, address, *(FORM if method == "POST" else ()), secure=True)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        for name, value in kept.items():
            client.cookies[name] = value
    return response


def requests_of(stage: Stage) -> list[tuple[str, str, str]]:
    """Every address as (name, kind of thing, path)."""
    found = []
    for name, rights in RIGHTS.items():
        kinds = stage.things[rights.thing] if rights.thing else {"": None}
        for kind, key in kinds.items():
            values = dict(rights.more) | ({rights.argument: key} if rights.thing else {})
            found.append((name, kind, reverse(name, kwargs=values)))
    return found


@lru_cache(maxsize=500)
def words_of(content: bytes) -> str:
    """What an answer says; of a ZIP, what its files say and how they are called; of a PDF, what its pages say."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            content = b"".join(name.encode() + pack.read(name) for name in pack.namelist())
    if content.startswith(b"%PDF") and content != NOTE:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="replace")
