"""What is found, by whom, and how it is shown."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.reader import reading_as
from portal.search.asking import read_asked
from portal.search.queries import search
from tests.factories.documents import make_document
from tests.factories.gaps import make_gap
from tests.factories.guests import make_guest
from tests.factories.plans import NOW, agree, fill, make_plan, share, write
from tests.factories.practices import make_practice
from tests.factories.requests import make_request
from tests.factories.work import (
    copy_item,
    make_action_item,
    make_commitment,
    make_item,
    make_meeting,
    make_statement,
)
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem
from workinggroup.handling.models import Opening
from workinggroup.plans.operations import revise_plan

KEYS = re.compile(r'value="[0-9A-Za-z]{64}"')
NO_MEETING = "00000000-0000-4000-8000-000000000000"
ENGLISH = "We address the root causes.\n\nWe intend to open the consular window for every migrant by June."
SPANISH = (
    "Abordamos las causas estructurales.\n\nTenemos la intención de abrir la ventanilla consular para cada migrante."
)


@scene
def promise(world):
    meeting = make_meeting(world.sec.coordinator)
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting, ENGLISH, SPANISH))


@scene
def item(world, promise):
    return make_action_item(
        world.usa.coordinator, promise, title="Écrire the Déclaration", description="Kayaks on the river"
    )


def found(user, typed, **facts):
    """What is called how, by kind, and the words that are marked."""
    with reading_as(user.reader):
        results = search(user, read_asked(typed), **facts)
    return {group.kind: [line.found.reference or line.found.title for line in group.lines] for group in results.groups}


def words_marked(user, typed):
    with reading_as(user.reader):
        results = search(user, read_asked(typed))
    lines = [line for group in results.groups for line in group.lines]
    pieces = [piece for line in lines for piece in [*line.title, *(line.snippet.pieces if line.snippet else [])]]
    return {piece.text for piece in pieces if piece.is_marked}


def page_of(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Ministerial", "meetings"),
        ("Guatemala", "meetings"),
        ("joint statement", "statements"),
        ("declaración conjunta", "statements"),
        ("causas estructurales -ventanilla", "paragraphs"),
        ("root causes", "paragraphs"),
        ("consular window", "commitments"),
        ("kayak", "actions"),
        ("declaration", "actions"),
        ("ECRIRE", "actions"),
    ],
)
def test_each_kind_is_found_by_its_words(world, item, typed, kind):
    assert kind in found(world.usa.member, typed)


def test_both_languages_are_looked_through_whatever_the_reader_speaks(world, promise):
    assert "paragraphs" in found(world.usa.member, "migrantes")
    assert "paragraphs" in found(world.mex.member, "migrants")
    assert "paragraphs" in found(world.usa.member, "ABORDAMOS")
    assert words_marked(world.usa.member, "estructural") == {"estructurales"}


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("caus", True),
        ("root caus", True),
        ("consular windo", True),
        ("windo consular", False),
        ('"root causes"', True),
        ('"causes root"', False),
        # From the end of the text to its beginning, and from one language into the other.
        ('"causes we"', False),
        ('"causes abordamos"', False),
        ("root -causes", False),
        ("causes -window", True),
        ("the", True),
        ("the causes of a", True),
        ("causes nothing", False),
        ("intencion", True),
        ("INTENCIÓN", True),
    ],
)
def test_how_words_are_looked_for(world, promise, typed, is_found):
    assert ("paragraphs" in found(world.usa.member, typed)) is is_found


@pytest.mark.parametrize("shape", ["{0}", "{1}", "{1} ", "{2}"])
def test_a_reference_leads_to_the_thing_first(world, promise, item, shape):
    for number in range(6):
        make_action_item(world.usa.coordinator, promise, title=f"About {item.reference}, number {number}")
    group, year, *sides, _number = item.reference.lower().split("-")
    short = "-".join([*sides, str(item.number)])
    typed = shape.format(item.reference, short, f"{group}-{year}-{'-'.join(sides)}-{item.number:05}")
    first, *_others = found(world.usa.member, typed)["actions"]
    assert first == item.reference


def test_a_paragraph_is_found_by_its_number(world, promise):
    assert found(world.usa.member, "¶ 2") == {"paragraphs": ["¶ 2"]}
    assert found(world.mex.member, "joint párr. 1")["paragraphs"][0] == "¶ 1"
    assert found(world.usa.member, "¶ 77") == {}
    assert found(world.can.coordinator, "¶ 2") == {}


def test_operational_matters_are_found_as_far_as_they_are_read(world, promise):
    gap = make_gap(
        world.usa.coordinator, ["MEX"], title={"en": "Quartz", "es": "Cuarzo"}, words={"en": "Feldspar", "es": "x"}
    )
    plan = make_plan(world.usa.coordinator, promise, title={"en": "Obsidian", "es": "x"})
    write(world.usa.coordinator, plan, text={"en": "Basalt", "es": "Basalto"})
    practice = make_practice(world.gtm, ["MEX", "USA"])
    asked = make_request(world.usa, "MEX")
    assert found(world.mex.member, "quartz") == {"gaps": [gap.reference]}
    assert found(world.mex.member, "feldspar") == {"gaps": [gap.reference]}
    assert found(world.mex.member, gap.reference)["gaps"] == [gap.reference]
    assert found(world.gtm.member, "quartz") == found(world.gtm.member, gap.reference) == {}
    assert "plans" in found(world.usa.member, "obsidian")
    assert "plans" in found(world.usa.member, "basalto")
    assert found(world.mex.member, "basalt") == {}
    assert practice.reference in found(world.usa.member, practice.reference)["practices"]
    assert found(world.mex.member, "carriles")["requests"][0] == asked.reference
    assert "requests" not in found(world.gtm.member, "carriles")


def test_whoever_is_no_originator_is_shown_no_word_of_a_passage(world):
    """It opens on its page, where its originators are told who read it."""
    practice = make_practice(
        world.gtm,
        ["MEX"],
        words={"problem": {"en": "Feldspar", "es": "x"}, "done": {"es": "x"}},
        title={"en": "Quartz"},
    )
    with reading_as(world.mex.member.reader):
        (line,) = search(world.mex.member, read_asked("feldspar")).groups[0].lines
        assert Opening.objects.count() == 0
    assert (line.snippet, line.found.texts, line.found.title) == (None, (), "Quartz")
    assert line.found.reference == practice.reference
    assert words_marked(world.mex.member, "feldspar") == set()
    assert words_marked(world.gtm.member, "feldspar") == {"Feldspar"}


@pytest.mark.parametrize(("marking", "title", "words"), [("AMBER", 1, 1), ("AMBER+STRICT", 1, 0), ("RED", 0, 0)])
def test_a_mark_says_what_search_may_show(world, marking, title, words):
    gap = make_gap(
        world.usa.coordinator, ["MEX"], title={"en": "Quartz", "es": "x"}, words={"en": "Feldspar", "es": "x"}
    )
    with reading_as(world.usa.coordinator.reader):
        for row in [gap, *gap.passages.all()]:
            type(row).objects.filter(pk=row.pk).update(marking=marking)
    for side in (world.usa, world.mex):
        assert len(found(side.member, "quartz").get("gaps", [])) == title
        assert len(found(side.member, "feldspar").get("gaps", [])) == words


@pytest.mark.parametrize("marking", ["AMBER+STRICT", "RED"])
def test_no_passage_below_what_is_not_looked_through_is_found_whatever_its_own_mark(world, marking):
    gap = make_gap(world.usa.coordinator, ["MEX"], words={"en": "Feldspar", "es": "x"})
    practice = make_practice(world.usa, ["MEX"])
    asked = make_request(world.usa, "MEX")
    with reading_as(world.usa.coordinator.reader):
        practised = practice.passages.first().text["en"]
        said = asked.passages.first().text["en"]
        for row in (gap, practice, asked):
            type(row).objects.filter(pk=row.pk).update(marking=marking)
    for typed in ("feldspar", f'"{practised}"', f'"{said}"'):
        assert found(world.mex.member, typed) == found(world.usa.member, typed) == {}, typed


def test_of_a_plan_the_sections_that_its_page_shows_are_found(world, promise):
    with reading_as(world.sec.coordinator.reader):
        type(promise).objects.filter(pk=promise.pk).update(lead="USA", supporting=["GTM"])
    plan = make_plan(world.usa.coordinator, promise, ("GTM",))
    fill(world.usa, plan)
    write(world.usa.coordinator, plan, text={"en": "Basalt", "es": "Basalto"})
    plan = agree(world, share(world.usa.coordinator, plan))
    assert "plans" in found(world.gtm.member, "basalt")
    with reading_as(world.usa.coordinator.reader):
        revise_plan(plan=plan, actor=world.usa.coordinator, now=NOW)
    write(world.usa.coordinator, plan, text={"en": "Granite", "es": "Granito"})
    assert "plans" in found(world.gtm.member, "basalt")
    assert found(world.usa.member, "granite") == {}


@pytest.mark.parametrize("typed", ["a1" + "\U0001d160" * 198, "a1-" + "b" * 197])
def test_a_name_that_is_none_is_looked_for_as_a_word(world, promise, typed):
    assert found(world.usa.member, typed) == {}


def test_documents_datasets_and_people_are_found(world, promise):
    meeting = promise.statement.meeting
    paper = make_document(world.usa.member, meeting, title="Malachite note")
    assert found(world.mex.member, "malachite") == {"documents": [str(paper)]}
    make_document(world.usa.member, meeting, title="Azurite note", readers=[])
    assert found(world.mex.member, "azurite") == {}
    assert "data" in found(world.mex.member, "encount")
    name = world.usa.member.name
    assert name in found(world.usa.coordinator, name)["people"]
    assert "people" not in found(world.mex.coordinator, name)
    assert found(world.admin, name)["people"] == [name]
    assert found(world.admin, "quartz joint statement") == {}


def test_what_was_written_just_now_is_found_and_what_was_narrowed_is_not(world, item):
    assert found(world.mex.member, "kayaks")["actions"] == [item.reference]
    with reading_as(world.usa.coordinator.reader):
        ActionItem.objects.filter(pk=item.pk).update(description="Canoes on the river")
    assert found(world.mex.member, "kayaks") == {}
    assert found(world.mex.member, "canoes")["actions"] == [item.reference]
    with reading_as(world.usa.coordinator.reader):
        ActionItem.objects.filter(pk=item.pk).update(releasable_to=["USA"], editable_by=["USA"])
    assert found(world.mex.member, "canoes") == found(world.mex.member, item.reference) == {}
    assert found(world.usa.member, "canoes")["actions"] == [item.reference]


def test_what_is_narrowed_above_hides_all_below(world, item):
    meeting = item.commitment.statement.meeting
    with reading_as(world.sec.coordinator.reader):
        type(meeting).objects.filter(pk=meeting.pk).update(
            status="draft", releasable_to=["SEC", "GTM", "USA"], delegations=["USA", "GTM"]
        )
    assert found(world.mex.member, "kayaks") == found(world.mex.member, "causes") == {}
    assert found(world.usa.member, "kayaks")["actions"] == [item.reference]


def test_a_search_asks_as_many_queries_whatever_it_finds(world, item):
    def queries(typed):
        with (
            reading_as(world.usa.member.reader),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            results = search(world.usa.member, read_asked(typed))
        return len(asked), results.count

    one = queries("kayaks")
    with reading_as(world.usa.coordinator.reader):
        copy_item(item, range(1001, 1003), description="kayaks")
    three = queries("kayaks")
    with reading_as(world.usa.coordinator.reader):
        copy_item(item, range(2001, 2398), description="kayaks")
    many = queries("kayaks")
    assert (one[1], three[1], many[1]) == (1, 3, 400)
    assert one[0] == three[0] == many[0] <= 8


def test_pages_filters_and_counts_are_of_what_is_seen(world, item, sign_in):
    copy_item(item, range(1001, 1030), description="kayaks")
    make_item(world.sec.coordinator, item.commitment.statement.meeting, title="Kayaks again")
    client = sign_in(world.mex.coordinator)
    page = page_of(sign_in(world.usa.coordinator), "/search/?q=kayaks")
    assert "31 things have “kayaks”" in page
    assert re.search(r'kind=actions"[^>]*>Action items <span class="quiet3">30</span>', page)
    assert "<mark>kayaks</mark>" in page
    few = page_of(sign_in(world.usa.coordinator), "/search/?q=kayaks&kind=actions&page=2")
    assert "page 2 of 2" in few
    assert few.count('class="found__title"') == 10
    assert "31 elementos contienen «kayaks»" in page_of(client, "/search/?q=kayaks")
    meeting = item.commitment.statement.meeting
    narrowed = f"/search/?q=kayaks&meeting={meeting.pk}"
    assert meeting.title["en"] in page_of(sign_in(world.usa.coordinator), narrowed)
    # To whoever may not see the meeting its filter says as much as that of a meeting that never was.
    outside = sign_in(world.can.coordinator)
    said, other = (page_of(outside, f"/search/?q=kayaks&meeting={key}") for key in (meeting.pk, NO_MEETING))
    assert "Nothing was found with “kayaks”" in said
    assert meeting.title["en"] not in said
    told = [KEYS.sub("", page) for page in (said.replace(str(meeting.pk), ""), other.replace(NO_MEETING, ""))]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        '"',
        '"""',
        "%27%27%3B--",
        "-",
        "a" * 5000,
        "(((",
        "!!! %26 | <->",
        ":*",
        "\\",
        "x:*",
        "%25",
        "¶",
        "¶ 999",
    ],
)
def test_whatever_is_typed_is_answered(world, promise, sign_in, typed):
    client = sign_in(world.usa.coordinator)
    answer = client.get(f"/search/?q={typed}", secure=True)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("typed", ["%00", "%ED%A0%80"])
