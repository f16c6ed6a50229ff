"""A text goes out to Word and comes back: files as people, programs and the world leave them, and what becomes of them."""

import io

import pytest
from django.utils import translation
from docx import Document
from docx_revisions import RevisionDocument

from meetings.exchange.exporting import NoWordsYet, RevisionNeeded, export_of
from meetings.exchange.looks import NotCertain, format_as, restore_names
from meetings.exchange.plain import as_text
from meetings.exchange.planning import OtherLanguage, OtherStatement, plan_return
from meetings.exchange.source import NoSuchRevision, present_source, revision_source
from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalKind
from meetings.statements.gate import NotInThisStage, OptedOut
from meetings.texts.docx.reading import read
from meetings.texts.notation import parse
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.exchange import AGAIN, AGREE, LATER, MET, change, do, exported, rewritten
from tests.factories.word import Office, dt, gone, ins, needs_office, p, r, replaced
from tests.factories.work import NOW, make_meeting, make_negotiation

CALENDAR = "Las delegaciones acuerdan establecer un calendario común."


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


def back(actor, statement, data, language="en", *, with_theirs=True):
    facts = {"returned": read(data), "language": language, "with_theirs": with_theirs}
    return do(actor, "bring_back", statement=statement, **facts)


def said(found):
    """Drafts as (kind, anchor, behind, texts)."""
    return [(each.kind, str(each.paragraph or ""), str(each.after or ""), each.texts) for each in found.drafts]


def known_to(actor):
    with reading_as(actor.reader):
        return TextProposal.objects.count(), Entry.objects.filter(action="meetings.statement.drafted").count()


# ---- Nothing changed ----------------------------------------------------------------------------------------------------


