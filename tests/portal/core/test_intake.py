"""What comes in is cleaned before it is kept, and refused in words where it cannot be."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from meetings.rounds.models import Meeting
from portal.core.failures import server_error
from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.people import prefer, reload_user
from tests.factories.work import make_meeting

URLENCODED = "application/x-www-form-urlencoded"
ME = "/people/me/"
UNCLEAN = "INSERT INTO meetings_theme (rank, code, title) VALUES (99, 'a', '{\"en\": \"a\\u202eb\"}')"


def facts(client, **changes):
    held = {"name": "Ana", "language": "en", "time_zone": "", "seen": seen_on(client, ME), "key": str(uuid4())}
    return held | changes


def text_of(response):
    return response.content.decode()


def test_a_name_is_cleaned_before_it_is_kept(world, sign_in):
    client = sign_in(world.usa.member)
    sent = client.post(ME, facts(client, name="\ufeffA\x07na\r\n\u202eP\u00adop\u2067 می\u200cخ"), secure=True)
    assert sent.status_code == 302
    assert reload_user(world.usa.member).name == "Ana Pop می\u200cخ"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Character 3 cannot be read or kept"), ("es", "El carácter 3 no")]
)
@pytest.mark.parametrize("bad", ["%00", "%ED%A0%80", "%EF%BF%BD"])
def test_what_cannot_be_kept_is_told_at_its_field(world, sign_in, bad, language, words):
    prefer(world.usa.member, language=language)
    client = sign_in(world.usa.member)
    body = "&".join(f"{key}={quote(value)}" for key, value in facts(client, name="An").items()).replace(
        "An&", f"An{bad}a&"
    )
    answer = client.generic("POST", ME, body, URLENCODED, secure=True)
    assert answer.status_code == 200
    assert f'id="id_name_error">{words}' in text_of(answer)
    assert reload_user(world.usa.member).name != "An"


def test_where_no_form_tells_it_the_answer_is_400_and_nothing_changes(world, sign_in):
    client = sign_in(world.usa.member)
    answer = client.post(ME, facts(client, **{"stray\0": "x"}), secure=True)
    assert answer.status_code == 400
    assert "cannot be read or kept" in text_of(answer)
    assert "Saved." not in text_of(answer)
    assert reload_user(world.usa.member).name != "Ana"
    answer = client.post(f"{ME}?x=%00", facts(client), secure=True)
    assert answer.status_code == 400
    assert reload_user(world.usa.member).name != "Ana"


def test_what_one_may_not_see_stays_404(world, sign_in):
    make_meeting(world.sec.coordinator, slug="theirs", delegations=["MEX", "GTM"])
    client = sign_in(world.usa.coordinator)
    for slug in ("theirs", "nothing"):
        assert client.get(f"/meetings/{slug}/?x=%00", secure=True).status_code == 404
        assert client.post(f"/meetings/{slug}/participants/add/", {"name": "\0"}, secure=True).status_code == 404


def test_an_address_that_no_thing_can_have_leads_nowhere(world, sign_in):
    client = sign_in(world.admin)
    for path in ("/people/delegations/U%00/", "/calendar/%00.ics", "/invitation/a%00/"):
        assert client.get(path, secure=True).status_code == 404


def test_a_number_or_a_day_beyond_what_is_kept_is_told_at_its_field(world, sign_in):
    client = sign_in(world.sec.coordinator)
    with reading_as(world.sec.coordinator.reader):
        before = Meeting.objects.count()
    answer = client.post("/meetings/new/", {"number": "9" * 30, "day": "0001-01-01"}, secure=True)
    assert answer.status_code == 200
    assert "Give a day between the years 1800 and 2200." in text_of(answer)
    with reading_as(world.sec.coordinator.reader):
        assert Meeting.objects.count() == before


@pytest.mark.parametrize(
    "statement", ["SELECT 9999999999::int", "SELECT E'\\x80'", "SELECT '0000-01-01'::date", UNCLEAN]
)
def test_what_no_form_refused_is_told_and_not_500(db, rf, statement):
    """The last net: PostgreSQL's own refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        answer = server_error(rf.get("/"))
    assert answer.status_code == 400
    assert "cannot be kept" in text_of(answer)
