"""What is typed or brought in and must not stay: identifiers of persons, names, marks set by hand. All values are invented."""

import io
import logging
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from portal.audit.models import Entry
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.factories import plans
from tests.factories.gaps import make_draft_gap, make_gap
from tests.factories.pages import seen_on
from tests.factories.people import prefer
from tests.factories.practices import make_practice
from tests.factories.requests import make_request
from tests.factories.work import make_commitment, make_meeting, make_statement
from tests.scenes import scene
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.handling.checking import IdentifiesPerson
from workinggroup.handling.models import ReleaseRequest
from workinggroup.handling.operations import ask_release
from workinggroup.plans.models import PlanSection, PlanTask
from workinggroup.practices.states import NEEDS

KINDS = {
    "CURP XEXX850101HNEXXXA4": "a CURP",
    "CUI 2345 67890 0101": "a CUI",
    "file A123456789": "an A-number",
    "passport no. G12345678": "the number of a passport",
    "call +502 2345 6789": "a telephone number",
    "write to jefe@example.org": "a mail address",
    # Written so that it reads the same and is not found.
    "CUI 2345\u200b67890\u200e0101": "a CUI",
    "passport no. G\u00ad1234\u20665678\u2069": "the number of a passport",
    "call +５０２ ２３４５ ６７８９": "a telephone number",
    "jefe＠example.org": "a mail address",
}
SIDES = ("USA", "MEX", "GTM", "SEC")


@scene
def english(world):
    """Everybody reads English, whose words these tests look for."""
    for side in (world.mex, world.gtm):
        for person in (side.head, side.coordinator, side.member):
            prefer(person, language="en")


@scene
def gap(world):
    """On the ground of Guatemala, read by the United States."""
    return make_gap(world.gtm.coordinator, ("GTM",), ("USA",))


@scene
def draft(world):
    statement = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    promise = make_commitment(world.sec.coordinator, statement, lead="MEX", supporting=["GTM"])
    plan = plans.make_plan(world.mex.coordinator, promise, ("GTM",))
    plans.fill(world.mex, plan)
    return plans.share(world.mex.coordinator, plan)


def words_of(page, told):
    """What a page says where it does not say what it should."""
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2]))
    return "" if told in words else words


def kept(model, words):
    """Whether anybody reads these words in a row of a table."""
    for side in SIDES:
        with reading_as(Reader(side)):
            for row in model.objects.all():
                if words in str(vars(row)):
                    return True
    return False


def stays_nowhere(words, caplog):
    return words not in caplog.text and not any(
        kept(model, words) for model in (Entry, Notice, GapPassage, Gap, PlanTask, PlanSection, ReleaseRequest)
    )


@pytest.mark.parametrize(("words", "kind"), KINDS.items())
def test_an_identifier_of_a_person_is_refused_with_a_sentence_and_stays_nowhere(
    world, english, sign_in, caplog, words, kind
):
    caplog.set_level(logging.DEBUG)
    draft = make_draft_gap(world.usa.member, ("USA",))
    client = sign_in(world.usa.member)
    said = {"part": "evidence", "text_en": f"Seen: {words}.", "marking": "AMBER", "trace": "silent"}
    with reading_as(world.usa.member.reader):
        [passage] = draft.passages.all()
    for address in (
        reverse("handling:write", args=["gap", draft.pk]),
        reverse("handling:edit", args=["gap.passage", passage.pk]),
    ):
        seen = {"seen": seen_on(client, address)} if "edit" in address else {}
        page = client.post(address, said | seen, secure=True)
        assert words_of(page, f"The text has {kind} in it.") == "", address
    for name, row in (("gaps", f"A gate,{words},USA"), ("gaps", f"{words},It is open.,USA")):
        file = SimpleUploadedFile("gaps.csv", f"Title,What is weak,Mended by\n{row}\n".encode())
        page = client.post(reverse(f"{name}:import"), {"file": file}, secure=True)
        assert words_of(page, f"The text has {kind} in it.") == ""
        assert words not in page.content.decode()
    assert stays_nowhere(words, caplog)