@needs_office
@pytest.mark.parametrize("look", ["brackets", "nameless", "clean", "redline"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_goes_through_another_program_unedited_drafts_nothing(world, statement, office, look, language):
    usa = world.usa.negotiator
    do(world.gtm.head, "issue_revision", statement=statement)
    change(world, statement, texts=[{"en": "New [USA: one] [MEX: two] words.", "es": "Nuevas [USA: a] [MEX: b] más."}])
    data = exported(usa, statement, look=look, language=language, against=0)
    found = back(usa, statement, office.convert(data), language)
    assert (said(found), found.unplaced, found.there) == ([], [], [])


def test_a_paragraph_without_words_in_the_file_s_language_is_not_taken_for_deleted(world):
    texts = {"en": f"{MET}\n\n{AGREE}", "es": ""}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    change(world, statement, "p01", texts=[{"en": MET, "es": "Se reunieron."}])
    data = exported(world.usa.negotiator, statement, language="es")
    found = back(world.usa.negotiator, statement, data, "es")
    assert (found.drafts, found.unplaced) == ([], [])
    with pytest.raises(NoWordsYet):
        exported(world.usa.negotiator, make_negotiation(world, statement.meeting, texts=texts), language="es")


# ---- Edits --------------------------------------------------------------------------------------------------------------


def test_edits_become_drafts_on_their_paragraphs_and_nothing_else(world, statement):
    usa = world.usa.member
    data = rewritten(
        exported(usa, statement),
        p("p01", gone(dt(MET)), mark="del"),
        p(
            "p02",
            r("The delegations "),
            gone(dt("agree to establish")),
            ins(r("will publish")),
            r(" a shared calendar."),
        ),
        p(None, ins(r("They thank Guatemala.")), mark="ins"),
        p("p03", r("They will meet again in 2028.")),
    )
    found = back(usa, statement, data)
    assert said(found) == [
        ("replace", "p02", "", [{"en": "The delegations will publish a shared calendar.", "es": CALENDAR}]),
        ("insert", "", "p02", [{"en": "They thank Guatemala."}]),
        ("replace", "p03", "", [{"en": "They will meet again in 2028.", "es": "Se reunirán de nuevo en 2027."}]),
        ("delete", "p01", "", []),
    ]
    assert found.unplaced == []
    assert {each.status for each in found.drafts} == {"internal"}
    assert known_to(usa) == (4, 4)
    for other in (world.mex.coordinator, world.gtm.head, world.sec.coordinator):
        assert known_to(other) == (0, 0)


def test_the_same_file_twice_drafts_once_and_says_so(world, statement):
    usa = world.usa.member
    twin = p(None, ins(r("They thank Guatemala.")), mark="ins")
    data = rewritten(exported(usa, statement), p("p01", r(MET)), twin, twin, p("p02", r("Other.")), p("p03", r(AGAIN)))
    first = back(usa, statement, data)
    assert [each.kind for each in first.drafts] == ["insert", "insert", "replace"]
    assert [each.rationale for each in first.drafts] == ["", "", ""]
    assert first.drafts[0].created_at < first.drafts[1].created_at
    do(world.usa.negotiator, "table_proposal", proposal=first.drafts[2])
    second = back(usa, statement, data)
    assert (second.drafts, len(second.there)) == ([], 3)
    assert len(back(world.mex.member, statement, data).drafts) == 3


def test_parts_merged_moved_and_split(world, statement):
    usa = world.usa.member
    data = exported(usa, statement)
    both = f'{r(AGREE + " ")}<w:bookmarkStart w:id="3" w:name="p_p03"/>{r(AGAIN)}<w:bookmarkEnd w:id="3"/>'
    merged = back(usa, statement, rewritten(data, p("p01", r(MET)), p("p02", both)))
    texts = {"en": f"{AGREE} {AGAIN}", "es": f"{CALENDAR} Se reunirán de nuevo en 2027."}
    assert said(merged) == [("merge", "p02", "p03", [texts])]
    moved = back(usa, statement, rewritten(data, p("p03", r(AGAIN)), p("p01", r(MET)), p("p02", r(AGREE))))
    assert said(moved) == [("move", "p03", "p00", [])]
    halves = p("p02", r("The delegations agree")), p(None, r("to establish a shared calendar."))
    split = back(usa, statement, rewritten(data, p("p01", r(MET)), *halves, p("p03", r(AGAIN))))
    [(kind, anchor, _after, texts)] = said(split)
    assert (kind, anchor) == ("split", "p02")
    assert texts == [{"en": "The delegations agree", "es": CALENDAR}, {"en": "to establish a shared calendar."}]


def test_what_is_drafted_can_be_tabled_and_changes_the_text(world, statement):
    usa, mex = world.usa.negotiator, world.mex.negotiator
    edit = p("p02", r("They will publish a shared calendar."))
    found = back(usa, statement, rewritten(exported(usa, statement), p("p01", r(MET)), edit, p("p03", r(AGAIN))))
    tabled = do(usa, "table_proposal", proposal=found.drafts[0])
    for side in (mex, world.gtm.negotiator):
        do(side, "answer_proposal", proposal=tabled, reply="consent")
    text = exported(mex, statement, "txt").decode()
    assert "They will publish a shared calendar." in text
    assert CALENDAR in exported(mex, statement, "txt", "es").decode()


# ---- What has no place --------------------------------------------------------------------------------------------------


def test_a_table_a_picture_and_an_edited_end_are_listed_and_an_edited_title_is_drafted(world, statement):
    usa = world.usa.member
    document = Document(io.BytesIO(exported(usa, statement)))
    document.add_table(1, 1).cell(0, 0).text = "cell"
    document.add_picture(io.BytesIO(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"))
    next(each for each in document.paragraphs if each.text == "End of text").runs[0].text = "The end of it"
    document.paragraphs[0].runs[0].text = "Our statement"
    saved = io.BytesIO()
    document.save(saved)
    found = back(usa, statement, saved.getvalue())
    title = {"en": "Our statement", "es": "Declaración conjunta"}
    assert said(found) == [("replace", "p00", "", [title])]
    sentences = [each.sentence for each in found.unplaced]
    assert sentences[0].startswith("A table was not taken over.")
    assert sentences[1] == "A picture was not taken over."
    assert sentences[2].startswith("This line stands outside")


@pytest.mark.parametrize("issued", [True, False])
def test_an_edit_of_what_went_on_since_is_listed_and_the_others_are_drafted(world, statement, issued):
    usa = world.usa.negotiator
    if issued:
        do(world.gtm.head, "issue_revision", statement=statement)
    data = exported(usa, statement)
    change(world, statement, by=world.mex.negotiator, texts=[{"en": "MEX words.", "es": "Palabras."}])
    change(world, statement, kind=ProposalKind.INSERT, paragraph=None, base=None, texts=[{"en": "Added since."}])
    edits = rewritten(data, p("p01", r("They met.")), p("p02", r("USA words.")), p("p03", r(AGAIN)))
    found = back(usa, statement, edits)
    assert [(each.kind, str(each.paragraph)) for each in found.drafts] == [("replace", "p01")]
    [listed] = found.unplaced
    assert (listed.anchor, listed.text) == ("p02", "USA words.")
    assert "has changed since" in listed.sentence
    untouched = back(usa, statement, data)
    assert (untouched.drafts, untouched.unplaced) == ([], [])


def test_an_edit_of_what_left_the_text_is_listed(world, statement):
    usa = world.usa.negotiator
    data = exported(usa, statement)
    change(world, statement, "p03", kind=ProposalKind.DELETE)
    body = p("p01", r(MET)), p("p02", r(AGREE)), p("p03", r("They part.")), p(None, ins(r("End.")), mark="ins")
    found = back(usa, statement, rewritten(data, *body))
    assert found.drafts == []
    assert [(each.anchor, each.text) for each in found.unplaced] == [("p03", "They part."), ("p03", "End.")]


def test_brackets_in_one_language_only_and_open_ones_are_listed(world, statement):
    usa = world.usa.negotiator
    data = exported(usa, statement)
    for words in ("They [USA: may] meet again.", "They [USA: may meet again."):
        found = back(usa, statement, rewritten(data, p("p01", r(MET)), p("p02", r(AGREE)), p("p03", r(words))))
        assert found.drafts == []
        [listed] = found.unplaced
        assert "bracket" in listed.sentence


def test_a_file_of_another_text_language_or_time_is_refused(world, statement):
    usa = world.usa.negotiator
    data = exported(usa, statement)
    with pytest.raises(OtherStatement):
        back(usa, make_negotiation(world, statement.meeting), data)
    with pytest.raises(OtherLanguage):
        back(usa, statement, data, "es")
    for who in (world.usa.observer, world.sec.coordinator, world.can.head):
        with pytest.raises(NotAllowed):
            back(who, statement, data)
    do(world.usa.head, "opt_out", statement=statement, reason="no")
    with pytest.raises(OptedOut):
        back(usa, statement, data)
    do(world.gtm.head, "suspend_negotiation", statement=statement, reason="pause")
    with pytest.raises(NotInThisStage):
        back(world.mex.negotiator, statement, data)


def test_a_plan_that_waited_is_held_against_the_text_again(world, statement):
    usa = world.usa.negotiator
    edits = p("p01", r("They met.")), p("p02", r("USA words.")), p("p03", r(AGAIN))
    returned = read(rewritten(exported(usa, statement), *edits))
    plan = do_plan(usa, statement, returned)
    assert [each.anchor for each in plan.drafts] == ["p01", "p02"]
    assert known_to(usa) == (0, 0)
    change(world, statement, by=world.mex.negotiator, texts=[{"en": "MEX words.", "es": "Palabras."}])
    made = do(usa, "draft_returned", statement=statement, planned=plan.drafts)
    assert [str(each.paragraph) for each in made.drafts] == ["p01"]
    assert [each.anchor for each in made.unplaced] == ["p02"]
    again = do(usa, "draft_returned", statement=statement, planned=plan.drafts)
    assert (again.drafts, len(again.there)) == ([], 1)


def do_plan(actor, statement, returned, **facts):
    with reading_as(actor.reader):
        return plan_return(statement=statement, actor=actor, returned=returned, language="en", **facts)


# ---- What a program took out of the file ---------------------------------------------------------------------------------


def bare(data):
    """The file without its properties."""
    return replaced(data, **{"docProps/custom.xml": lambda _xml: "<Properties/>"})


def test_where_the_properties_are_gone_a_person_names_the_revision(world, statement):
    usa = world.usa.negotiator
    do(world.gtm.head, "issue_revision", statement=statement)
    edits = p("p01", r("They met.")), p("p02", r("USA words.")), p("p03", r(AGAIN))
    returned = read(bare(rewritten(exported(usa, statement), *edits)))
    change(world, statement, by=world.mex.negotiator, texts=[{"en": "MEX words.", "es": "Palabras."}])
    unnamed = do_plan(usa, statement, returned)
    assert (unnamed.drafts, unnamed.is_unmarked) == ([], True)
    assert [each.anchor for each in unnamed.unplaced] == ["p01", "p02"]
    assert all("does not say what it was exported from" in each.sentence for each in unnamed.unplaced)
    with reading_as(usa.reader):
        issued, now = revision_source(statement, 0), present_source(statement)
    named = do_plan(usa, statement, returned, exported_as=issued)
    assert ([each.anchor for each in named.drafts], named.is_unmarked) == (["p01"], False)
    assert [each.anchor for each in named.unplaced] == ["p02"]
    assert [each.anchor for each in do_plan(usa, statement, returned, exported_as=now).drafts] == ["p01", "p02"]


def test_a_file_that_says_its_revision_is_not_overruled(world, statement):
    usa = world.usa.negotiator
    do(world.gtm.head, "issue_revision", statement=statement)
    change(world, statement, by=world.mex.negotiator, texts=[{"en": "MEX words.", "es": "Palabras."}])
    data = exported(usa, statement)
    with reading_as(usa.reader):
        issued = revision_source(statement, 0)
    plan = do_plan(usa, statement, read(data), exported_as=issued)
    assert (plan.drafts, plan.unplaced) == ([], [])


# ---- Looks --------------------------------------------------------------------------------------------------------------

BOTH = "They [USA: may] [MEX: will] meet [GTM: soon] again."


def test_looks():
    marked = parse(BOTH)
    assert format_as(marked, "brackets") == format_as(marked, "redline") == BOTH
    assert format_as(marked, "nameless") == "They [may] [will] meet [soon] again."
    assert format_as(marked, "clean") == "They […] meet […] again."


@pytest.mark.parametrize(
    ("look", "text", "expected"),
    [
        ("nameless", "All [may] [will] meet [soon].", "All [USA: may] [MEX: will] meet [GTM: soon]."),
        ("nameless", "They meet [soon] again.", "They meet [GTM: soon] again."),
        ("clean", "All […] meet […].", "All [USA: may] [MEX: will] meet [GTM: soon]."),
        ("brackets", "All [USA: may] meet.", "All [USA: may] meet."),
    ],
)
def test_brackets_come_back_with_their_names(look, text, expected):
    assert restore_names(text, parse(BOTH), look) == expected


@pytest.mark.parametrize(
    ("look", "text"),
    [
        ("nameless", "They [might] [will] meet [soon] again."),
        ("clean", "They […] meet again."),
        ("clean", "[…] They […] meet […] again."),
    ],
)
def test_a_bracket_that_cannot_be_told_is_not_guessed(look, text):
    with pytest.raises(NotCertain):
        restore_names(text, parse(BOTH), look)


# ---- Redlines -----------------------------------------------------------------------------------------------------------


def test_a_redline_names_who_made_each_change_and_another_library_reads_it(world, statement):
    chair = world.gtm.head
    do(chair, "issue_revision", statement=statement)
    change(world, statement, texts=[{"en": AGREE.replace("establish", "publish"), "es": CALENDAR}])
    change(world, statement, "p03", by=world.mex.negotiator, now=LATER, kind=ProposalKind.DELETE)
    data = exported(world.usa.member, statement, look="redline", against=0)
    document = RevisionDocument(io.BytesIO(data))
    found = [
        (type(each).__name__, each.author, each.date.replace(tzinfo=None), each.text)
        for paragraph in document.paragraphs
        for each in paragraph.track_changes
    ]
    first, last = NOW.replace(tzinfo=None), LATER.replace(tzinfo=None)
    assert found == [
        ("TrackedDeletion", "USA", first, "establish"),
        ("TrackedInsertion", "USA", first, "publish"),
        ("TrackedDeletion", "MEX", last, AGAIN),
    ]


def test_a_sheet_says_what_it_is_and_for_whom(world, statement):
    usa = world.usa.member
    do(world.gtm.head, "issue_revision", statement=statement)
    do(usa, "draft_proposal", statement=statement, kind="insert", texts=[{"en": "CANARY", "es": "CANARY"}])
    with reading_as(usa.reader):
        export = export_of(statement, user=usa, now=NOW, language="en")
    assert export.name == f"{statement.slug}-rev0-en.docx"
    text = as_text(*export.sheets)
    assert "Releasable to USA, MEX, GTM, SEC" in text
    assert "NOT AGREED TEXT" in text
    assert f"For {usa.name}, 2026-03-02 15:00 UTC" in text
    assert "Chair's text · Text " in text
    assert "CANARY" not in text
    change(world, statement, texts=[{"en": "New words.", "es": "Nuevas."}])
    with reading_as(usa.reader):
        later = export_of(statement, user=usa, now=NOW, language="es", look="redline", against=0)
    assert later.name == f"{statement.slug}-working-since-rev0-es.docx"
    with translation.override("es"):
        assert translation.gettext("NOT AGREED TEXT") in as_text(*later.sheets)
    assert "{-" in as_text(*later.sheets)
    with pytest.raises(RevisionNeeded):
        exported(usa, statement, look="redline")
    with pytest.raises(NoSuchRevision):
        exported(usa, statement, look="redline", against=7)
