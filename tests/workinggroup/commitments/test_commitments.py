"""Commitments: suggested by rule, decided by a person."""

import re
from datetime import date
from itertools import islice

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from meetings.statements.models import Paragraph, ParagraphVersion
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_meeting,
    make_negotiation,
    make_statement,
)
from tests.scenes import scene
from workinggroup.commitments import operations
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import deciding
from workinggroup.commitments.queries import review_of
from workinggroup.commitments.states import Status


@scene
def statement(world):
    return make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))


def review(statement, user):
    with reading_as(user.reader):
        return review_of(statement, user)


def paragraph(statement, user, number=2):
    with reading_as(user.reader):
        return Paragraph.objects.get(statement=statement, anchor=f"p{number:02}")


def test_passages_are_suggested_in_both_languages_at_once(world, statement):
    passages = review(statement, world.sec.coordinator).passages
    assert [(passage.line.number, passage.quote) for passage in passages] == [
        (
            2,
            {"en": "The delegations will publish a common guide.", "es": "Las delegaciones publicarán una guía común."},
        ),
        (3, {"en": "They agreed to meet again in June 2026.", "es": "Acordaron reunirse de nuevo en junio de 2026."}),
    ]
    assert passages[1].due_on == date(2026, 6, 30)


def test_a_passage_found_in_one_language_takes_the_others_paragraph(world):
    statement = make_statement(
        world.sec.coordinator,
        make_follow_up(world.sec.coordinator),
        "The delegations will publish a guide.",
        "Una guía común de las delegaciones.",
    )
    (passage,) = review(statement, world.sec.coordinator).passages
    assert passage.quote["es"] == "Una guía común de las delegaciones."


def test_english_alone_is_suggested_too(world):
    statement = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator), spanish=None)
    assert [set(passage.quote) for passage in review(statement, world.sec.coordinator).passages] == [{"en"}, {"en"}]


def test_a_confirmed_commitment_quotes_the_exact_words(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, supporting=["MEX"])
    assert commitment.quote == {
        "en": "The delegations will publish a common guide.",
        "es": "Las delegaciones publicarán una guía común.",
    }
    assert (commitment.lead_id, commitment.supporting) == ("USA", ["MEX"])
    assert re.fullmatch(rf"C-{statement.dated.year}-[B-Z]{{2}}-01", commitment.reference)
    left = review(statement, world.sec.coordinator)
    assert [passage.line.number for passage in left.passages] == [3]
    assert left.confirmed == [commitment]


def test_texts_that_all_know_have_letters_in_turn_and_any_other_has_two_that_are_drawn(world):
    """So no reference tells of a text that its reader does not see; Canada is no party to any."""
    actor = world.sec.coordinator
    sides = ["CAN", "GTM", "MEX", "USA"]
    rounds = [sides, sides[1:], sides, ["GTM", "USA"]]
    texts = [
        make_statement(actor, make_meeting(actor, date(2026, 5, 1 + day), delegations=codes))
        for day, codes in enumerate(rounds)
    ]
    first = [make_commitment(actor, text).reference.split("-")[2] for text in texts]
    assert [first[0], first[2]] == ["A", "B"]
    assert all(len(mark) == 2 and not set(mark) & set("AEIOUY") for mark in (first[1], first[3]))
    again = [make_commitment(actor, text, number=3) for text in texts]
    assert [each.reference for each in again] == [f"C-2026-{mark}-02" for mark in first]
    with reading_as(actor.reader), pytest.raises(IntegrityError, match="reference_once"), transaction.atomic():
        Commitment.objects.filter(pk=again[0].pk).update(reference="C-2026-A-01")


def test_after_z_the_letters_go_on():
    assert [*islice(deciding._in_turn(), 24, 28)] == ["Y", "Z", "A2", "B2"]


def test_it_keeps_its_words_when_the_text_goes_on(world, statement):
    """A later version of the paragraph does not change what was promised."""
    commitment = make_commitment(world.sec.coordinator, statement)
    with reading_as(world.sec.coordinator.reader):
        first = ParagraphVersion.objects.get(paragraph=commitment.paragraph)
        ParagraphVersion.objects.create(
            paragraph=first.paragraph, seq=2, nodes={"en": [{"t": "s", "v": "Changed."}]}, author_name="x", delegation="SEC",
            created_at=NOW, releasable_to=first.releasable_to, editable_by=first.editable_by,
        )  # fmt: skip
        assert Commitment.objects.get().quote["en"] == "The delegations will publish a common guide."


def test_a_passage_is_decided_once(world, statement):
    make_commitment(world.sec.coordinator, statement)
    with pytest.raises(operations.AlreadyDecided):
        make_commitment(world.sec.coordinator, statement)


