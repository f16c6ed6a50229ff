"""The outsider's probe: before its instant a text is nowhere. No word of it is told, no status, header, size or number of
queries differs from a portal in which it does not exist; from then on the public reads it in every language, and nothing more.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from hashlib import md5
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from meetings.adoption.models import Silence
from meetings.negotiation.operations.opening import open_statement
from meetings.negotiation.operations.stages import begin_negotiation
from meetings.release.models import ReleasedFile, ReleasedText
from meetings.release.operations import confirm_plan, place_hold, propose_plan, release_due
from meetings.release.states import Mode
from meetings.revisions.operations import freeze_text
from meetings.rounds.models import Meeting
from meetings.statements.course import turn_statement
from meetings.statements.gate import lock_statement
from meetings.statements.models import Statement
from meetings.statements.states import Status
from meetings.texts.blocks import split_text
from portal.core.clock import database_now
from portal.core.reader import NOBODY, Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.people.operations import make_feed
from portal.people.readers import everybody, reader_of
from tests.factories import closing
from tests.factories.closing import heads_of, make_released
from tests.factories.people import make_world
from tests.factories.work import NOW, make_meeting, make_negotiation
from tests.scenes import scene
from tests.wall.outsiders import Outsider, Secret, Told, differences, leaks, outsiders, parameters_for, paths_for
from tests.wall.stage import Stage

STAGES = ("scheduled", "held", "confirming", "signed", "sign_off", "silence", "final_text")
# How many of the many filled parameters are asked each time.
DRAWN = 40


@scene
def bare(stage) -> Stage:
    """The same stage, on which the fourth delegation knows of the meeting and has a calendar."""
    with reading_as(stage.world.sec.coordinator.reader):
        meeting = Meeting.objects.get(slug=stage.things["meeting"]["shared"])
        meeting.releasable_to = sorted({*meeting.releasable_to, "CAN"})
        meeting.save()
    can = stage.world.can.coordinator
    with reading_as(can.reader):
        stage.things["feed"] = {"can": make_feed(actor=can, now=NOW)}
    return stage


def write(stage: Stage, meeting: Meeting, mark: str) -> Statement:
    """A text under negotiation with words of its own in its title and its paragraphs."""
    chair = stage.world.gtm.head
    words = {"en": f"{mark}TITLE", "es": f"{mark}TITULO"}
    blocks = {"en": f"{mark}ENGLISH was said.\n\nThe end.", "es": f"{mark}ESPANOL se dijo.\n\nFin."}
    with reading_as(chair.reader):
        statement = open_statement(
            meeting=meeting,
            actor=chair,
            now=NOW,
            title=words,
            blocks={code: split_text(text) for code, text in blocks.items()},
            dated=date(2026, 5, 7),
            chair=chair,
        )
        return begin_negotiation(statement=statement, actor=chair, now=NOW)


def hide(stage: Stage, meeting: Meeting, name: str, **facts: Any) -> Secret:
    """A text at one stage, with the acts and the mails of its way; returns what outsiders might look for."""
    world, mark = stage.world, f"KNRY{name.replace('_', '').upper()}"
    office, heads = world.sec.coordinator, closing.heads_of(world)
    text = write(stage, meeting, mark)
    with reading_as(office.reader):
        text = lock_statement(text)
        final = freeze_text(text, actor=office, now=NOW, is_final=True)
        text = turn_statement(text, Status.FINAL_TEXT, office, NOW, "finalised", final=final)
    keys = [text.pk, final.pk]
    if name == "silence":
        with reading_as(heads["GTM"].reader):
            marks = {"releasable_to": text.releasable_to, "editable_by": text.editable_by}
            spell = {"opened_by_name": "A", "opened_at": NOW, "deadline_at": database_now() + timedelta(days=2)}
            keys.append(Silence.objects.create(statement=text, revision=final, **spell, **marks).pk)
        text = closing.turn(text, Status.SILENCE, office)
    elif name != "final_text":
        text = closing.turn(text, Status.SIGN_OFF, office)
        for head in heads.values():
            if name != "sign_off" or head.code != "USA":
                keys.append(closing.sign(text, head, NOW).pk)
    if name in {"signed", "confirming", "scheduled", "held", "due"}:
        text = closing.turn(text, Status.SIGNED, office, signed_at=NOW)
    if name in {"confirming", "scheduled", "held", "due"}:
        keys.append(plan(text, heads, all_confirm=name != "confirming", **facts).pk)
    if name == "held":
        with reading_as(heads["USA"].reader):
            place_hold(statement=text, actor=heads["USA"], reason=f"{mark}REASON")
    # Behind the present stage, as the address of the public page will be made.
    public = f"2026-05-07-{mark.lower()}title"
    words = tuple(mark + word for word in ("TITLE", "TITULO", "ENGLISH", "ESPANOL", "REASON"))
    return Secret(text.slug, (public, *map(str, keys)), tuple(final.hashes.values()), words)


def plan(text: Statement, heads: Any, *, all_confirm: bool, at: Any = None) -> Any:
    """A plan of release, a day ahead if nothing is said, which all parties confirm or all but the last."""
    at = at or database_now() + timedelta(days=1)
    with reading_as(heads["GTM"].reader):
        made = propose_plan(
            statement=text, actor=heads["GTM"], mode=Mode.AT, at=at, clock=lambda: at - timedelta(hours=2)
        )
    for head in list(heads.values())[: None if all_confirm else -1]:
        with reading_as(head.reader):
            confirm_plan(statement=text, actor=head, plan=made, clock=lambda: at - timedelta(hours=1))
    return made


def asked_by(outsider: Outsider, stage: Stage, secrets: list[Secret]) -> list[str]:
    """All that this outsider asks."""
    paths = paths_for(outsider.who, stage, secrets)
    paths += [f"/calendar/{stage.things['feed']['can']}.ics"]
    return paths


def filled_by(outsider: Outsider, secrets: list[Secret]) -> list[str]:
    """Some of the parameters that its pages read, the same in each run, with what names a text."""
    filled = parameters_for(outsider, secrets[0])
    return random.Random(13).sample(filled, min(DRAWN, len(filled)))


def tables_of(reader: Reader) -> dict[str, str]:
    """A digest of what each table shows a reader."""
    found: dict[str, str] = {}
    with reading_as(reader):
        for table in connection.introspection.table_names():
            with suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} AS t")
                found[table] = cursor.fetchone()[0]
    return found


def meeting_of(stage: Stage) -> Meeting:
    with reading_as(stage.world.sec.coordinator.reader):
        return Meeting.objects.get(slug=stage.things["meeting"]["shared"])


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What a table shows to whom it shows nothing.
NOTHING = md5(b"").hexdigest()
PUBLISHED = ("/releases/", "/robots.txt", "/sitemap.xml")
READERS = [NOBODY, Reader("CAN"), Reader("GUESTS"), Reader(user_id=UUID(int=7), administers=True)]


def test_before_its_instant_a_text_is_nowhere(bare, sign_in):
    """At each stage up to the eve of the release: every address, and each parameter that some view reads, as each outsider."""
    people = list(outsiders(bare, sign_in))
    with undone():
        secrets = [hide(bare, meeting_of(bare), name) for name in STAGES]
        there = {each.who.name: each.hear(asked_by(each, bare, secrets)) for each in people}
        for each in people:
            there[each.who.name] |= each.hear(filled_by(each, secrets))
        shown = [tables_of(reader) for reader in READERS]
    without = {each.who.name: each.hear(there[each.who.name]) for each in people}
    for name, told in there.items():
        assert (name, differences(without[name], told)) == (name, [])
        assert (name, leaks(told, secrets)) == (name, [])
    assert [tables_of(reader) for reader in READERS] == shown
    assert len(there["can.coordinator"]) > 300
    assert len(there["anonymous"]) > 100


def test_the_probe_finds_a_text_that_one_outsider_may_read_by_mistake(bare, sign_in):
    """Else the test above would prove nothing: the same questions, with one mark too many on the row of one text."""
    outsider = next(each for each in outsiders(bare, sign_in) if each.who.code == "CAN")
    with undone():
        secret = hide(bare, meeting_of(bare), "scheduled")
        paths = ["/statements/", f"/statements/{secret.slug}/", f"/statements/{secret.slug}/revisions/"]
        there = outsider.hear(paths)
        with reading_as(bare.world.sec.coordinator.reader):
            rows = Statement.objects.filter(slug=secret.slug)
            rows.update(releasable_to=[*rows.get().releasable_to, "CAN"])
        spoiled = outsider.hear(paths)
    without = outsider.hear(paths)
    assert differences(without, there) == []
    assert {path for path, _what in differences(without, spoiled)} == set(paths)
    assert {what for _path, found in differences(without, spoiled) for what in found} >= {"status", "queries", "body"}
    assert {path for path, _trace in leaks(spoiled, [secret])} == set(paths)


@pytest.mark.parametrize(
    "form", ["KNRYDUETITLE", "%4BNRYDUETITLE", "x-ELTITEUDYRNK.pdf", "a4b4e52594455455449544c4561"]
)
def test_the_probe_knows_a_word_in_other_forms(form):
    secret = Secret("s", ("k",), ("h",), ("KNRYDUETITLE",))
    told = {"/": Told(404, {"Content-Disposition": form}, b"", 1)}
    assert [path for path, _trace in leaks(told, [secret])]


def test_no_mail_and_no_calendar_carries_a_word_of_it(bare, sign_in, smtp):
    """Nobody's: who may read the text reads it in the portal."""
    world = bare.world
    meeting = make_meeting(world.sec.coordinator, date(2090, 5, 7))
    secrets = [hide(bare, meeting, name) for name in STAGES]
    deliver_due(everybody(), reader_of)
    assert len(smtp.mails) > 20
    assert {mail["To"].partition("@")[0].rpartition(".")[2] for mail in smtp.mails} == {"gtm", "mex", "sec", "usa"}
    told = {}
    for number, mail in enumerate(smtp.mails):
        parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        told[str(number)] = Told(200, dict(mail.items()), "".join(parts).encode(), 0)
    for person in (world.usa.head, world.gtm.head):
        with reading_as(person.reader):
            feed = f"/calendar/{make_feed(actor=person, now=NOW)}.ics"
        client = sign_in(person)
        for path in (feed, feed + "?days", f"/meetings/{meeting.slug}/meeting.ics"):
            told[f"{person} {path}"] = Told(200, {}, client.get(path, secure=True).content, 0)
            assert b"BEGIN:VEVENT" in told[f"{person} {path}"].content
    assert leaks(told, secrets) == []


