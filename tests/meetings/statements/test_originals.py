"""Each party's original of a text: its own lead-in and lists, itself first, outside the hash (alternat)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from meetings.exchange.exporting import Form, NoOriginal, export_of
from meetings.statements.gate import NotInThisStage, OptedOut
from meetings.statements.models import Wrapper
from meetings.statements.present import read_present
from meetings.statements.queries import originals_of, wrappers_of
from portal.core.reader import reading_as
from portal.core.seen import ChangedMeanwhile
from tests.factories import closing
from tests.factories.texts import do, reload, run
from tests.factories.work import NOW

OURS = {"en": "Done at Washington.", "es": "Hecho en Washington."}
NONE = {"en": "", "es": ""}


def write(person, statement, lead_in=OURS, lists=NONE, **facts):
    return do(person, "write_original", statement=statement, lead_in=lead_in, lists=lists, **facts)


def surround(world, statement):
    words = {"lead_in": {"en": "We,", "es": "Nosotros,"}, "lists": {"en": "One\nTwo", "es": "Uno\nDos"}}
    do(world.gtm.head, "write_front_and_end", statement=statement, seen=statement.front_and_end, **words)
    return reload(statement)


def test_a_party_s_own_words_stand_in_its_original_alone_and_the_common_ones_where_it_has_none(world, statement):
    with reading_as(world.gtm.head.reader):
        statement = surround(world, statement)
    write(world.usa.head, statement, {"en": "Done at Washington.", "es": " "})
    with reading_as(world.mex.member.reader):
        own = {"en": "Done at Washington.", "es": "Nosotros,"}
        assert wrappers_of(statement) == {"USA": {"lead_in": own, "lists": {"en": "One\nTwo", "es": "Uno\nDos"}}}
        shown = {each.code: (each.is_own, each.lead_in["en"]) for each in originals_of(statement)}
    assert shown == {"USA": (True, "Done at Washington."), "MEX": (False, "We,"), "GTM": (False, "We,")}


def test_each_original_names_its_party_first_and_the_others_as_its_language_s_alphabet_has_them(world, statement):
    with reading_as(world.usa.head.reader):
        found = {each.code: each for each in originals_of(statement)}
    assert found["MEX"].header("en") == "Mexico · Guatemala · United States"
    assert found["MEX"].header("es") == "México · Estados Unidos · Guatemala"
    assert found["USA"].header("en") == "United States · Guatemala · Mexico"


def test_what_stands_around_an_original_is_outside_the_hash(world, statement):
    with reading_as(world.usa.head.reader):
        before = read_present(statement).hashes
    write(world.usa.head, statement)
    with reading_as(world.usa.head.reader):
        assert read_present(reload(statement)).hashes == before


def test_only_the_party_itself_writes_it_and_no_longer_once_it_left_or_the_text_is_out(world, statement):
    for person in (world.usa.negotiator, world.mex.head):
        write(person, statement)
    for person in (world.sec.coordinator, world.usa.observer, world.usa.member):
        with pytest.raises(PermissionDenied):
            write(person, statement)
    with reading_as(world.mex.head.reader):
        assert Wrapper.objects.filter(delegation="USA").update(lead_in={"en": "Theirs."}) == 0
    do(world.mex.head, "opt_out", statement=statement, reason="No.")
    with pytest.raises(OptedOut):
        write(world.mex.head, statement)
    with reading_as(world.usa.head.reader):
        assert set(wrappers_of(reload(statement))) == {"USA"}


def test_it_is_written_until_the_release_and_kept_from_then_on(world, statement):
    office = world.sec.coordinator
    text = closing.freeze(statement, office, NOW)
    write(world.usa.head, text)
    closing.make_released(statement, closing.heads_of(world), office, NOW)
    with pytest.raises(NotInThisStage):
        write(world.usa.head, statement)
    with reading_as(world.usa.head.reader), pytest.raises(DatabaseError, match="released"):
        run("UPDATE meetings_wrapper SET lists = '{}'")


def test_of_two_who_write_it_the_second_is_told(world, statement):
    write(world.usa.head, statement)
    with pytest.raises(ChangedMeanwhile):
        write(world.usa.head, statement, seen="0" * 16)


def test_a_file_of_one_party_s_original_begins_with_it(world, statement):
    write(world.usa.head, statement, lists={"en": "Done in three originals.", "es": "Hecho en tres originales."})
    with reading_as(world.mex.head.reader):
        facts = {"user": world.mex.head, "now": NOW, "language": "en", "form": Form.TXT}
        export = export_of(statement, original="USA", **facts)
        plain, common = export.written(Form.TXT).decode(), export_of(statement, **facts).written(Form.TXT).decode()
        with pytest.raises(NoOriginal):
            export_of(statement, original="SEC", **facts)
    assert "United States · Guatemala · Mexico\n\nDone at Washington.\n\n" in plain
    assert "Done in three originals." in plain
    assert export.name.endswith("-usa-en.txt")
    assert "Washington" not in common


def test_the_pages_show_each_original_and_offer_one_s_own(world, statement, sign_in):
    address, own = f"/statements/{statement.slug}/originals/", f"/statements/{statement.slug}/originals/own/"
    client = sign_in(world.usa.head)
    form = {"lead_in_en": "Done at Washington.", "lead_in_es": "Hecho en Washington.", "lists_en": "", "lists_es": ""}
    opened = client.get(own)
    assert client.post(own, form | {"seen": opened.context["form"]["seen"].value()}).status_code == 302
    page = sign_in(world.mex.head).get(address).text
    assert page.count("Done at Washington.") == 1
    assert "México · Estados Unidos · Guatemala" in page
    assert sign_in(world.sec.coordinator).get(address).status_code == 200
    assert sign_in(world.sec.coordinator).get(own).status_code == 403


def test_a_text_without_words_around_it_shows_the_countries_alone(world, statement):
    with reading_as(world.usa.head.reader):
        assert wrappers_of(statement) == {}
        assert [each.lead_in for each in originals_of(statement)] == [NONE] * 3
