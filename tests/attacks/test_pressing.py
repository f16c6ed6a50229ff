"""Each form that creates, sent many times at the same moment by real threads on real connections: it does what it says once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import UploadedFile
from django.db import connections

from portal.core.checks import addresses
from portal.people.once import is_keyed
from tests.attacks.pressed import DECIDED, REWRITTEN
from tests.attacks.pressing import CREATING, Ground, Press, lay
from tests.factories.pages import Browser, seen_on
from tests.factories.people import make_world

MADE = (
    "SELECT e.action, count(*) FROM audit_entry AS e JOIN audit_link AS l ON l.entry = e.id WHERE l.seq > %s GROUP BY 1"
)
MAILED = (
    "SELECT message || ' ' || event, count(*) FROM notifications_outgoingmail WHERE NOT id = ANY (%s) "
    "GROUP BY message, event, recipient_id, address"
)


def test_every_address_that_takes_a_form_is_pressed_or_named():
    keyed = {name for _route, name, view in addresses() if "POST" in view.methods and is_keyed(view)}
    assert keyed == set(CREATING) | DECIDED | REWRITTEN


def test_many_copies_of_each_form_do_what_it_says_once(committed, sign_in, past_the_wall, attack):
    ground, wrong = lay(make_world()), []
    for name, press in CREATING.items():
        said = pressed(name, press, ground, sign_in, past_the_wall, attack.copies)
        if said:
            wrong.append(said)
    attack.tell(f"{len(CREATING)} forms, {attack.copies} copies of each at once: {len(wrong)} went wrong {wrong or ''}")
    assert wrong == []


def test_many_people_at_once_meet_no_error(committed, sign_in, past_the_wall, attack):
    """Copies with keys of their own are so many acts, or refusals with a sentence."""
    if not attack.is_full:
        pytest.skip("takes --attacks; what it found is raced in test_racing.py")
    ground, wrong = lay(make_world()), {}
    for name, press in CREATING.items():
        first, address = sign_in(ground.person(press.who)), press.where(ground)
        words = press.words(ground) | ({"seen": seen_on(first, address)} if press.sees else {})
        answers = Counter(status for status, _place, _said in send_at_once(first, address, words, attack.copies))
        if not set(answers) <= {200, 302, 409}:
            wrong[name] = answers
    attack.tell(
        f"{len(CREATING)} forms, {attack.copies} people with each at once: {len(wrong)} met an error {wrong or ''}"
    )
    assert wrong == {}


def pressed(name: str, press: Press, ground: Ground, sign_in: Any, past_the_wall: Any, copies: int) -> str:
    """What went wrong when a form was sent in copies at the same moment; "" if nothing did."""
    first, address = sign_in(ground.person(press.who)), press.where(ground)
    words = press.words(ground) | {"key": str(uuid4())} | ({"seen": seen_on(first, address)} if press.sees else {})
    last = past_the_wall("SELECT max(seq) FROM audit_link")[0][0]
    mails = [key for (key,) in past_the_wall("SELECT id FROM notifications_outgoingmail")]
    answers = send_at_once(first, address, words, copies)
    made = dict(past_the_wall(MADE, [last]))
    mailed = past_the_wall(MAILED, [mails])
    if {answer[0] for answer in answers} != {302} or len(set(answers)) > 1:
        return f"{name}: answered {Counter(answers)}"
    if not made or max(made.values()) > press.times:
        return f"{name}: did {made}"
    if any(count > 1 for _what, count in mailed):
        return f"{name}: mailed {mailed}"
    return ""


def send_at_once(first: Browser, address: str, words: dict[str, Any], copies: int) -> list[tuple[int, str, str]]:
    """Status, place to go and what is said there, of each copy, each sent on a connection of its own."""
    barrier = Barrier(copies)
    files = {field: (each.name, each.read()) for field, each in words.items() if isinstance(each, UploadedFile)}

    def send(_number: int) -> tuple[int, str, str]:
        client = Browser(raise_request_exception=False)
        client.cookies.load({key: morsel.value for key, morsel in first.cookies.items()})
        own = words | {field: type(words[field])(name, content) for field, (name, content) in files.items()}
        barrier.wait(60)
        try:
            answer = client.post(address, own, secure=True)
            said = " ".join(str(each) for each in get_messages(answer.wsgi_request))
            return answer.status_code, answer.get("Location", ""), said
        finally:
            connections.close_all()

    with ThreadPoolExecutor(copies) as pool:
        return list(pool.map(send, range(copies)))