def test_one_second_before_nothing_is_out_and_at_the_instant_every_language_is(bare, sign_in):
    """The text goes out when the database's clock has come to the instant, and with it nothing else."""
    people = list(outsiders(bare, sign_in))
    at = database_now() - timedelta(seconds=30)
    with undone():
        secret = hide(bare, meeting_of(bare), "due", at=at)
        assert release_due(clock=lambda: at - timedelta(seconds=1)) == []
        asked = {each.who.name: asked_by(each, bare, [secret]) for each in people[:1]}
        few = ["/", "/statements/", f"/statements/{secret.slug}/", "/meetings/", "/people/me/"]
        asked |= {each.who.name: few for each in people[1:]}
        early = {each.who.name: each.hear(asked[each.who.name]) for each in people}
        assert [tables_of(reader)["meetings_releasedtext"] for reader in READERS] == [NOTHING] * 4
        [released] = release_due(clock=lambda: at)
        late = {each.who.name: each.hear(asked[each.who.name]) for each in people}
        with reading_as(NOBODY):
            [text] = ReleasedText.objects.public()
    without = {each.who.name: each.hear(asked[each.who.name]) for each in people}
    assert (text.released_at, text.slug) == (at, released.slug)
    assert all(word in text.canonical + str(text.title) for word in secret.words[:4])
    for name in asked:
        assert (name, differences(without[name], early[name])) == (name, [])
        # The public pages, and nothing else.
        assert [path for path, _what in differences(without[name], late[name]) if not path.startswith(PUBLISHED)] == []