def test_what_no_text_may_have_is_refused_by_a_sentence(world, sign_in, typed):
    answer = sign_in(world.usa.coordinator).get(f"/search/?q={typed}", secure=True)
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()


def test_the_page_says_what_to_try(world, promise, sign_in):
    client = sign_in(world.usa.coordinator)
    assert "How to look for something" in page_of(client, "/search/")
    nothing = page_of(client, "/search/?q=zzz&kind=gaps")
    assert "Nothing was found with “zzz”" in nothing
    assert "Look in everything" in nothing
    assert "first words alone" in page_of(client, f"/search/?q={'long words ' * 50}")
    shown = page_of(client, "/search/?q=causes")
    assert "-<b>" not in client.get("/search/?q=causes -<b>", secure=True).content.decode()
    assert "<mark>causes</mark>" in shown


def test_every_page_leads_to_the_search_but_those_of_guests(world, promise, sign_in):
    assert 'href="/search/"' in page_of(sign_in(world.usa.coordinator), "/actions/")
    assert 'href="/search/"' in page_of(sign_in(world.admin), "/people/")
    meeting = promise.statement.meeting
    guest = sign_in(make_guest(world.sec.coordinator, meeting))
    assert 'href="/search/"' not in page_of(guest, meeting.get_absolute_url())
    answer = guest.get("/search/?q=ministerial", secure=True)
    assert answer.status_code == 403
    assert meeting.title["en"] not in answer.content.decode()
