"""The trail: what is recorded, who reads it, and that nobody can change it unseen."""

import json
import re
from hashlib import sha256

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.audit.models import Entry, Head, Link
from portal.audit.operations import detail_of, record
from portal.audit.verifying import faults, leaf
from portal.core.reader import PORTAL, reading_as
from portal.embedded.provisioning import role_url
from portal.people.readers import everybody


def act(user, verb="meetings.meeting.moved", **facts):
    with reading_as(user.reader):
        return record(verb, user, actor=user, **({"releasable_to": [user.code]} | facts))


def test_an_act_keeps_who_what_and_why(world):
    key = act(world.usa.coordinator, reason="because", count=2)
    with reading_as(world.usa.coordinator.reader):
        entry = Entry.objects.get(pk=key)
    assert (entry.actor, entry.actor_name, entry.delegation) == (
        str(world.usa.coordinator.pk), "coordinator.usa", "USA",
    )  # fmt: skip
    assert (entry.action, entry.subject_kind, entry.subject_name) == (
        "meetings.meeting.moved",
        "User",
        "coordinator.usa",
    )
    assert detail_of(entry) == {"reason": "because", "count": 2}


def test_the_acting_person_cannot_be_forged(world):
    """The name is lent; who acted is what the signed context says."""
    with reading_as(world.mex.member.reader):
        key = record("meetings.meeting.moved", world.usa.head, actor=world.usa.head, releasable_to=["MEX"])
        assert Entry.objects.get(pk=key).actor == str(world.mex.member.pk)


def test_entries_are_read_by_those_they_concern(world):
    shared = act(world.usa.coordinator, releasable_to=["USA", "MEX"])
    own = act(world.usa.member)
    account = act(world.admin, releasable_to=[], administration=True)

    def seen(user):
        with reading_as(user.reader):
            return set(Entry.objects.values_list("pk", flat=True)), set(
                Entry.objects.visible_to(user).values_list("pk", flat=True)
            )

    for user, expected in (
        (world.usa.head, {shared, own}),
        (world.mex.head, {shared}),
        (world.gtm.head, set()),
        (world.sec.coordinator, set()),
        (world.admin, {account}),
    ):
        wall, query = seen(user)
        assert wall & {shared, own, account} == expected
        assert query & {shared, own, account} == expected


