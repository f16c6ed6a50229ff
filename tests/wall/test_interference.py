"""What a side does in private changes nothing that others see: not a page, not a file, not a tag, count, or date."""

import re
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from meetings.agendas import operations as agendas
from meetings.agendas.models import Item
from meetings.negotiation import operations as statements
from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph, Statement
from portal.core.reader import Reader, reading_as
from tests.factories.documents import make_document, make_pack
from tests.factories.gaps import make_draft_gap
from tests.factories.plans import make_plan, write
from tests.factories.practices import make_draft_practice
from tests.factories.requests import make_draft_request
from tests.factories.work import make_action_item
from tests.wall.asking import PRINCIPALS
from tests.wall.stage import NOW
from tests.wall.sweeping import KEYS, METHODS_OF, Answer, answer, client_of, requests_of, words_of
from workinggroup.actionitems.operations import report_progress
from workinggroup.commitments.models import Commitment
from workinggroup.flows.models import Vintage
from workinggroup.flows.operations import withdraw_vintage

# Drawn anew for each answer: keys of forms, by what an upload's progress is asked, the hour of the answer, the secret of a factor
# that is being set up.
DRAWN = re.compile(KEYS + rb'|data-server="[^"]*"|DTSTAMP:\w*|name="progress" value="[^"]*"|/bring/[0-9a-f-]{36}/')
HEADERS = {"Date", "Expires", "Content-Length", "Set-Cookie"}
EACH_TIME = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_signup_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
}
WATCHERS = ["usa.coordinator", "sec.member"]


@pytest.mark.parametrize("name", WATCHERS)
def test_nobody_else_notices_what_a_side_does_among_itself(stage, sign_in, name):
    who = next(each for each in PRINCIPALS if each.name == name)
    client = client_of(who, stage, sign_in)
    asked = [each for each in requests_of(stage) if "GET" in METHODS_OF[each[0]] and each[0] not in EACH_TIME]
    before = [answer(client, *each) for each in asked]
    act_in_private(stage)
    after = [answer(client, *each) for each in asked]
    assert [old.path for old, new in zip(before, after, strict=True) if shown(old) != shown(new)] == []


def test_what_is_done_in_private_is_noticed_by_those_who_may(stage, sign_in):
    """Else the test above would prove nothing."""
    who = next(each for each in PRINCIPALS if each.name == "mex.coordinator")
    client = client_of(who, stage, sign_in)
    asked = [each for each in requests_of(stage) if each[0] in {"documents:meeting", "negotiation:paragraph", "trail"}]
    before = [answer(client, *each) for each in asked]
    act_in_private(stage)
    after = [answer(client, *each) for each in asked]
    moved = {old.name for old, new in zip(before, after, strict=True) if shown(old) != shown(new)}
    assert moved == {each[0] for each in asked}


@pytest.mark.parametrize(("code", "moves"), [("USA", False), ("GTM", False), ("SEC", False), ("MEX", True)])
def test_sql_shows_nobody_else_what_a_side_does_among_itself(stage, code, moves):
    """Every table, as the policies show it, row by row."""
    before = rows_of(code)
    act_in_private(stage)
    after = rows_of(code)
    assert len(before) > 40
    moved = {table for table in before if before[table] != after[table]}
    things = {"actionitem", "vintage", "gap", "gappassage", "plan", "plansection", "practice", "informationrequest"}
    assert {f"workinggroup_{thing}" for thing in things} <= moved if moves else moved == set()


def rows_of(code: str) -> dict[str, str]:
    """A digest of what each table shows a side."""
    found: dict[str, str] = {}
    with reading_as(Reader(code)):
        for table in connection.introspection.table_names():
            with suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} AS t")
                found[table] = cursor.fetchone()[0]
    return found


def act_in_private(stage) -> None:
    """Mexico comments, drafts, notes, plans, reports, collects papers and takes figures back, each for itself alone.

    So it drafts a gap, a plan, a practice and a request that name the others.
    """
    mex, things = stage.world.mex, stage.things
    with reading_as(mex.coordinator.reader):
        meeting = Meeting.objects.get(slug=things["meeting"]["shared"])
        text = Statement.objects.get(slug=things["negotiation"]["shared"])
        paragraph = Paragraph.objects.select_related("statement__meeting").get(statement=text, anchor="p01")
        version = paragraph.versions.latest("seq")
        rows = Item.objects.visible_to(mex.member).filter(agenda__meeting=meeting)
        # On the item that is closed to the United States Mexico has notes already.
        item = next(each for each in rows if "CANARY" not in str(each.title))
        promise = Commitment.objects.get(pk=things["commitment"]["shared"])
    facts = {"actor": mex.negotiator, "now": NOW}
    with reading_as(mex.negotiator.reader):
        statements.write_comment(paragraph=paragraph, text="Among ourselves.", is_shared=False, **facts)
        words = [{"en": "Otherwise still.", "es": "De otro modo."}]
        statements.draft_proposal(
            statement=text, kind="replace", paragraph=paragraph, base=version, texts=words, rationale="", **facts
        )
    with reading_as(mex.member.reader):
        agendas.annotate_item(item=item, actor=mex.member, seen=0, position="Ours.")
    own = make_action_item(mex.coordinator, promise, title="Ours", only_us=True, assignee=mex.member)
    with reading_as(mex.member.reader):
        report_progress(item=own, actor=mex.member, now=NOW, standing="at_risk", text="Ours.")
    make_document(mex.member, meeting, title="Ours", text="Ours", readers=[])
    make_pack(mex.coordinator, meeting)
    with reading_as(mex.member.reader):
        withdraw_vintage(vintage=Vintage.objects.get(dataset__delegation="MEX"), actor=mex.member, reason="Ours.")
    make_draft_gap(mex.member, ["GTM", "USA"])
    write(mex.coordinator, make_plan(mex.coordinator, promise, ("MEX", "USA")))
    make_draft_practice(mex)
    make_draft_request(mex, "USA")


def shown(each: Answer) -> tuple[int, dict[str, str], object]:
    """What an answer tells, without what is drawn for it alone. Of a file that was made, what its pages say."""
    headers = {name: value for name, value in each.headers.items() if name not in HEADERS}
    made = each.content[:4] in {b"%PDF", b"PK\x03\x04"}
    if made:
        headers.pop("ETag", None)
    return each.status, headers, words_of(each.content) if made else DRAWN.sub(b"", each.content)