def test_rows_are_everybodys_from_their_instant_by_the_databases_clock(world):
    """Of files of a released text nobody in particular reads those whose second has come, and no other a moment sooner."""
    office, here = world.sec.coordinator, database_now()
    text = make_released(make_negotiation(world, make_meeting(office)), heads_of(world), office, here)
    facts = {"text": text, "content": b"x", "sha256": "0", "made_at": here}
    marks = {"releasable_to": text.releasable_to, "editable_by": ["SEC"]}
    soon = database_now() + timedelta(seconds=1)
    instants = {"past": soon - timedelta(seconds=2), "now": here, "soon": soon, "later": soon + timedelta(hours=1)}
    with reading_as(Reader("SEC")):
        for form, at in (instants | {"none": None}).items():
            ReleasedFile.objects.create(form=form, released_at=at, **facts, **marks)
    is_out = False
    while not is_out:
        with reading_as(NOBODY):
            before = database_now()
            found = set(ReleasedFile.objects.values_list("form", flat=True))
            after = database_now()
        is_out = "soon" in found
        assert found - {"soon"} == {"past", "now"}
        assert is_out or before < soon
        assert not is_out or after >= soon


def test_with_a_policy_that_forgets_the_clock_the_probe_reports(committed, owner_url):
    """Changed by the owner of the tables, as a wrong migration would."""
    world, here = make_world(), database_now()
    office = world.sec.coordinator
    text = make_released(make_negotiation(world, make_meeting(office)), heads_of(world), office, here)
    with reading_as(office.reader):
        facts = {"text": text, "form": "pdf", "content": b"x", "sha256": "0", "made_at": here}
        marks = {"releasable_to": text.releasable_to, "editable_by": ["SEC"]}
        ReleasedFile.objects.create(released_at=here + timedelta(days=1), **facts, **marks)
    kept = [tables_of(reader) for reader in READERS]
    loosened = {
        "meetings_releasedfile": "released_at IS NOT NULL",
        "meetings_releaseplan": "true",
        "meetings_statement": "signed_at IS NOT NULL",
    }
    right = (
        "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = %s::regclass AND polname = 'portal_read'"
    )
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table, policy in loosened.items():
            [(before,)] = owner.execute(right, [table]).fetchall()
            owner.execute(f"ALTER POLICY portal_read ON {table} USING ({policy})")
            try:
                spoiled = [tables_of(reader) for reader in READERS]
            finally:
                owner.execute(f"ALTER POLICY portal_read ON {table} USING ({before})")
            for rows, bare in zip(kept, spoiled, strict=True):
                assert {name for name in rows if rows[name] != bare[name]} == {table}
    assert [tables_of(reader) for reader in READERS] == kept