def test_what_was_set_aside_can_still_be_confirmed(world, statement):
    passage = review(statement, world.sec.coordinator).passages[0]
    facts = {"statement": statement, "paragraph": paragraph(statement, world.sec.coordinator), "now": NOW}
    with reading_as(world.sec.coordinator.reader):
        operations.set_aside(actor=world.sec.coordinator, spans=passage.spans, **facts)
        assert Commitment.objects.get().status == Status.SET_ASIDE
        with pytest.raises(operations.AlreadyDecided):
            operations.set_aside(actor=world.sec.coordinator, spans=passage.spans, **facts)
        decision = operations.Decision(facts["paragraph"].pk, passage.spans)
        confirm = {"statement": statement, "actor": world.sec.coordinator, "now": NOW, "decisions": [decision]}
        [confirmed] = operations.confirm_commitments(**confirm)
    assert (confirmed.status, confirmed.number) == (Status.CONFIRMED, 1)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"lead": "CAN"}, operations.NotAParty),
        ({"lead": "USA", "supporting": ["CAN"]}, operations.NotAParty),
        ({"lead": "USA", "supporting": ["USA"]}, operations.LeadSupports),
    ],
)
def test_only_parties_lead_and_support_and_nobody_does_both(world, statement, facts, refusal):
    with pytest.raises(refusal):
        make_commitment(world.sec.coordinator, statement, **facts)
    commitment = make_commitment(world.sec.coordinator, statement)
    values = {"lead": None, "supporting": []} | facts
    with reading_as(world.sec.coordinator.reader), pytest.raises(refusal):
        operations.name_lead(commitment=commitment, actor=world.sec.coordinator, **values)


@pytest.mark.parametrize("spans", [{"en": [0, 0]}, {"en": [900, 950]}, {"fr": [0, 5]}])
def test_a_quote_that_is_not_in_the_text_is_refused(world, statement, spans):
    actor = world.sec.coordinator
    decision = operations.Decision(paragraph(statement, actor).pk, spans)
    with reading_as(actor.reader), pytest.raises(operations.NotInTheText):
        operations.confirm_commitments(statement=statement, actor=actor, now=NOW, decisions=[decision])


def test_delegations_do_not_decide(world, statement):
    for actor in (world.usa.coordinator, world.gtm.head, world.sec.member):
        with pytest.raises(NotAllowed):
            make_commitment(actor, statement)


@pytest.mark.parametrize("begun", [False, True])
def test_nothing_is_decided_while_the_text_is_negotiated(world, begun):
    statement = make_negotiation(world, make_follow_up(world.sec.coordinator), begun=begun)
    with pytest.raises(operations.TextIsNotSettled):
        make_commitment(world.sec.coordinator, statement)
    facts = {"statement": statement, "paragraph": paragraph(statement, world.sec.coordinator), "now": NOW}
    with reading_as(world.sec.coordinator.reader):
        with pytest.raises(operations.TextIsNotSettled):
            operations.set_aside(actor=world.sec.coordinator, spans={"en": [0, 5]}, **facts)
        assert not Commitment.objects.exists()


def test_a_paragraph_that_was_withdrawn_promises_nothing(world, statement):
    with reading_as(world.sec.coordinator.reader):
        Paragraph.objects.filter(statement=statement, anchor="p02").update(withdrawn_at=NOW)
    assert [passage.line.anchor for passage in review(statement, world.sec.coordinator).passages] == ["p03"]
    with pytest.raises(operations.NotInTheText):
        make_commitment(world.sec.coordinator, statement)


@pytest.mark.parametrize("count", [1, 40])
def test_confirming_costs_the_same_queries_for_any_number(world, count, django_assert_max_num_queries):
    english, spanish = (
        "\n\n".join(f"{words} {number}." for number in range(1, count + 1))
        for words in ("The delegations will publish guide", "Las delegaciones publicarán la guía")
    )
    statement = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator), english, spanish)
    actor = world.sec.coordinator
    with reading_as(actor.reader):
        passages = review_of(statement, actor).passages
        assert len(passages) == count
        decisions = [
            operations.Decision(paragraph=passage.line.id, spans=passage.spans, lead="USA", supporting=["MEX"])
            for passage in passages
        ]
        with django_assert_max_num_queries(12):
            made = operations.confirm_commitments(statement=statement, actor=actor, now=NOW, decisions=decisions)
        assert [each.number for each in made] == list(range(1, count + 1))
        entries = Entry.objects.filter(action="workinggroup.commitment.confirmed").order_by("at")
        assert list(entries.values_list("subject_id", flat=True)) == [str(each.pk) for each in made]
        assert all(entry.releasable_to == sorted(statement.releasable_to) for entry in entries)
        call_command("verify_audit")


