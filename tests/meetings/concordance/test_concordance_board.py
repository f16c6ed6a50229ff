"""Findings on a text under negotiation, letting a warning stand, and the group's glossary."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from meetings.alignment.queries import alignment_blockers
from meetings.concordance import operations
from meetings.concordance.checks import Rule
from meetings.concordance.models import ForceTerm, GlossaryTerm, Waiver
from meetings.concordance.operations import glossary, waiving
from meetings.concordance.queries import board, findings_of
from meetings.concordance.states import FindingState
from meetings.statements.gate import OptedOut, ReasonNeeded
from meetings.statements.present import read_present
from meetings.statements.showing import underlined
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.texts import DIFFERING, add_word, align, at, do
from tests.factories.work import CHAIRS_TEXT, make_meeting, make_negotiation
from tests.scenes import scene


@scene
def words(world):
    """One term and one verb of force, whatever else is in the tables."""
    with reading_as(world.sec.coordinator.reader):
        GlossaryTerm.objects.all().delete()
        ForceTerm.objects.all().delete()
    return [
        add_word(
            world,
            GlossaryTerm(words={"en": "border office", "es": "oficina fronteriza"}, variants=["oficina de frontera"]),
        ),
        add_word(world, ForceTerm(words={"en": ["intend to"], "es": ["tener la intención de"]}, strength="soft")),
    ]


@scene
def statement(world, words):
    return make_negotiation(world, make_meeting(world.sec.coordinator), texts=DIFFERING)


def found(actor, statement):
    with reading_as(actor.reader):
        return {(each.finding.anchor, each.finding.rule): each for each in findings_of(read_present(statement), actor)}


def warning(actor, statement):
    return found(actor, statement)["p02", Rule.FORCE_WORD]


def waive(actor, statement, reason="It is the usual word."):
    return do(
        actor, "waive_finding", statement=statement, finding_key=warning(actor, statement).finding_key, reason=reason
    )


def reword(world, statement, number, **texts):
    paragraph, base = at(world.usa.negotiator, statement, number)
    facts = {"kind": "replace", "paragraph": paragraph, "base": base, "texts": [texts]}
    proposal = do(world.usa.negotiator, "draft_proposal", statement=statement, **facts)
    do(world.usa.negotiator, "table_proposal", proposal=proposal)
    for side in (world.mex, world.gtm):
        do(side.negotiator, "answer_proposal", proposal=proposal, reply="consent")


def test_what_is_found_is_shown_errors_first_with_the_way_to_mend_it(world, statement):
    assert set(found(world.mex.member, statement)) == {("p02", Rule.FORCE_WORD), ("p03", Rule.NUMBER)}
    with reading_as(world.mex.member.reader):
        page = board(statement, world.mex.member)
        errors = board(statement, world.mex.member, "error")
    assert [held.line.anchor for held in page.paragraphs] == ["p03", "p02"]
    assert [held.line.anchor for held in errors.paragraphs] == ["p03"]
    assert page.counts == {"": 2, "error": 1, "warning": 1, "waived": 0}
    assert all(each.mending for held in page.paragraphs for each in held.findings)


def test_a_good_text_has_no_finding(world, words):
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=CHAIRS_TEXT)
    assert found(world.usa.member, statement) == {}


def test_words_inside_brackets_are_held_against_each_other_and_brackets_are_no_finding(world, statement):
    paragraph, base = at(world.usa.negotiator, statement, 1)
    texts = {
        "en": "The delegations met [for 2 days] [for 3 days].",
        "es": "Las delegaciones se reunieron [durante 2 días] [durante 4 días].",
    }
    facts = {"paragraph": paragraph, "base": base, "texts": texts}
    do(world.usa.negotiator, "open_brackets_in", statement=statement, **facts)
    there = {rule: each for (anchor, rule), each in found(world.mex.member, statement).items() if anchor == "p01"}
    assert set(there) == {Rule.NUMBER}
    assert "3" in there[Rule.NUMBER].finding.detail
    assert "4" in there[Rule.NUMBER].finding.detail


def test_a_warning_stands_when_another_delegation_seconds_it(world, statement):
    waiver = waive(world.usa.negotiator, statement)
    assert warning(world.gtm.member, statement).state == FindingState.HALF_WAIVED
    with pytest.raises(waiving.SameSide):
        do(world.usa.head, "second_waiver", waiver=waiver)
    for actor in (world.mex.member, world.sec.coordinator, world.can.head):
        with pytest.raises(NotAllowed):
            do(actor, "second_waiver", waiver=waiver)
    do(world.mex.negotiator, "second_waiver", waiver=waiver)
    assert warning(world.gtm.member, statement).state == FindingState.WAIVED
    do(world.mex.head, "lift_waiver", waiver=reload_waiver(world, waiver))
    assert warning(world.gtm.member, statement).state == FindingState.OPEN


def reload_waiver(world, waiver):
    with reading_as(world.gtm.member.reader):
        return Waiver.objects.select_related("statement__meeting").get(pk=waiver.pk)


def test_a_waiver_counts_for_the_final_text_only_with_two_delegations(world, statement):
    waiver = waive(world.usa.negotiator, statement)
    align(world, statement)

    def sentences():
        with reading_as(world.gtm.member.reader):
            statement.refresh_from_db()
            return " ".join(each.sentence for each in alignment_blockers(statement, world.gtm.member))

    assert "1 error " in sentences()
    assert "1 warning " in sentences()
    do(world.mex.negotiator, "second_waiver", waiver=waiver)
    assert "1 error " in sentences()
    assert "warning" not in sentences()


def test_a_waiver_lapses_with_new_words_at_that_place_and_stays_when_others_change(world, statement):
    do(world.mex.negotiator, "second_waiver", waiver=waive(world.usa.negotiator, statement))
    reword(world, statement, 3, en="They meet again in 10 months.", es="Se reúnen de nuevo en 10 meses.")
    assert warning(world.gtm.member, statement).state == FindingState.WAIVED
    reword(world, statement, 2, en="They intend to open 4 offices.", es="Pretenden abrir 4 oficinas.")
    assert warning(world.gtm.member, statement).state == FindingState.OPEN


def test_waivers_that_are_none_are_refused(world, statement):
    error = found(world.usa.negotiator, statement)["p03", Rule.NUMBER]
    with pytest.raises(waiving.ErrorIsMended):
        do(world.usa.negotiator, "waive_finding", statement=statement, finding_key=error.finding_key, reason="No.")
    with pytest.raises(waiving.FindingGone):
        do(world.usa.negotiator, "waive_finding", statement=statement, finding_key="x", reason="No.")
    with pytest.raises(ReasonNeeded):
        waive(world.usa.negotiator, statement, reason=" ")
    for actor in (world.usa.member, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            waive(actor, statement)
    waiver = waive(world.usa.negotiator, statement)
    with pytest.raises(waiving.WaivedAlready, match="USA"):
        waive(world.mex.negotiator, statement)
    with pytest.raises(NotAllowed):
        do(world.mex.negotiator, "lift_waiver", waiver=waiver)
    reword(world, statement, 2, en="They decide.", es="Deciden.")
    with pytest.raises(waiving.FindingGone):
        do(world.mex.negotiator, "second_waiver", waiver=waiver)


def test_who_opted_out_waives_nothing(world, statement):
    do(world.mex.head, "opt_out", statement=statement, reason="We leave.")
    with pytest.raises(OptedOut):
        waive(world.mex.negotiator, statement)


def test_the_group_changes_its_words_and_texts_are_held_against_them(world, words, statement):
    _term, verb = words
    sec = world.sec.coordinator
    with reading_as(sec.reader):
        facts = {"words": {"en": ["intend to"], "es": ["tener la intención de", "pretender"]}, "strength": "soft"}
        operations.change_word(word=verb, actor=sec, facts=facts)
    assert set(found(world.usa.member, statement)) == {("p03", Rule.NUMBER)}
    add_word(world, GlossaryTerm(words={"en": "office", "es": "despacho"}, variants=["oficina"], forbidden=["meses"]))
    assert {rule for _anchor, rule in found(world.usa.member, statement)} == {
        Rule.NUMBER,
        Rule.GLOSSARY,
        Rule.FORBIDDEN_TERM,
    }
    with reading_as(sec.reader):
        operations.remove_word(word=GlossaryTerm.objects.get(words__en="office"), actor=sec)
    assert set(found(world.usa.member, statement)) == {("p03", Rule.NUMBER)}
    with reading_as(world.mex.member.reader):
        acts = list(Entry.objects.filter(action__startswith="meetings.glossary.").values_list("action", flat=True))
    assert sorted(acts) == [f"meetings.glossary.{verb}" for verb in ("added", "added", "added", "changed", "removed")]


def test_each_english_word_has_one_row(world, words):
    with pytest.raises(glossary.WordIsThere):
        add_word(world, GlossaryTerm(words={"en": "Border Office", "es": "otra"}))


@pytest.mark.parametrize("words", [{}, {"en": "alone"}, {"en": "one", "es": ""}, {"en": "one", "es": None}])
def test_a_term_has_words_in_two_languages_even_by_sql(world, words):
    with reading_as(world.sec.coordinator.reader), pytest.raises(IntegrityError, match="in another language"):
        GlossaryTerm(words=words).save(force_insert=True)


@pytest.mark.parametrize("words", [{}, {"en": ["alone"]}, {"en": ["one"], "es": []}, {"en": ["one"], "es": [""]}])
def test_a_verb_has_a_rendering_even_by_sql(world, words):
    with reading_as(world.sec.coordinator.reader), pytest.raises(IntegrityError, match="in another language"):
        ForceTerm(words=words, strength="soft").save(force_insert=True)


@pytest.mark.parametrize(
    "row", [GlossaryTerm(words={"en": "Will", "es": "Sí"}), ForceTerm(words={"en": ["Will"], "es": ["x"]})]
)
def test_each_english_word_has_one_row_even_by_sql(world, row):
    with reading_as(world.sec.coordinator.reader), pytest.raises(IntegrityError, match="_once"):
        type(row).objects.bulk_create([type(row)(words=row.words), type(row)(words=row.words)])


def test_only_the_secretariats_coordinators_change_the_glossary(world, words):
    for actor in (world.usa.head, world.sec.member, world.gtm.coordinator):
        with reading_as(actor.reader), pytest.raises(NotAllowed):
            operations.add_word(word=GlossaryTerm(words={"en": "x", "es": "y"}), actor=actor)
    for sql in ("DELETE FROM meetings_glossaryterm", "UPDATE meetings_forceterm SET strength = 'soft'"):
        with reading_as(world.usa.head.reader), pytest.raises(DatabaseError, match="secretariat"), transaction.atomic():
            connection.cursor().execute(sql)


def test_the_words_of_a_finding_are_underlined_in_both_languages(world, statement):
    with reading_as(world.usa.member.reader):
        shown = {held.line.anchor: held.texts for held in board(statement, world.usa.member).paragraphs}
    assert '<span class="finding">12 months</span>' in shown["p03"]["en"]
    assert '<span class="finding">10 meses</span>' in shown["p03"]["es"]
    assert 'They <span class="finding">intend to</span> open' in shown["p02"]["en"]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("12 and 120", ["12"], '<span class="finding">12</span> and 120'),
        ("A <b> & more", ["b"], 'A &lt;<span class="finding">b</span>&gt; &amp; more'),
        ("Border Office", ["border", "border office"], '<span class="finding">Border Office</span>'),
        ("nothing", ["", " "], "nothing"),
        ("a.b (c", ["(c"], 'a.b <span class="finding">(c</span>'),
    ],
)
def test_words_are_underlined_whole(text, words, shown):
    assert underlined(text, words) == shown
