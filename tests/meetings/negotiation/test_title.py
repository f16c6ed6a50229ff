"""The title is negotiated like a paragraph, stands before all of them, and is one."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError

from meetings.concordance.queries import findings_of
from meetings.exchange.exporting import Form, export_of
from meetings.exchange.looks import Look
from meetings.negotiation.consensus import TitleStays
from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.table import table_of
from meetings.negotiation.queries.waiting import waiting_texts
from meetings.negotiation.states import ProposalKind
from meetings.statements.models import Bracket, Statement
from meetings.statements.naming import name_in, places_in_words
from meetings.statements.present import canonical_of, read_present
from meetings.statements.queries import statements_for
from meetings.statements.writing import NoWords
from meetings.texts.canonical import CanonicalLine, canonical, hashes_of
from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from tests.factories.closing import freeze
from tests.factories.texts import NEW, at, bracket, consent, do, propose, run, written_text
from tests.factories.work import NOW, make_meeting, make_negotiation

OTHER = {"en": "Joint declaration on migration", "es": "Declaración conjunta sobre migración"}
BRACKETED = {"en": "Joint [USA: trilateral] statement", "es": "Declaración [USA: trilateral] conjunta"}
WHOLE = {"en": "[Joint statement]", "es": "[Declaración conjunta]"}


def present(world, statement):
    with reading_as(world.mex.member.reader):
        return read_present(Statement.objects.get(pk=statement.pk))


def agreed(world, statement, number=0, **facts):
    wish = propose(world.usa.negotiator, statement, number, **facts)
    consent(wish, world.mex.negotiator, world.gtm.negotiator)
    return wish


def facts_of(text):
    return json.loads(canonical_of(text.statement, text.canonical_lines))


def export(world, statement, form=Form.TXT, **facts):
    with reading_as(world.mex.head.reader):
        text = Statement.objects.select_related("meeting__host").get(pk=statement.pk)
        made = export_of(text, user=world.mex.head, now=NOW, language="en", form=form, **facts)
        return made.written(form)


def test_it_is_the_first_line_before_paragraph_one_and_no_number_counts_it(world, statement):
    text = present(world, statement)
    assert [(line.anchor, text.label(line.anchor)) for line in text.lines] == [
        ("p00", "title"), ("p01", 1), ("p02", 2), ("p03", 3)
    ]  # fmt: skip
    assert text.lines[0].texts == statement.title == {"en": "Joint statement", "es": "Declaración conjunta"}
    assert name_in(text, "p00") == "the title"


def test_its_words_change_as_a_paragraph_s_and_the_statement_is_called_by_them(world, statement):
    before = present(world, statement).hashes
    wish = propose(world.usa.negotiator, statement, 0, texts=[OTHER])
    assert present(world, statement).statement.title["en"] == "Joint statement"
    consent(wish, world.mex.negotiator, world.gtm.negotiator)
    text = present(world, statement)
    assert text.title.texts == text.statement.title == OTHER
    assert text.is_called_so
    assert {code: text.hashes[code] != before[code] for code in text.hashes} == {"en": True, "es": True, "": True}
    with reading_as(world.gtm.member.reader):
        assert [str(each) for each in statements_for(world.gtm.member)] == [OTHER["en"]]


def test_in_brackets_it_is_hashed_as_written_and_called_by_the_words_outside(world, statement):
    bracket(world.usa.negotiator, statement, 0, **BRACKETED)
    text = present(world, statement)
    assert text.statement.title == {"en": "Joint statement", "es": "Declaración conjunta"}
    assert facts_of(text)["title"] == BRACKETED
    with reading_as(world.usa.negotiator.reader):
        opened = Bracket.objects.get()
    agreed(world, statement, kind=ProposalKind.UNBRACKET, bracket=opened, option=0, texts=())
    assert present(world, statement).statement.title["en"] == "Joint trilateral statement"


def test_it_stands_in_the_canonical_text_once(world, statement):
    facts = facts_of(present(world, statement))
    assert facts["title"] == {"en": "Joint statement", "es": "Declaración conjunta"}
    assert [each["anchor"] for each in facts["paragraphs"]] == ["p01", "p02", "p03"]


def test_a_text_without_a_title_of_its_own_keeps_its_hash():
    lines = [CanonicalLine("p01", "paragraph", "", {"en": "We met.", "es": "Nos reunimos."})]
    title = {"en": "Statement", "es": "Declaración"}
    facts = {"numbered": False}
    kept = hashes_of("0b5e4e1c-9f27-4d39-8a52-6a6f2f0f3c11", title, lines, ["en", "es"], **facts)
    assert kept[""] == "ab27b9a498d99e34fbe3f80b727692130d5b13acf88a55cdf12ec6fbfc4e7c9b"
    own = [CanonicalLine("p00", "title", "", title), *lines]
    whole = canonical("0b5e4e1c-9f27-4d39-8a52-6a6f2f0f3c11", {}, own, ["en", "es"], **facts)
    assert whole == canonical("0b5e4e1c-9f27-4d39-8a52-6a6f2f0f3c11", title, lines, ["en", "es"], **facts)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (ProposalKind.DELETE, {"texts": ()}),
        (ProposalKind.MOVE, {"texts": ()}),
        (ProposalKind.SPLIT, {"texts": [{"en": "One", "es": "Uno"}, {"en": "Two", "es": "Dos"}]}),
        (ProposalKind.MERGE, {"texts": [OTHER]}),
        (ProposalKind.INSERT, {"paragraph": None, "base": None, "texts": [NEW], "paragraph_kind": "title"}),
    ],
)
def test_it_is_not_deleted_moved_split_merged_or_made_twice(world, statement, kind, facts):
    with pytest.raises(TitleStays, match="one title"):
        propose(world.usa.negotiator, statement, 0, kind=kind, **facts)
    with reading_as(world.usa.negotiator.reader):
        assert not TextProposal.objects.exists()


def test_it_does_not_go_with_a_bracket_around_it_nor_without_words(world, statement):
    bracket(world.usa.negotiator, statement, 0, **WHOLE)
    with reading_as(world.usa.negotiator.reader):
        opened = Bracket.objects.get()
    without = next(place for place, option in enumerate(opened.options) if not option["texts"]["en"])
    for option in (without, len(opened.options)):
        with pytest.raises(TitleStays):
            propose(
                world.usa.negotiator, statement, 0, kind=ProposalKind.UNBRACKET, bracket=opened, option=option, texts=()
            )
    assert present(world, statement).statement.title["en"] == "Joint statement"
    with pytest.raises(NoWords):
        propose(world.usa.negotiator, statement, 0, texts=[{"en": "", "es": ""}])


def test_the_database_keeps_it_first_and_one(world, statement):
    for change in ("withdrawn_at = now()", "rank = 9", "kind = 'heading'"):
        with reading_as(world.usa.negotiator.reader), pytest.raises(IntegrityError, match="title_stays_first"):
            run(f"UPDATE meetings_paragraph SET {change} WHERE anchor = 'p00'")


def test_nothing_comes_before_it(world, statement):
    insert = {"kind": ProposalKind.INSERT, "paragraph": None, "base": None, "texts": [NEW]}
    agreed(world, statement, **insert, after=None)
    newer = insert | {"texts": [{"en": "Newer.", "es": "Más."}], "after": at(world.usa.head, statement, 0)[0]}
    later = {"now": NOW + timedelta(minutes=1)}
    drafted = do(world.usa.negotiator, "draft_proposal", statement=statement, **newer, **later)
    consent(
        do(world.usa.negotiator, "table_proposal", proposal=drafted, **later),
        world.mex.negotiator,
        world.gtm.negotiator,
    )
    agreed(world, statement, 3, kind=ProposalKind.MOVE, texts=(), after=None)
    assert written_text(world.usa.head, statement)[0] == "They will meet again in 2027."
    assert written_text(world.usa.head, statement)[1:3] == ["New.", "Newer."]
    assert present(world, statement).lines[0].anchor == "p00"


def test_it_is_on_the_table_and_its_map_and_waits_as_a_paragraph_does(world, statement):
    with reading_as(world.mex.negotiator.reader):
        table = table_of(statement, world.mex.negotiator)
    assert [cell.number for cell in table.cells] == ["T", 1, 2, 3]
    assert [row.anchor for row in table.head.rows] == ["p00"]
    assert "p00" not in {row.anchor for group in table.groups for row in group.rows}
    assert (table.waiting, table.total) == ("3", 3)
    assert [(str(each), count) for each, count, _words in table.counts] == [("open", "3")]
    for number in (1, 2, 3):
        do(
            world.mex.negotiator,
            "take_position",
            version=at(world.mex.negotiator, statement, number)[1],
            value="object",
        )
    with reading_as(world.mex.negotiator.reader):
        table = table_of(statement, world.mex.negotiator)
        [text] = waiting_texts(world.mex.negotiator, this_moment())
    assert table.waiting == places_in_words(text.places) == "the title"
    assert [(str(each), count) for each, count, _words in table.counts] == [("objected", "3"), ("open", "the title")]


def test_the_concordance_holds_its_languages_against_each_other(world):
    texts = {"en": "They met.", "es": "Se reunieron."}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    agreed(
        world,
        statement,
        texts=[{"en": "Joint statement of 3 May 2026", "es": "Declaración conjunta del 4 de mayo de 2026"}],
    )
    with reading_as(world.usa.member.reader):
        found = findings_of(read_present(Statement.objects.get(pk=statement.pk)), world.usa.member)
    assert "p00" in {each.finding.anchor for each in found if each.is_error}


@pytest.mark.parametrize("form", [Form.TXT, Form.AKN, Form.DOCX, Form.PDF])
def test_a_file_shows_it_once(world, statement, form):
    agreed(world, statement, texts=[{"en": "Zanzibar declaration", "es": "Declaración de Zanzíbar"}])
    written = export(world, statement, form)
    if form == Form.TXT:
        assert written.decode().count("Zanzibar declaration") == 1
    elif form == Form.AKN:
        assert written.decode().count("<docTitle>Zanzibar declaration</docTitle>") == 1
        assert b'eId="p00"' not in written
    else:
        assert written[:2] in {b"PK", b"%P"}


def test_a_redline_marks_it(world, statement):
    do(world.gtm.head, "issue_revision", statement=statement)
    agreed(world, statement, texts=[{"en": "Joint declaration", "es": "Declaración común"}])
    plain = export(world, statement, look=Look.REDLINE, against=0).decode()
    assert "Joint {-statement-}{+declaration+}" in plain


def test_after_the_negotiation_words_on_which_nobody_spoke_are_agreed(world, statement, sign_in):
    freeze(statement, world.sec.coordinator, NOW)
    for anchor in ("p00", "p02"):
        page = sign_in(world.usa.member).get(f"/statements/{statement.slug}/p/{anchor}/", secure=True).content.decode()
        assert "Agreed by all 3 · version 1" in page
        assert "No position yet" not in page