def test_numbers_have_no_gap_and_the_chain_verifies(world):
    for _ in range(5):
        act(world.usa.member)
    found, head = faults(everybody())
    assert found == []
    with reading_as(PORTAL):
        numbers = list(Link.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert head.startswith(f"{len(numbers)}:")


def test_an_undone_act_leaves_no_trace(world):
    before = faults(everybody())[1]
    with transaction.atomic():
        act(world.usa.member)
        transaction.set_rollback(True)
    assert faults(everybody())[1] == before


@pytest.fixture
def written(committed):
    """Ten committed acts, and a superuser's connection past every trigger."""
    from tests.factories.people import make_world

    world = make_world()
    for number in range(10):
        act(world.usa.member, count=number)
    return world


def superuser(statement: str, owner_url: str) -> None:
    import os

    admin = os.environ["PORTAL_TEST_ADMIN_URL"]
    name = connection.settings_dict["NAME"]
    user = psycopg.conninfo.conninfo_to_dict(admin)["user"]
    with psycopg.connect(role_url(admin, user, name), autocommit=True) as attacker:
        attacker.execute("SET session_replication_role = replica")
        attacker.execute(statement)


NO_KEY = "00000000-0000-0000-0000-000000000000"
CUT = "DELETE FROM audit_entry WHERE id IN (SELECT entry FROM audit_link WHERE seq > {0}); DELETE FROM audit_link WHERE seq > {0}"
FOURTH, FIFTH = ("(SELECT entry FROM audit_link WHERE seq = 4)", "(SELECT entry FROM audit_link WHERE seq = 5)")
TAMPERS = {
    "a changed name": (f"UPDATE audit_entry SET actor_name = 'somebody' WHERE id = {FOURTH}", 4),
    "a changed act": (f"UPDATE audit_entry SET action = 'x' WHERE id = {FOURTH}", 4),
    "a changed detail": (f"UPDATE audit_entry SET detail = '{{}}' WHERE id = {FOURTH}", 4),
    "a changed time": (f"UPDATE audit_entry SET at = at + interval '1 second' WHERE id = {FOURTH}", 4),
    "a changed actor": (f"UPDATE audit_entry SET actor = '-' WHERE id = {FOURTH}", 4),
    "a changed subject": (f"UPDATE audit_entry SET subject_id = 'x' WHERE id = {FOURTH}", 4),
    "a wider circle": (f"UPDATE audit_entry SET releasable_to = '{{USA,MEX}}' WHERE id = {FOURTH}", 4),
    "a changed side": (f"UPDATE audit_entry SET delegation = 'MEX' WHERE id = {FOURTH}", 4),
    "a changed salt": (f"UPDATE audit_entry SET salt = '' WHERE id = {FOURTH}", 4),
    "a deleted entry": (f"DELETE FROM audit_entry WHERE id = {FOURTH}", 4),
    "a deleted link": ("DELETE FROM audit_link WHERE seq = 4", 5),
    "both deleted": (f"DELETE FROM audit_entry WHERE id = {FOURTH}; DELETE FROM audit_link WHERE seq = 4", 5),
    "a changed leaf": ("UPDATE audit_link SET leaf = '' WHERE seq = 4", 4),
    "a changed hash": ("UPDATE audit_link SET hash = '' WHERE seq = 4", 4),
    "two exchanged": (
        f"UPDATE audit_entry SET id = '{NO_KEY}' WHERE id = {FOURTH}; UPDATE audit_entry SET id = {FOURTH} WHERE id = {FIFTH}; "
        f"UPDATE audit_entry SET id = {FIFTH} WHERE id = '{NO_KEY}'",
        4,
    ),
    "an inserted entry": (
        "INSERT INTO audit_entry SELECT gen_random_uuid(), e.at, actor, actor_name, delegation, action, subject_kind, "
        "subject_id, subject_name, detail, releasable_to, administration, salt "
        "FROM audit_entry AS e JOIN audit_link AS l ON l.entry = e.id WHERE seq = 4",
        0,
    ),
    "a changed hour": ("UPDATE audit_link SET at = at - interval '1 day' WHERE seq = 4", 4),
    "a changed head": ("UPDATE audit_head SET hash = sha256('x') WHERE reader = 'USA'", 0),
    "a head that counts less": ("UPDATE audit_head SET acts = acts - 1 WHERE reader = 'USA'", 0),
    "a deleted head": ("DELETE FROM audit_head WHERE reader = 'USA'", 0),
    "a head of nobody": ("INSERT INTO audit_head VALUES ('XXX', 1, '')", 0),
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_superusers_tampering_is_found(written, owner_url, tamper):
    statement, first = TAMPERS[tamper]
    superuser(statement, owner_url)
    found, _head = faults(everybody())
    assert found
    assert found[0].seq == first


def test_a_cut_tail_is_found_by_a_head_noted_before(written, owner_url):
    """Every reader's head tells, unless whoever cuts is careful enough to turn them back."""
    with reading_as(PORTAL):
        heads = list(Head.objects.values_list("hash", "acts", "reader"))
    for number in range(3):
        act(written.usa.member, count=number)
    _found, head = faults(everybody())
    superuser(CUT.format(10), owner_url)
    assert {fault.reason for fault in faults(everybody())[0]} >= {"the head of USA does not fit the entries"}
    turned = [
        f"UPDATE audit_head SET hash = '\\x{bytes(h).hex()}', acts = {n} WHERE reader = '{r}'" for h, n, r in heads
    ]
    superuser("; ".join(turned), owner_url)
    assert faults(everybody())[0] == []
    found, _ = faults(everybody(), [head])
    assert [fault.seq for fault in found] == [13]


@pytest.mark.parametrize(
    "statement",
    ["TRUNCATE audit_entry", "TRUNCATE audit_link", "TRUNCATE audit_dailyhead"],
)
def test_not_even_the_owner_empties_it(written, owner_url, statement):
    with psycopg.connect(owner_url) as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(statement)


@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
def test_not_even_the_owner_changes_it(written, owner_url, table):
    """The wall hides the rows from a change; without it the trigger refuses."""
    with psycopg.connect(owner_url) as owner:
        for statement in (f"UPDATE {table} SET at = now()", f"DELETE FROM {table}"):
            assert owner.execute(statement).rowcount == 0
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for statement in (f"UPDATE {table} SET at = now()", f"DELETE FROM {table}"):
            with pytest.raises(psycopg.errors.RestrictViolation), owner.transaction():
                owner.execute(statement)
        owner.rollback()


def test_the_command_says_that_it_holds(written, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert said.startswith("10 entries, unbroken. Head 10:")


def test_the_command_fails_where_it_does_not(written, owner_url):
    superuser("UPDATE audit_entry SET action = 'x' WHERE id = (SELECT entry FROM audit_link WHERE seq = 3)", owner_url)
    with pytest.raises(CommandError, match="3: the entry does not fit its link"):
        call_command("verify_audit")


def test_four_writers_leave_no_gap(written):
    """Real connections that write at once."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    def write(number):
        act(written.usa.member, count=number)
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(40)))
    found, head = faults(everybody())
    assert found == []
    assert head.startswith("50:")


def test_the_page_shows_my_sides_acts_alone(world, sign_in):
    act(world.usa.member, "meetings.statement.imported")
    act(world.mex.member, "meetings.agenda.item_added")
    page = sign_in(world.usa.head).get("/audit/", secure=True).content.decode()
    assert "brought in the statement" in page
    assert "added the agenda item" not in page


def test_an_act_without_words_is_refused(world):
    with reading_as(world.usa.member.reader), pytest.raises(LookupError, match=r"tests\.thing\.done has no words"):
        record("tests.thing.done", world.usa.member, releasable_to=["USA"])


def test_details_are_canonical_json(world):
    with reading_as(world.usa.member.reader):
        key = record("meetings.meeting.moved", world.usa.member, releasable_to=["USA"], zeta="á", alpha=1)
        assert Entry.objects.get(pk=key).detail == json.dumps({"alpha": 1, "zeta": "á"}, ensure_ascii=False)


def test_the_page_reads_on_from_an_entry_and_leaves_none_out(world, sign_in):
    mine = [act(world.usa.coordinator, reason=str(number)) for number in range(120)]
    hidden = [act(world.mex.coordinator) for _number in range(60)]
    client = sign_in(world.usa.member)
    shown = lambda query: [  # noqa: E731
        row["entry"].pk for row in client.get(f"/audit/{query}", secure=True).context["rows"]
    ]
    down, query = [], ""
    while True:
        answer = client.get(f"/audit/{query}", secure=True)
        down += [row["entry"].pk for row in answer.context["rows"]]
        if not (older := answer.context["stretch"].older):
            break
        query = f"?before={older}"
    assert len(down) == len(set(down))
    assert [key for key in down if key in mine] == mine[::-1]
    assert answer.context["stretch"].newer == down[100]
    assert shown(f"?after={down[100]}") == down[50:100]
    assert shown(f"?after={down[49]}") == down[:50], "fewer than a page above: the latest"
    for odd in (
        "?before=x",
        "?before=-1",
        "?after=" + "9" * 40,
        f"?before={hidden[0]}",
        f"?after={hidden[30]}",
        "?page=3",
    ):
        assert shown(odd) == down[:50]


@pytest.mark.parametrize("count", [2, 3, 400])
def test_the_page_costs_the_same_queries_at_any_depth(world, sign_in, count, django_assert_num_queries):
    acts = [act(world.usa.coordinator) for _number in range(count)]
    client = sign_in(world.usa.member)
    client.get("/audit/", secure=True)
    for query, questions in (("", 10), (f"?before={acts[1]}", 11)):
        with django_assert_num_queries(questions):
            page = client.get(f"/audit/{query}", secure=True).content.decode()
        assert 0 < page.count('<td class="nowrap">') <= 50


def verify(capsys, **options) -> str:
    call_command("verify_audit", **options)
    return capsys.readouterr().out


def test_where_a_head_was_noted_a_shortened_trail_is_not_unbroken(written, owner_url, tmp_path, capsys):
    note = tmp_path / "head"
    head = verify(capsys, note=note).split()[-1]
    assert note.read_text() == f"{head}\n"
    act(written.usa.member)
    assert "unbroken" in verify(capsys, expect=note)
    for kept in (7, 0):
        superuser(CUT.format(kept), owner_url)
        with pytest.raises(CommandError, match="noted earlier is no longer in the chain"):
            call_command("verify_audit", expect=note)


def test_an_empty_trail_verifies_nothing(db, tmp_path, capsys):
    """What a failed restore leaves behind: success was told for it."""
    with pytest.raises(CommandError, match="The trail is empty"):
        call_command("verify_audit")
    note = tmp_path / "head"
    verify(capsys, note=note)
    assert "0 entries" in verify(capsys, expect=note)


@pytest.mark.parametrize(("content", "words"), [("", "No head is noted"), (None, "cannot be read")])
def test_a_note_that_says_nothing_is_no_proof(written, tmp_path, content, words):
    note = tmp_path / "head"
    if content is not None:
        note.write_text(content)
    with pytest.raises(CommandError, match=words):
        call_command("verify_audit", expect=note)


def heads_on(client) -> list[str]:
    return re.findall(r'<span class="hash">([^<]+)</span>', client.get("/audit/", secure=True).content.decode())


def test_a_readers_heads_are_over_what_the_reader_may_see(world, sign_in):
    """Its own fold over its own entries, and nothing that others do moves it: not their acts, not their number."""
    act(world.usa.member)
    act(world.usa.coordinator, releasable_to=["USA", "MEX"])
    act(world.usa.member, releasable_to=[], administration=True)
    reader = sign_in(world.usa.member)
    seen = heads_on(reader)
    with reading_as(world.usa.member.reader):
        entries = list(Entry.objects.visible_to(world.usa.member).order_by("at"))
        assert Link.objects.count() == 0
        assert {head.reader for head in Head.objects.all()} == {"USA", str(world.usa.member.pk)}
    expected = []
    for name in ("USA", str(world.usa.member.pk)):
        folded, number = sha256(b"").digest(), 0
        for entry in entries:
            if name in {*entry.releasable_to, entry.actor}:
                number += 1
                folded = sha256(folded + str(number).encode() + leaf(entry)).digest()
        expected.append(f"{name}:{number}:{folded.hex()[:32]}")
    assert seen == expected
    for other in (world.mex.member, world.usa.coordinator):
        act(other, releasable_to=["MEX"] if other.code == "MEX" else [], administration=other.code == "USA")
    assert heads_on(reader) == seen
    assert faults(everybody(), seen)[0] == []
    act(world.usa.head)
    assert heads_on(reader)[0] != seen[0]
    assert faults(everybody(), seen)[0] == []


@pytest.mark.parametrize(
    "head", ["USA:1:" + "0" * 32, "USA:1:", "USA:999:" + "0" * 32, "0" * 64, "1:" + "0" * 64, "x", ":", "a:b:c:d"]
)
def test_a_head_that_never_was_is_a_fault(world, head):
    act(world.usa.member)
    assert [fault.reason for fault in faults(everybody(), [head])[0]] == [
        "a head noted earlier is no longer in the chain"
    ]
