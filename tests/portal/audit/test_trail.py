"""The trail: what is recorded, who reads it, and that nobody can change it unseen."""

import json

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.audit.models import Entry, Link
from portal.audit.operations import detail_of, record
from portal.audit.verifying import faults
from portal.core.reader import reading_as
from portal.embedded.provisioning import role_url
from portal.people.readers import everybody


def act(user, verb="meetings.meeting.moved", **facts):
    with reading_as(user.reader):
        return record(verb, user, actor=user, **({"releasable_to": [user.code]} | facts))


def test_an_act_keeps_who_what_and_why(world):
    number = act(world.usa.coordinator, reason="because", count=2)
    with reading_as(world.usa.coordinator.reader):
        entry = Entry.objects.get(pk=number)
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
        number = record("meetings.meeting.moved", world.usa.head, actor=world.usa.head, releasable_to=["MEX"])
        assert Entry.objects.get(pk=number).actor == str(world.mex.member.pk)


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
    with reading_as(world.usa.member.reader):
        assert list(Link.objects.order_by("seq").values_list("seq", flat=True)) == list(
            range(1, Link.objects.count() + 1)
        )
    assert head.startswith(f"{Link.objects.count()}:")


def test_an_undone_act_leaves_no_trace(world):
    before = Link.objects.count()
    with transaction.atomic():
        act(world.usa.member)
        transaction.set_rollback(True)
    assert Link.objects.count() == before


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


TAMPERS = {
    "a changed name": ("UPDATE audit_entry SET actor_name = 'somebody' WHERE seq = 4", 4),
    "a changed act": ("UPDATE audit_entry SET action = 'x' WHERE seq = 4", 4),
    "a changed detail": ("UPDATE audit_entry SET detail = '{}' WHERE seq = 4", 4),
    "a changed time": ("UPDATE audit_entry SET at = at + interval '1 second' WHERE seq = 4", 4),
    "a changed actor": ("UPDATE audit_entry SET actor = '-' WHERE seq = 4", 4),
    "a changed subject": ("UPDATE audit_entry SET subject_id = 'x' WHERE seq = 4", 4),
    "a wider circle": ("UPDATE audit_entry SET releasable_to = '{USA,MEX}' WHERE seq = 4", 4),
    "a changed side": ("UPDATE audit_entry SET delegation = 'MEX' WHERE seq = 4", 4),
    "a changed salt": ("UPDATE audit_entry SET salt = '' WHERE seq = 4", 4),
    "a deleted entry": ("DELETE FROM audit_entry WHERE seq = 4", 4),
    "a deleted link": ("DELETE FROM audit_link WHERE seq = 4", 4),
    "both deleted": ("DELETE FROM audit_entry WHERE seq = 4; DELETE FROM audit_link WHERE seq = 4", 5),
    "a changed leaf": ("UPDATE audit_link SET leaf = '' WHERE seq = 4", 4),
    "a changed hash": ("UPDATE audit_link SET hash = '' WHERE seq = 4", 4),
    "two exchanged": (
        "UPDATE audit_entry SET seq = -1 WHERE seq = 4; UPDATE audit_entry SET seq = 4 WHERE seq = 5; "
        "UPDATE audit_entry SET seq = 5 WHERE seq = -1",
        4,
    ),
    "an inserted entry": (
        "INSERT INTO audit_entry SELECT 99, at, actor, actor_name, delegation, action, subject_kind, subject_id, "
        "subject_name, detail, releasable_to, administration, salt FROM audit_entry WHERE seq = 4",
        99,
    ),
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_superusers_tampering_is_found(written, owner_url, tamper):
    statement, first = TAMPERS[tamper]
    superuser(statement, owner_url)
    found, _head = faults(everybody())
    assert found
    assert found[0].seq == first


def test_a_cut_tail_is_found_by_a_head_noted_before(written, owner_url):
    _found, head = faults(everybody())
    superuser("DELETE FROM audit_entry WHERE seq > 7; DELETE FROM audit_link WHERE seq > 7", owner_url)
    assert faults(everybody())[0] == []
    found, _ = faults(everybody(), [head])
    assert [fault.seq for fault in found] == [10]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_link SET leaf = ''", "DELETE FROM audit_link", "TRUNCATE audit_entry", "TRUNCATE audit_link"],
)
def test_not_even_the_owner_changes_it(written, owner_url, statement):
    with psycopg.connect(owner_url) as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(statement)


def test_the_owner_does_not_even_see_the_entries(written, owner_url):
    with psycopg.connect(owner_url) as owner:
        assert owner.execute("UPDATE audit_entry SET action = 'x'").rowcount == 0


def test_the_command_says_that_it_holds(written, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert said.startswith("10 entries, unbroken. Head 10:")


def test_the_command_fails_where_it_does_not(written, owner_url):
    superuser("UPDATE audit_entry SET action = 'x' WHERE seq = 3", owner_url)
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
        number = record("meetings.meeting.moved", world.usa.member, releasable_to=["USA"], zeta="á", alpha=1)
        assert Entry.objects.get(pk=number).detail == json.dumps({"alpha": 1, "zeta": "á"}, ensure_ascii=False)


def test_the_page_reads_on_from_an_entry_and_leaves_none_out(world, sign_in):
    mine = [act(world.usa.coordinator, reason=str(number)) for number in range(120)]
    hidden = [act(world.mex.coordinator) for _number in range(60)]
    client = sign_in(world.usa.member)
    shown = lambda query: [  # noqa: E731
        row["entry"].seq for row in client.get(f"/audit/{query}", secure=True).context["rows"]
    ]
    down, query = [], ""
    while True:
        answer = client.get(f"/audit/{query}", secure=True)
        down += [row["entry"].seq for row in answer.context["rows"]]
        if not (older := answer.context["stretch"].older):
            break
        query = f"?before={older}"
    assert down == sorted(set(down), reverse=True)
    assert set(mine) <= set(down)
    assert not set(down) & set(hidden)
    assert answer.context["stretch"].newer == down[100]
    assert shown(f"?after={down[100]}") == down[50:100]
    assert shown(f"?after={down[49]}") == down[:50], "fewer than a page above: the latest"
    for odd in ("?before=x", "?before=-1", "?before=" + "9" * 40, "?after=" + "9" * 40, "?page=3"):
        assert shown(odd) == down[:50]


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_at_any_depth(world, sign_in, count, django_assert_num_queries):
    last = [act(world.usa.coordinator) for _number in range(count)][-1]
    client = sign_in(world.usa.member)
    client.get("/audit/", secure=True)
    for query in ("", f"?before={last - count + 2}"):
        with django_assert_num_queries(9):
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
        superuser(f"DELETE FROM audit_entry WHERE seq > {kept}; DELETE FROM audit_link WHERE seq > {kept}", owner_url)
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