def test_tasks_from_a_list_repeat_no_identifier_in_any_of_their_cells(world, english, draft, sign_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = sign_in(world.mex.member)
    heads = "No.,Phase,Fase,Task,Tarea,Lead,Begins,Takes,After,Place,Reference"
    good = ["1", "Prepare", "", "Survey", "Medir", "MEX", "2026-03-16", "5", "", "", ""]
    cells = [(column, words) for column in range(len(good)) for words in KINDS]
    rows = [",".join([*good[:column], words, *good[column + 1 :]]) for column, words in cells for _twice in "ab"]
    file = SimpleUploadedFile("tasks.csv", "\n".join([heads, *rows]).encode())
    page = client.post(reverse("plans:import", args=[draft.pk]), {"file": file}, secure=True).content.decode()
    assert page.count("The text has ") == len(rows)
    assert [words for words in KINDS if words in page] == []
    assert stays_nowhere("2345", caplog)


def test_every_field_for_words_refuses_them(world, english, gap, draft, sign_in, caplog):
    caplog.set_level(logging.DEBUG)
    asked = make_request(world.usa, "MEX", now=plans.NOW)
    practice = make_practice(world.gtm, ["MEX", "USA"])
    gtm, usa, mex = (sign_in(side.head) for side in (world.gtm, world.usa, world.mex))
    bad = "to jefe@example.org"
    with reading_as(world.usa.head.reader):
        wider = ask_release(
            thing=gap, actor=world.usa.head, now=plans.NOW, sides=["MEX"], marking="AMBER", purpose="Near."
        )
    steps = {"threat": 4, "vulnerability": 4, "safety": 3, "control": 4, "trade": 1, "trust": 2, "confidence": "low"}
    task = {"title_en": bad, "title_es": bad, "lead": "MEX", "starts_on": "2026-03-16", "days": 3, "tolerance": 5}
    with reading_as(world.mex.member.reader):
        phase = draft.versions.get().phases.first()
    for client, name, where, said in (
        (
            usa,
            "handling:ask",
            ("gap", gap.pk),
            {"sides": ["MEX"], "marking": "AMBER", "purpose": bad, "urgency": "routine"},
        ),
        (gtm, "handling:answer", (wider.pk,), {"reply": "no", "marking": "AMBER", "reason": bad}),
        (gtm, "gaps:contest", (gap.pk,), {"reason": bad}),
        (gtm, "gaps:rate", (gap.pk,), {**steps, "why": bad}),
        (usa, "gaps:new", (), {"title_en": bad, "kind": "coverage", "marking": "AMBER"}),
        (mex, "plans:section", (draft.pk, "aim"), {"text_en": bad, "text_es": bad}),
        (mex, "plans:phase-add", (draft.pk,), {"title_en": bad, "title_es": bad}),
        (mex, "plans:task", (draft.pk,), {**task, "phase": phase.pk}),
        (mex, "plans:part-add", (draft.pk, "objective"), {"text_en": bad, "text_es": bad}),
        (mex, "plans:part-add", (draft.pk, "basis"), {"instrument_en": "x", "instrument_es": "x", "article": bad}),
        (
            mex,
            "plans:frame",
            (draft.pk,),
            {"starts_on": "2026-03-16", "ends_on": "2026-06-30", "summary_en": bad, "summary_es": bad},
        ),
        (
            mex,
            "plans:begin",
            (),
            {
                "commitment": draft.commitment_id,
                "parties": ["GTM"],
                "starts_on": "2026-03-16",
                "ends_on": "2026-06-30",
                "marking": "AMBER",
                "title_en": bad,
                "title_es": bad,
            },
        ),
        (mex, "requests:ask-clarity", (asked.pk,), {"words": bad}),
        (mex, "requests:refuse", (asked.pk,), {"ground": "not_held", "words": bad}),
        (
            mex,
            "requests:answer",
            (asked.pk,),
            {
                "answer_en": bad,
                "answer_marking": "AMBER",
                "limits_marking": "AMBER",
                "source": "X",
                "accuracy": 4,
                "is_whole": "yes",
            },
        ),
        (usa, "practices:report", (practice.pk,), {"status": "trying", "changed_en": bad}),
        (
            gtm,
            "practices:change",
            (practice.pk,),
            {"title_en": bad, "problem": "procedure", "evidence": 1, **dict.fromkeys(NEEDS, "no")},
        ),
    ):
        address = reverse(name, args=where)
        seen = re.findall(r'name="seen" value="(\w+)"', client.get(address, secure=True).content.decode())
        page = client.post(address, said | ({"seen": seen[0]} if seen else {}), secure=True, follow=True)
        assert words_of(page, "a mail address in it") == "", name
    assert stays_nowhere("jefe@example.org", caplog)


def test_a_yes_with_words_is_refused_like_a_no_with_words(world, draft):
    plans.table(world.mex.coordinator, draft)
    with pytest.raises(IdentifiesPerson):
        plans.answer(world.gtm.head, draft, reason="Ask jefe@example.org.")
    assert plans.answer(world.gtm.head, draft, reason="Gladly.").reason == "Gladly."


WHO = "who"
# Each of its own, so that none repeats another.
NAMES = (
    "Perla Inventada", "Rosa Ficticia", "Luz Imaginaria", "Ana Supuesta", "Eva Fingida", "Sol Quimera", "Mar Utopia"
)  # fmt: skip


def test_words_that_seem_to_name_a_person_are_asked_about_before_they_are_saved(world, english, gap, draft, sign_in):
    asked = make_request(world.usa, "MEX", now=plans.NOW)
    practice = make_practice(world.gtm, ["MEX", "USA"])
    gtm, usa, mex = (sign_in(side.head) for side in (world.gtm, world.usa, world.mex))
    with reading_as(world.gtm.head.reader):
        [passage] = gap.passages.all()
    written = {"part": "evidence", "text_en": WHO, "marking": "AMBER", "trace": "silent"}
    answer = {"answer_en": WHO, "answer_marking": "AMBER", "limits_marking": "AMBER", "source": "X", "accuracy": 4}
    asking = {
        "recipient": "MEX",
        "title_en": "Hours",
        "title_es": "Horas",
        "question_en": WHO,
        "purpose_en": "To know.",
    }
    asking |= {"purpose_es": "Saber.", "use": "H0", "urgency": "routine"}
    asking |= {"question_marking": "AMBER", "background_marking": "AMBER"}
    people = iter(NAMES)
    for client, name, where, told in (
        (gtm, "handling:write", ("gap", gap.pk), written),
        (gtm, "handling:edit", ("gap.passage", passage.pk), {"text_en": WHO, "trace": "silent"}),
        (gtm, "handling:gist", ("gap.passage", passage.pk), {"text_en": WHO, "marking": "GREEN", "readers": ["USA"]}),
        (mex, "plans:section", (draft.pk, "aim"), {"text_en": WHO, "text_es": WHO}),
        (mex, "requests:answer", (asked.pk,), {**answer, "is_whole": "yes"}),
        (usa, "requests:new", (), asking),
        (usa, "practices:report", (practice.pk,), {"status": "trying", "changed_en": WHO}),
    ):
        named = f"By agente {next(people)}."
        said = {field: named if value == WHO else value for field, value in told.items()}
        address = reverse(name, args=where)

        def sends(client=client, address=address, said=said, **more):
            seen = re.findall(r'name="seen" value="(\w+)"', client.get(address, secure=True).content.decode())
            return client.post(address, said | more | ({"seen": seen[0]} if seen else {}), secure=True, follow=True)

        assert 'name="nobody_named"' not in client.get(address, secure=True).content.decode(), name
        page = sends()
        assert words_of(page, "This seems to name a person.") == "", name
        assert 'name="nobody_named"' in page.content.decode(), name
        assert named in page.content.decode(), name
        page = sends(nobody_named="on")
        assert "This seems to name a person." not in page.content.decode(), name
        assert page.redirect_chain, (name, words_of(page, "nothing"))


def test_readers_posted_by_hand_are_nobodys(world, gap, draft, sign_in):
    """Whatever fields a form is sent, it lets nobody read what its own act does not."""
    mine = make_draft_gap(world.usa.member, ("USA",))
    hand = {name: ["CAN", "MEX", "SEC"] for name in ("releasable_to", "editable_by", "originators", "owners_read")}
    client = sign_in(world.usa.coordinator)
    said = {"title_en": "A gate", "kind": "coverage", "marking": "AMBER", "owners": "USA"}
    client.post(reverse("gaps:new"), said | hand, secure=True)
    change = reverse("gaps:change", args=[mine.pk])
    client.post(change, said | hand | {"seen": seen_on(client, change)}, secure=True)
    written = {"part": "evidence", "text_en": "Dark.", "marking": "AMBER", "trace": "silent"}
    client.post(reverse("handling:write", args=["gap", mine.pk]), written | hand, secure=True)
    # Chosen from no list that was offered: who does not read the whole reads no passage of it.
    client.post(reverse("handling:write", args=["gap", mine.pk]), written | {"readers": ["MEX"]}, secure=True)
    with reading_as(world.usa.head.reader):
        found = Gap.objects.filter(raised_by="USA").exclude(pk=gap.pk)
        assert len(found) == 2
        passages = list(GapPassage.objects.filter(gap__in=found))
        assert len(passages) == 3
        for row in (*found, *passages):
            assert row.releasable_to == row.editable_by == row.originators == ["USA"], row
    for side in ("MEX", "GTM", "CAN", "SEC"):
        with reading_as(Reader(side)):
            assert not Gap.objects.filter(raised_by="USA").exists()


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1+1"])
def test_a_formula_that_is_typed_leaves_as_words(world, gap, sign_in, formula):
    client = sign_in(world.gtm.coordinator)
    written = {"part": "evidence", "text_en": formula, "marking": "AMBER", "trace": "silent"}
    client.post(reverse("handling:write", args=["gap", gap.pk]), written, secure=True)
    page = client.post(
        reverse("handling:paper", args=["gap", gap.pk]), {"audience": ["GTM"], "form": "xlsx"}, secure=True
    )
    assert page.status_code == 200
    cells = [cell for row in load_workbook(io.BytesIO(page.content)).worksheets[0].iter_rows() for cell in row]
    [there] = [cell for cell in cells if str(cell.value).strip() == formula.strip()]
    assert there.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(page.content)) as parts:
        assert all(b"<f>" not in parts.read(name) and b"<f " not in parts.read(name) for name in parts.namelist())


