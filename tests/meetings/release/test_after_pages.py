"""Acceptance 1 and 2 by the pages, as those who do it: what was released stays, what follows stands beside it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.release.models import Dissociation, Endorsement, ReleasedText, TextCorrigendum
from meetings.release.operations import after, corrigenda
from portal.core.clock import database_now
from portal.core.reader import NOBODY, reading_as
from tests.factories import closing
from tests.factories.pages import fields_of
from tests.factories.people import PASSWORD, code_now, make_factor, prefer
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

TEXT = {
    "en": "The delegations met.\n\nThey named poverty, democratic decline, and drought as causes.\n\nThey will meet in 2027.",
    "es": "Las delegaciones se reunieron.\n\nSeñalaron la pobreza, el deterioro democrático y la sequía como causas.\n\n"
    "Se reunirán en 2027.",
}


@scene
def statement(world):
    return make_negotiation(world, make_meeting(world.sec.coordinator), texts=TEXT)


@scene
def released(world, statement):
    heads = closing.heads_of(world)
    for head in heads.values():
        prefer(head, language="en")
    return closing.make_released(statement, heads, world.sec.coordinator, database_now() - timedelta(hours=1))


def address(released, path=""):
    return f"/statements/{released.slug}/afterwards/{path}"


def page_of(client, released, path=""):
    answer = client.get(address(released, path), secure=True)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, released, path, name, **changes):
    """Send the form that holds a field, as a browser would, with these changes."""
    values, _action = fields_of(page_of(client, released, path), name)
    data = {key: said[0] if len(said) == 1 else said for key, said in values.items()} | changes
    return client.post(address(released, path), data, secure=True, follow=True).content.decode()


def test_a_deletion_is_refused_and_a_corrigendum_shows_both(world, sign_in, released):
    """Acceptance 1, walked by three heads."""
    chair, usa, mex = (sign_in(person) for person in (world.gtm.head, world.usa.head, world.mex.head))
    values, _action = fields_of(page_of(chair, released, "corrigendum/?p=p02"), "text_p02_en")
    text = values["text_p02_en"][0]
    propose = f"/statements/{released.slug}/p/p02/propose/"
    values_there, _action = fields_of(usa.get(propose, secure=True).content.decode(), "text_en")
    data = {name: said[0] for name, said in values_there.items()} | {"text_en": "They named poverty and drought."}
    refused = usa.post(propose, data, secure=True, follow=True).content.decode()
    assert "a corrigendum that every party signs, a later endorsement, or the dissociation of a party" in refused
    changes = {
        "text_p02_en": text.replace("democratic decline, ", ""),
        "reason_en": "Not agreed.",
        "reason_es": "No acordado.",
    }
    page = send(chair, released, "corrigendum/?p=p02", "text_p02_en", **changes)
    assert "A paragraph is corrected in every language" in page
    spanish = values["text_p02_es"][0].replace(", el deterioro democrático", "")
    page = send(chair, released, "corrigendum/?p=p02", "text_p02_en", **changes, text_p02_es=spanish)
    assert "waits for signatures" in page
    for person, client in ((world.usa.head, usa), (world.mex.head, mex), (world.gtm.head, chair)):
        make_factor(person)
        wrong = send(client, released, "corrigendum/1/sign/", "capacity", password="wrong", code=code_now())
        assert "This is not your password." in wrong
        page = send(client, released, "corrigendum/1/sign/", "capacity", password=PASSWORD, code=code_now())
    assert "Signed by all and released." in page
    assert "Corrected by corrigendum 1" in page
    assert "They named poverty, democratic decline, and drought as causes." in page
    assert "democratic decline, </del>" in page
    with reading_as(NOBODY):
        (public,) = TextCorrigendum.objects.all()
    assert [entry["old"] for entry in public.entries] == ["democratic decline, ", ", el deterioro democrático"]
    again, _action = fields_of(page_of(chair, released, "corrigendum/?p=p02"), "text_p02_en")
    assert "democratic" not in again["text_p02_en"][0]


def test_a_corrigendum_leaves_the_languages_as_equal_as_they_were(world, sign_in, released):
    """T24: what corrects a text is aligned as the text was, so that 2027 does not become 2028 in one language alone."""
    chair, changes = sign_in(world.gtm.head), {"reason_en": "A wrong year.", "reason_es": "Un año equivocado."}
    said = send(chair, released, "corrigendum/?p=p03", "text_p03_en", text_p03_en="They will meet in 2028.", **changes)
    assert "Correct it in Spanish, too" in said
    told = {"text_p03_en": "They will meet in 2028.", "one_language": "on", **changes}
    said = send(chair, released, "corrigendum/?p=p03", "text_p03_en", **told)
    assert "With this, the languages would no longer say the same: ¶ 3: Numbers differ" in said
    send(chair, released, "corrigendum/?p=p03", "text_p03_en", text_p03_es="Se reunirán en 2028.", **told)
    assert "Read and sign corrigendum 1" in page_of(chair, released)


def test_where_the_languages_seem_to_part_those_who_sign_are_told(world, sign_in, released):
    told = {"text_p03_en": "They may meet in 2027.", "one_language": "on", "reason_en": "x", "reason_es": "x"}
    send(sign_in(world.gtm.head), released, "corrigendum/?p=p03", "text_p03_en", **told)
    page = page_of(sign_in(world.mex.head), released, "corrigendum/1/sign/")
    assert '<p class="message message--warning">¶ 3: ' in page


def test_guyana_is_added_in_both_languages_beside_the_text(world, sign_in, released):
    """Acceptance 2."""
    office = sign_in(world.sec.coordinator)
    facts = {"entity_en": "Guyana", "entity_es": "Guyana", "dated": database_now().date().isoformat()}
    assert "It is public beside the text" in send(office, released, "endorsement/", "dated", **facts)
    with reading_as(NOBODY):
        assert Endorsement.objects.get().entity == {"en": "Guyana", "es": "Guyana"}
        assert "Guyana" not in ReleasedText.objects.get().canonical


def test_a_dissociation_is_shown_once_more_before_it_is_public(world, sign_in, released):
    client = sign_in(world.mex.head)
    words = {"words_en": "Not <ours>.", "words_es": "No es nuestro.", "anchors": ["p02"]}
    page = send(client, released, "dissociation/", "words_en", **words)
    assert "This will be public at once" in page
    assert "Not &lt;ours&gt;." in page
    with reading_as(NOBODY):
        assert not Dissociation.objects.exists()
    page = client.post(address(released, "dissociation/"), words | {"confirmed": "yes"}, secure=True, follow=True)
    assert "from ¶ 2" in page.content.decode()
    with reading_as(NOBODY):
        assert Dissociation.objects.get().words == {"en": "Not <ours>.", "es": "No es nuestro."}


def test_who_gets_which_page(world, sign_in, released):
    forms = ["corrigendum/", "endorsement/", "dissociation/", "corrigendum/1/sign/"]
    expected = {
        world.gtm.head: [200, 200, 200, 404],
        world.usa.head: [403, 403, 200, 404],
        world.usa.member: [403, 403, 403, 403],
        world.sec.coordinator: [403, 200, 403, 403],
        world.can.coordinator: [404, 404, 404, 404],
    }
    for person, codes in expected.items():
        client = sign_in(person)
        assert [client.get(address(released, path), secure=True).status_code for path in forms] == codes, person
        assert client.get(address(released), secure=True).status_code == (
            404 if person == world.can.coordinator else 200
        )


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_queries_for_any_number(world, sign_in, released, count):
    client = sign_in(world.usa.head)
    page_of(client, released)
    with reading_as(world.gtm.head.reader):
        for number in range(count):
            entity = {"en": f"State {number}", "es": f"Estado {number}"}
            facts = {"text": released, "actor": world.gtm.head, "dated": database_now().date()}
            after.add_endorsement(entity=entity, **facts)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page_of(client, released)
    assert len(asked) <= 24, len(asked)


def test_a_title_is_chosen_corrected_and_marked_where_it_stands(world, sign_in, released):
    chair = sign_in(world.gtm.head)
    assert 'value="p00"' in page_of(chair, released, "corrigendum/")
    why = {"reason_en": "A word.", "reason_es": "Una palabra."}
    words = {"text_p00_en": "Common statement", "text_p00_es": "Declaración común"}
    answer = send(chair, released, "corrigendum/?p=p00", "text_p00_en", **words, **why)
    assert '<span class="tongue">Title · EN</span>' in answer
    with reading_as(world.gtm.head.reader):
        row = TextCorrigendum.objects.select_related("text__statement").get()
    for person in (world.gtm.head, world.usa.head, world.mex.head):
        with reading_as(person.reader):
            corrigenda.sign_corrigendum(corrigendum=row, actor=person, seen=row.text_hash)
    public = chair.__class__().get(f"/releases/{released.slug}/").content.decode()
    assert "In the title, in English: for “Joint” read “Common”." in public
    heading = public.partition('id="p00">')[2].partition("</h1>")[0]
    assert heading.startswith("Joint ")
    assert 'href="#corrigendum-1"' in heading
    assert "Common statement" not in public
    assert 'value="p00"' not in page_of(chair, released, "dissociation/")