def test_a_passage_ticked_twice_is_decided_once(world, statement):
    actor = world.sec.coordinator
    passage = review(statement, actor).passages[0]
    decision = operations.Decision(paragraph=passage.line.id, spans=passage.spans)
    with reading_as(actor.reader), pytest.raises(operations.AlreadyDecided):
        operations.confirm_commitments(statement=statement, actor=actor, now=NOW, decisions=[decision, decision])


# ---- Pages ------------------------------------------------------------------------------------------------------------


def test_the_secretariat_confirms_many_at_once(world, sign_in, statement):
    client = sign_in(world.sec.coordinator)
    path = f"/commitments/of/{statement.slug}/"
    keys = [passage.key for passage in review(statement, world.sec.coordinator).passages]
    page = client.get(path, secure=True).content.decode()
    assert all(f'value="{key}"' in page for key in keys)
    data = {"pick": keys, f"lead-{keys[0]}": "USA", f"supporting-{keys[0]}": ["MEX", "GTM"], f"lead-{keys[1]}": ""}
    assert client.post(f"{path}confirm/", data, secure=True).status_code == 302
    with reading_as(world.sec.coordinator.reader):
        found = list(Commitment.objects.order_by("number").values_list("lead_id", "supporting", "due_on"))
    assert found == [("USA", ["MEX", "GTM"], None), (None, [], date(2026, 6, 30))]


def test_sending_it_twice_says_that_it_was_decided(world, sign_in, statement):
    client = sign_in(world.sec.coordinator)
    path = f"/commitments/of/{statement.slug}/"
    data = {"pick": [review(statement, world.sec.coordinator).passages[0].key]}
    client.post(f"{path}confirm/", data, secure=True)
    page = client.post(f"{path}confirm/", data, secure=True, follow=True).content.decode()
    assert "was decided already" in page
    with reading_as(world.sec.coordinator.reader):
        assert Commitment.objects.count() == 1


def test_one_wrong_choice_confirms_nothing(world, sign_in, statement):
    client = sign_in(world.sec.coordinator)
    keys = [passage.key for passage in review(statement, world.sec.coordinator).passages]
    data = {"pick": keys, f"lead-{keys[1]}": "USA", f"supporting-{keys[1]}": ["USA"]}
    page = client.post(f"/commitments/of/{statement.slug}/confirm/", data, secure=True, follow=True).content.decode()
    assert "cannot lead and support" in page
    with reading_as(world.sec.coordinator.reader):
        assert not Commitment.objects.exists()


def test_a_passage_is_set_aside_with_one_button(world, sign_in, statement):
    key = review(statement, world.sec.coordinator).passages[0].key
    client = sign_in(world.sec.coordinator)
    path = f"/commitments/of/{statement.slug}/set-aside/"
    page = client.post(path, {"aside": key}, secure=True, follow=True).content.decode()
    assert "Set aside" in page
    assert len(review(statement, world.sec.coordinator).aside) == 1


def test_a_delegation_reads_and_cannot_decide(world, sign_in, statement):
    client = sign_in(world.usa.coordinator)
    page = client.get(f"/commitments/of/{statement.slug}/", secure=True).content.decode()
    assert "The delegations will publish a common guide." in page
    assert 'name="pick"' not in page
    for act in ("confirm", "set-aside"):
        assert client.post(f"/commitments/of/{statement.slug}/{act}/", {}, secure=True).status_code == 403


def test_while_the_text_is_negotiated_the_page_says_when_its_commitments_are_confirmed(world, sign_in):
    statement = make_negotiation(world, make_follow_up(world.sec.coordinator))
    client = sign_in(world.sec.coordinator)
    path = f"/commitments/of/{statement.slug}/"
    page = client.get(path, secure=True).content.decode()
    assert "while the text is still “Negotiating”" in page
    assert 'name="pick"' not in page
    page = client.post(f"{path}confirm/", {"pick": "p02.en:0-9"}, secure=True, follow=True).content.decode()
    assert "while the text is still “Negotiating”" in page


def test_naming_the_lead_on_the_commitments_page(world, sign_in, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead=None)
    client = sign_in(world.sec.coordinator)
    path = commitment.get_absolute_url()
    facts = {"lead": "MEX", "seen": seen_on(client, path)}
    assert client.post(path, facts | {"supporting": ["USA", "GTM"]}, secure=True).status_code == 302
    facts["seen"] = seen_on(client, path)
    page = client.post(path, facts | {"supporting": ["MEX"]}, secure=True).content.decode()
    assert "cannot lead and support" in page
    with reading_as(world.sec.coordinator.reader):
        assert Commitment.objects.get().supporting == ["GTM", "USA"]


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_costs_the_same_queries_for_any_number(world, sign_in, statement, count, django_assert_num_queries):
    one = make_commitment(world.sec.coordinator, statement)
    with reading_as(world.sec.coordinator.reader):
        copies = [
            Commitment(
                statement=statement, paragraph=one.paragraph, place=f"en:{number}-0", number=number, quote=one.quote,
                reference=f"{one.reference[:-2]}{number:02}",
                spans=one.spans, strength="core", status="confirmed", lead_id="USA", decided_by="x", decided_at=NOW,
                releasable_to=one.releasable_to, editable_by=one.editable_by,
            )
            for number in range(2, count + 1)
        ]  # fmt: skip
        Commitment.objects.bulk_create(copies)
    make_action_item(world.usa.coordinator, one)
    client = sign_in(world.usa.member)
    client.get("/", secure=True)
    with django_assert_num_queries(17):
        page = client.get("/commitments/", secure=True).content.decode()
    assert page.count("table__title voice") == min(count, 50)