def test_a_list_that_unpacks_to_far_more_than_it_weighs_is_refused(world, english, draft, sign_in):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    assert len(packed.getvalue()) < 1 << 20
    for address, person in (
        (reverse("gaps:import"), world.usa.member), (reverse("plans:import", args=[draft.pk]), world.mex.member)
    ):  # fmt: skip
        file = SimpleUploadedFile("gaps.xlsx", packed.getvalue())
        page = sign_in(person).post(address, {"file": file}, secure=True)
        assert page.status_code == 200, address
        assert "usa-error-message" in page.content.decode() or "usa-alert--error" in page.content.decode(), address
    for side in SIDES:
        with reading_as(Reader(side)):
            assert not Gap.objects.exists()


def test_marks_that_turn_words_around_are_kept_nowhere(world, gap, sign_in):
    """What is typed or brought in reads as it is kept, on the page and in a paper."""
    turned = "Gate \u202e321 etag\u202c, \u202bopen\ufeff"
    client = sign_in(world.gtm.coordinator)
    written = {"part": "evidence", "text_en": turned, "marking": "AMBER", "trace": "silent"}
    client.post(reverse("handling:write", args=["gap", gap.pk]), written, secure=True)
    with reading_as(world.gtm.coordinator.reader):
        assert GapPassage.objects.get(gap=gap, part="evidence").text == {"en": "Gate 321 etag, open"}
    file = SimpleUploadedFile("gaps.csv", f'Title,What is weak,Mended by\n"{turned}","{turned}",GTM\n'.encode())
    shown = client.post(reverse("gaps:import"), {"file": file}, secure=True)
    client.post(reverse("gaps:import"), {"lines": shown.context["confirmed"]}, secure=True)
    with reading_as(world.gtm.coordinator.reader):
        brought = Gap.objects.get(status="draft")
        said = [*brought.title.values(), *GapPassage.objects.get(gap=brought).text.values()]
    assert set(said) == {"Gate 321 etag, open"}
    page = client.get(gap.get_absolute_url(), secure=True).content.decode()
    assert not re.search("[\u202a-\u202e\ufeff]", page)
    assert re.search('lang="en" dir="auto">Gate 321 etag, open', page)
