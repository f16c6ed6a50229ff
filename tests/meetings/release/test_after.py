"""What follows a release: the text stays as it was, for ever, and what is added is signed, public and as appended as it."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from meetings.negotiation.operations import propose_now, resume_negotiation
from meetings.release.models import CorrigendumSignOff, Dissociation, Endorsement, ReleasedText, TextCorrigendum
from meetings.release.operations import after, corrigenda
from meetings.release.queries.after import afterwards_of
from meetings.release.states import CorrigendumStatus
from meetings.release.waits import awaited, waits
from meetings.statements.gate import NotInThisStage, ReasonNeeded, StaysAsReleased
from meetings.statements.models import Paragraph
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.audit.operations import detail_of
from portal.audit.remembered import this_moment
from portal.core.clock import database_now
from portal.core.errors import NotAllowed
from portal.core.reader import NOBODY, Reader, reading_as
from portal.notifications.models import Notice
from tests.factories import closing
from tests.factories.people import make_world
from tests.factories.texts import run
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

TEXT = {
    "en": "The delegations met.\n\nThey named poverty, democratic decline, and drought as causes.\n\nThey will meet in 2027.",
    "es": "Las delegaciones se reunieron.\n\nSeñalaron como causas la pobreza, el deterioro democrático y la sequía.\n\n"
    "Se reunirán en 2027.",
}
ENGLISH = {"anchor": "p02", "language": "en", "old": "democratic decline, ", "new": ""}
SPANISH = {"anchor": "p02", "language": "es", "old": ", el deterioro democrático", "new": ""}
REASON = {"en": "It was not agreed.", "es": "No se había acordado."}


@scene
def statement(world):
    return make_negotiation(world, make_meeting(world.sec.coordinator), texts=TEXT)


@scene
def released(world, statement):
    heads = closing.heads_of(world)
    return closing.make_released(statement, heads, world.sec.coordinator, database_now() - timedelta(hours=1))


def do(person, operation, **facts):
    with reading_as(person.reader):
        return getattr(corrigenda if "corrigendum" in operation else after, operation)(actor=person, **facts)


def propose(world, text, **facts):
    return do(
        world.gtm.head, "propose_corrigendum", text=text, **{"entries": [ENGLISH, SPANISH], "reason": REASON} | facts
    )


def sign(person, corrigendum, **facts):
    return do(person, "sign_corrigendum", corrigendum=corrigendum, **{"seen": corrigendum.text_hash} | facts)


def publicly(model, **facts):
    with reading_as(NOBODY):
        return list(model.objects.filter(**facts))


def heads(world):
    return [world.usa.head, world.mex.head, world.gtm.head]


def test_words_of_a_released_text_are_not_deleted_by_an_operation_and_the_refusal_shows_the_three_ways(world, released):
    """Acceptance 1: "democratic decline," stays."""
    with reading_as(world.usa.head.reader):
        paragraph = Paragraph.objects.select_related("statement__meeting").get(anchor="p02")
        facts = {"paragraph": paragraph, "base": paragraph.versions.latest("seq"), "kind": "replace"}
        texts = [{"en": "They named poverty, and drought as causes.", "es": "Pobreza y sequía."}]
        with pytest.raises(StaysAsReleased) as refused:
            propose_now(statement=paragraph.statement, actor=world.usa.head, now=database_now(), texts=texts, **facts)
    for way in ("corrigendum", "later endorsement", "dissociation"):
        assert way in str(refused.value)
    with reading_as(world.gtm.head.reader), pytest.raises(StaysAsReleased):
        resume_negotiation(statement=paragraph.statement, actor=world.gtm.head, now=database_now(), reason="Again")


def test_a_corrigendum_is_out_with_the_last_signature_and_the_text_is_as_it_was(world, released):
    before = ReleasedText.objects.get(pk=released.pk).canonical
    corrigendum = propose(world, released)
    assert (corrigendum.number, corrigendum.status) == (1, CorrigendumStatus.PROPOSED)
    for person in (world.usa.head, world.mex.head):
        sign(person, corrigendum)
        assert publicly(TextCorrigendum) == publicly(CorrigendumSignOff) == []
    sign(world.gtm.head, corrigendum)
    (public,) = publicly(TextCorrigendum)
    assert public.entries == [ENGLISH, SPANISH]
    assert released.released_at < public.released_at <= database_now()
    (text,) = publicly(ReleasedText)
    assert text.canonical == before
    assert "democratic decline, " in text.canonical


def test_the_next_one_corrects_the_text_as_corrected_so_far(world, released):
    first = propose(world, released)
    with pytest.raises(corrigenda.OneIsOpen, match="Corrigendum 1"):
        propose(world, released)
    for person in heads(world):
        sign(person, first)
    with pytest.raises(corrigenda.NotInReleasedText):
        propose(world, released)
    with pytest.raises(corrigenda.CorrectedMeanwhile):
        propose(world, released, entries=[ENGLISH | {"old": "poverty", "new": "hunger"}], one_language=True, seen=0)
    second = propose(
        world, released, entries=[ENGLISH | {"old": "poverty, and", "new": "poverty and"}], one_language=True, seen=1
    )
    assert second.number == 2
    assert second.text_hash != first.text_hash


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"entries": []}, corrigenda.NothingCorrected),
        ({"entries": [ENGLISH | {"new": ENGLISH["old"]}]}, corrigenda.NothingCorrected),
        ({"entries": [ENGLISH]}, corrigenda.OtherLanguageStays),
        ({"entries": [ENGLISH | {"old": "Democratic decline"}, SPANISH]}, corrigenda.NotInReleasedText),
        ({"entries": [ENGLISH | {"old": "e"}, SPANISH]}, corrigenda.NotInReleasedText),
        ({"entries": [ENGLISH | {"anchor": "p09"}, SPANISH]}, corrigenda.NotInReleasedText),
        ({"entries": [ENGLISH | {"new": "[USA: x] "}, SPANISH]}, corrigenda.NotCleanWords),
        ({"entries": [ENGLISH | {"new": " "}, SPANISH]}, corrigenda.NotCleanWords),
        ({"reason": {"en": "Only in English."}}, after.WordsInEachLanguage),
    ],
)
def test_what_is_proposed_is_exact_and_in_every_language(world, released, facts, refusal):
    with pytest.raises(refusal):
        propose(world, released, **facts)
    with reading_as(world.gtm.head.reader):
        assert not TextCorrigendum.objects.exists()


def test_a_signature_is_under_the_words_that_were_shown_once_by_each_party(world, released):
    corrigendum = propose(world, released)
    with pytest.raises(corrigenda.OtherCorrigendum):
        sign(world.usa.head, corrigendum, seen="0" * 64)
    sign(world.usa.head, corrigendum)
    with pytest.raises(corrigenda.SignedAlready):
        sign(world.usa.head, corrigendum)
    do(world.gtm.head, "withdraw_corrigendum", corrigendum=corrigendum, reason="Wrong words.")
    with pytest.raises(corrigenda.CorrigendumIsSettled):
        sign(world.mex.head, corrigendum)
    with reading_as(world.mex.head.reader):
        trail = Entry.objects.visible_to(world.mex.head).get(action="meetings.statement.corrigendum_withdrawn")
        assert detail_of(trail)["reason"] == "Wrong words."
    assert propose(world, released).number == 1, "the public counts what is released"


def test_a_withdrawal_says_why(world, released):
    with pytest.raises(ReasonNeeded):
        do(world.gtm.head, "withdraw_corrigendum", corrigendum=propose(world, released), reason=" ")


def test_who_may_do_what(world, released):
    corrigendum = propose(world, released)
    entity, words = {"en": "Guyana", "es": "Guyana"}, {"en": "Not ours.", "es": "No es nuestro."}
    asked = {
        "propose_corrigendum": {"text": released, "entries": [ENGLISH], "reason": REASON},
        "withdraw_corrigendum": {"corrigendum": corrigendum, "reason": "x"},
        "sign_corrigendum": {"corrigendum": corrigendum, "seen": corrigendum.text_hash},
        "add_endorsement": {"text": released, "entity": entity, "dated": database_now().date()},
        "dissociate": {"text": released, "words": words},
    }
    nobody = [world.usa.member, world.usa.observer, world.can.coordinator, world.sec.member, world.usa.negotiator]
    refused = {
        "propose_corrigendum": [*nobody, world.usa.head, world.sec.coordinator],
        "withdraw_corrigendum": [*nobody, world.usa.head, world.sec.coordinator],
        "sign_corrigendum": [*nobody, world.usa.coordinator, world.sec.coordinator],
        "add_endorsement": [*nobody, world.usa.head, world.mex.coordinator],
        "dissociate": [*nobody, world.usa.coordinator, world.sec.coordinator],
    }
    for operation, people in refused.items():
        for person in people:
            with pytest.raises(NotAllowed):
                do(person, operation, **asked[operation])


def test_guyana_endorses_later_and_the_list_in_the_text_stays(world, released):
    """Acceptance 2, I17: in both languages, beside the text."""
    entity = {"en": "Co-operative Republic of Guyana", "es": "República Cooperativa de Guyana"}
    today = database_now().date()
    note = {"en": "By note verbale.", "es": "Por nota verbal."}
    do(world.sec.coordinator, "add_endorsement", text=released, entity=entity, dated=today, note=note)
    (public,) = publicly(Endorsement)
    assert (public.entity, public.note, public.dated) == (entity, note, today)
    assert "Guyana" not in publicly(ReleasedText)[0].canonical
    add = {"text": released, "dated": today}
    with pytest.raises(after.EndorsedAlready):
        do(world.gtm.head, "add_endorsement", entity=entity, **add)
    with pytest.raises(after.WordsInEachLanguage):
        do(world.gtm.head, "add_endorsement", entity={"en": "Belize"}, **add)
    with pytest.raises(after.FutureDay):
        do(
            world.gtm.head, "add_endorsement", entity={"en": "Belize", "es": "Belice"}, text=released,
            dated=today + timedelta(days=2),
        )  # fmt: skip


def test_a_party_dissociates_itself_in_its_own_words_at_once(world, released):
    words = {"en": "We cannot accept it.", "es": "No podemos aceptarlo."}
    do(world.mex.head, "dissociate", text=released, words=words, anchors=["p03", "p02"])
    (public,) = publicly(Dissociation)
    assert (public.delegation_id, public.anchors, public.words) == ("MEX", ["p02", "p03"], words)
    with pytest.raises(after.DissociatedAlready):
        do(world.mex.head, "dissociate", text=released, words=words, anchors=["p02"])
    with pytest.raises(after.NoSuchParagraph):
        do(world.mex.head, "dissociate", text=released, words=words, anchors=["p09"])
    do(world.mex.head, "dissociate", text=released, words=words)
    with pytest.raises(after.DissociatedAlready):
        do(world.mex.head, "dissociate", text=released, words=words, anchors=["p01"])


def test_nothing_follows_a_text_that_is_not_released(world, released):
    closing.turn(released.statement, Status.SCHEDULED, world.sec.coordinator)
    with pytest.raises(NotInThisStage):
        propose(world, released)


def test_all_parties_are_told_and_no_mail_has_a_word_of_it(world, released):
    corrigendum = propose(world, released)
    for person in heads(world):
        sign(person, corrigendum)
    do(world.usa.head, "dissociate", text=released, words={"en": "No.", "es": "No."})
    told = {}
    for person in (world.mex.head, world.sec.coordinator):
        with reading_as(person.reader):
            told[person] = set(Notice.objects.filter(person=person).values_list("event", flat=True))
    for events in told.values():
        assert {
            f"meetings.statement.{verb}" for verb in ("corrigendum_proposed", "corrigendum_released", "dissociated")
        } <= events


KEPT = {
    "meetings_releasedtext": "canonical = replace(canonical, 'democratic decline, ', '')",
    "meetings_textcorrigendum": "entries = '[]'",
    "meetings_corrigendumsignoff": "capacity = 'x'",
    "meetings_endorsement": "dated = '2020-01-01'",
    "meetings_dissociation": "anchors = '[]'",
}


@pytest.mark.parametrize("table", KEPT)
def test_no_row_changes_or_goes_by_sql(world, released, table):
    """I1, and acceptance 1 past all code: whoever edits the row by the wall still changes nothing."""
    corrigendum = propose(world, released)
    for person in heads(world):
        sign(person, corrigendum)
    entity = {"en": "Guyana", "es": "Guyana"}
    do(world.gtm.head, "add_endorsement", text=released, entity=entity, dated=database_now().date())
    do(world.gtm.head, "dissociate", text=released, words={"en": "No.", "es": "No."})
    with reading_as(NOBODY), connection.cursor() as cursor:
        if table != "meetings_corrigendumsignoff":
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 1
        cursor.execute(f"UPDATE {table} SET {KEPT[table]}")
        assert cursor.rowcount == 0, "nobody edits what everybody reads"
    editor = Reader("SEC") if table in {"meetings_releasedtext", "meetings_textcorrigendum"} else world.gtm.head.reader
    for sql in (f"UPDATE {table} SET {KEPT[table]}", f"DELETE FROM {table}"):
        with reading_as(editor), pytest.raises(IntegrityError):
            run(sql)


def test_the_database_releases_no_corrigendum_that_a_party_has_not_signed(world, released):
    corrigendum = propose(world, released)
    sign(world.gtm.head, corrigendum)
    sign(world.usa.head, corrigendum)
    out = "UPDATE meetings_textcorrigendum SET status = 'released', released_at = clock_timestamp() - interval '1 s'"
    for reader in (Reader("SEC"), world.gtm.head.reader):
        with reading_as(reader), pytest.raises(IntegrityError, match="not every party"):
            run(out)
    with reading_as(world.usa.head.reader):
        assert TextCorrigendum.objects.filter(pk=corrigendum.pk).update(number=9) == 0
    row = {"text": released, "number": 7, "entries": [], "reason": {}, "text_hash": "0", "proposed_at": database_now()}
    row |= {"proposed_by_name": "x", "releasable_to": released.releasable_to}
    with reading_as(world.gtm.head.reader), pytest.raises(IntegrityError, match="proposed before"):
        TextCorrigendum.objects.create(**row, status="released", released_at=database_now(), editable_by=["GTM"])


def test_the_database_lets_nobody_speak_for_another(world, released):
    corrigendum = propose(world, released)
    row = {"releasable_to": released.releasable_to, "by_name": "x"}
    signed = {
        "corrigendum": corrigendum,
        "text_hash": corrigendum.text_hash,
        "capacity": "x",
        "at": database_now(),
    } | row
    late = {"released_at": database_now() + timedelta(days=1)}
    wrong = [
        (world.usa.head, CorrigendumSignOff, signed | {"delegation_id": "MEX", "editable_by": ["MEX"]}),
        (
            world.usa.head,
            CorrigendumSignOff,
            signed | {"delegation_id": "USA", "editable_by": ["USA"], "text_hash": "0"},
        ),
        (world.sec.coordinator, CorrigendumSignOff, signed | {"delegation_id": "SEC", "editable_by": ["SEC"]}),
        (
            world.usa.head,
            Endorsement,
            row | {"text": released, "entity": {}, "dated": "2026-01-01", "editable_by": ["USA"]},
        ),
        (
            world.gtm.head,
            Endorsement,
            row | {"text": released, "entity": {}, "dated": "2026-01-01", "editable_by": ["GTM"]} | late,
        ),
        (
            world.sec.coordinator,
            Dissociation,
            row | {"text": released, "words": {}, "delegation_id": "SEC", "editable_by": ["SEC"]},
        ),
        (
            world.usa.head,
            Dissociation,
            row | {"text": released, "words": {}, "delegation_id": "MEX", "editable_by": ["MEX"]},
        ),
    ]
    for person, model, facts in wrong:
        with reading_as(person.reader), pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            model.objects.create(**facts)


def waiting(person):
    with reading_as(person.reader):
        found = waits(person, now=database_now(), moment=this_moment()).shown
    return [(each.act, each.address) for each in found]


def test_it_waits_on_the_desks_of_the_heads_that_have_not_signed_it(world, released):
    everybody = [*heads(world), world.usa.coordinator, world.sec.coordinator]
    assert [waiting(person) for person in everybody] == [[]] * 5
    corrigendum = propose(world, released)
    mine = ("Sign the corrigendum:", f"/statements/{released.statement.slug}/afterwards/corrigendum/1/sign/")
    assert [waiting(person) for person in everybody] == [[mine], [mine], [mine], [], []]
    sign(world.usa.head, corrigendum)
    assert [waiting(person) for person in everybody] == [[], [mine], [mine], [], []]
    with reading_as(world.sec.coordinator.reader):
        (waited,) = awaited(world.sec.coordinator, now=database_now(), moment=this_moment(), most=5)
    assert [(set(each.sides), each.address) for each in waited.shown] == [({"GTM", "MEX"}, mine[1])]
    for person in (world.mex.head, world.gtm.head):
        sign(person, corrigendum)
    assert [waiting(person) for person in everybody] == [[]] * 5


def test_the_title_is_corrected_like_a_paragraph(world, released):
    said = {"en": ("Joint", "Common"), "es": ("conjunta", "común")}
    entries = [{"anchor": "p00", "language": code, "old": old, "new": new} for code, (old, new) in said.items()]
    corrigendum = propose(world, released, entries=entries)
    for person in heads(world):
        sign(person, corrigendum)
    assert publicly(TextCorrigendum)[0].entries == entries
    with reading_as(world.usa.head.reader):
        now = afterwards_of(released, world.usa.head).now
    assert now["p00"] == {"en": "Common statement", "es": "Declaración común"}
    assert publicly(ReleasedText)[0].title["en"] == "Joint statement"
    with pytest.raises(after.NoSuchParagraph):
        do(world.mex.head, "dissociate", text=released, words=REASON, anchors=["p00"])


def test_the_last_two_sign_a_corrigendum_at_once_and_it_is_out_once(committed, pair, attack):
    """Two connections: one completion, one piece of news for each."""
    world = make_world()
    office, ends = world.sec.coordinator, Counter()
    for _turn in range(max(attack.rounds // 4, 3)):
        text = make_negotiation(world, make_meeting(office), texts=TEXT)
        out = closing.make_released(text, closing.heads_of(world), office, database_now() - timedelta(hours=1))
        corrigendum = propose(world, out)
        sign(world.gtm.head, corrigendum)
        found = pair.race(partial(sign, world.usa.head, corrigendum), partial(sign, world.mex.head, corrigendum))
        ends[found[0].status] += 1
        assert sorted(each.status for each in found) == ["proposed", "released"]
        with reading_as(world.usa.member.reader):
            released = Entry.objects.filter(action="meetings.statement.corrigendum_released")
            assert released.filter(subject_id=str(corrigendum.pk)).count() == 1
        with reading_as(world.gtm.head.reader):
            told = Notice.objects.filter(person=world.gtm.head, event="meetings.statement.corrigendum_released")
            assert told.filter(subject_id=text.pk).count() == 1
        assert len(publicly(TextCorrigendum, pk=corrigendum.pk)) == 1
        assert len(publicly(CorrigendumSignOff, corrigendum=corrigendum)) in (0, 3)
    attack.tell(f"last signatures of a corrigendum at once: {dict(ends)}")