HEADED = {
    "english": "The delegations met.\n\n## Next steps\n\nThe delegations will publish a common guide.",
    "spanish": "Las delegaciones se reunieron.\n\n## Próximos pasos\n\nLas delegaciones publicarán una guía común.",
}


def test_every_page_gives_a_paragraph_the_number_that_the_text_gives_it(world, sign_in):
    """The third paragraph is the second that has a number: headings have none."""
    statement = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator), **HEADED)
    commitment = make_commitment(world.sec.coordinator, statement, number=3)
    item = make_action_item(world.usa.coordinator, commitment)
    client = sign_in(world.usa.coordinator)
    text = client.get(statement.get_absolute_url(), secure=True).content.decode()
    assert '<a href="#p03">2</a>' in text
    review_page = f"/commitments/of/{statement.slug}/"
    places = [review_page, "/commitments/", commitment.get_absolute_url(), "/actions/", item.get_absolute_url()]
    for path in places:
        page = client.get(path, secure=True).content.decode()
        assert set(re.findall(r"¶ ([\w]+)", page)) == {"2"}, path


# ---- Leads, and second thoughts ----------------------------------------------------------------------------------------


def test_nothing_is_ticked_before_a_person_ticks_it(world, sign_in, statement):
    page = sign_in(world.sec.coordinator).get(f"/commitments/of/{statement.slug}/", secure=True).content.decode()
    assert 'name="pick"' in page
    assert " checked" not in page


def test_commitments_without_a_lead_are_counted_and_given_one_after_another(world, sign_in, statement):
    client = sign_in(world.sec.coordinator)
    keys = [passage.key for passage in review(statement, world.sec.coordinator).passages]
    path = f"/commitments/of/{statement.slug}/"
    page = client.post(f"{path}confirm/", {"pick": keys}, secure=True, follow=True).content.decode()
    assert "2 commitments confirmed. 2 of them without a lead." in page
    with reading_as(world.sec.coordinator.reader):
        first, second = Commitment.objects.order_by("number")
    assert f"{first.get_absolute_url()}?leads" in page
    address = f"{first.get_absolute_url()}?leads"
    answer = client.post(address, {"lead": "USA", "seen": seen_on(client, address)}, secure=True)
    assert answer["Location"] == f"{second.get_absolute_url()}?leads"
    facts = {"lead": "MEX", "seen": seen_on(client, answer["Location"])}
    answer = client.post(answer["Location"], facts, secure=True)
    assert answer["Location"] == path
    assert "without one" not in client.get(path, secure=True).content.decode()


def test_a_decision_is_undone_and_the_passage_is_suggested_again(world, sign_in, statement):
    client, actor = sign_in(world.sec.coordinator), world.sec.coordinator
    keys = [passage.key for passage in review(statement, actor).passages]
    path = f"/commitments/of/{statement.slug}/"
    client.post(f"{path}confirm/", {"pick": keys}, secure=True)
    with reading_as(actor.reader):
        first = Commitment.objects.get(number=1)
    page = client.post(
        f"/commitments/{first.pk}/undo/", {"reason": "No promise."}, secure=True, follow=True
    ).content.decode()
    assert "The passage is suggested again." in page
    assert [passage.key for passage in review(statement, actor).passages] == keys[:1]
    assert client.get(first.get_absolute_url(), secure=True).status_code == 404
    client.post(f"{path}confirm/", {"pick": keys[:1], f"lead-{keys[0]}": "USA"}, secure=True)
    with reading_as(actor.reader):
        again = Commitment.objects.get(number=1)
    assert (again.pk, again.lead_id) == (first.pk, "USA")
    make_action_item(world.usa.coordinator, again)
    page = client.post(
        f"/commitments/{first.pk}/undo/", {"reason": "No promise."}, secure=True, follow=True
    ).content.decode()
    assert f"{again.reference} has action items. It stays a commitment." in page
    with reading_as(actor.reader):
        second = operations.undo_decision(commitment=Commitment.objects.get(number=2), actor=actor, reason="No.")
        with pytest.raises(operations.AlreadyDecided):
            operations.undo_decision(commitment=second, actor=actor)
