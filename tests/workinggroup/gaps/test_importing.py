"""Gaps from a list: drafts of the own side, all of them or none; identifiers of persons are refused and repeated nowhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.people.lists.named import Line
from tests.factories.gaps import NOW, make_place
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.gaps.operations import check_gaps, import_gaps
from workinggroup.gaps.operations.importing import BadRows, TooManyGaps

ROW = {
    "title": "A gate",
    "kind": "Procedimiento",
    "place": "la mesilla gtm",
    "owners": "gtm, mex",
    "description": "It is open.",
}


def lines(*rows):
    return [Line(number, {**ROW, **row}) for number, row in enumerate(rows, 2)]


def bring(actor, *rows):
    with reading_as(actor.reader):
        return import_gaps(lines=lines(*rows), actor=actor, now=NOW)


def test_each_line_becomes_a_draft_that_the_own_side_alone_reads(world):
    make_place(world.sec.coordinator)
    made = bring(world.gtm.member, {"reference": "7/2026"}, {"title_es": "Una puerta", "reference": "8/2026"})
    assert [(gap.status, gap.kind, gap.owners, str(gap.place)) for gap in made] == [
        ("draft", "procedure", ["GTM", "MEX"], "La Mesilla GTM")
    ] * 2
    for other in (world.mex.head, world.sec.coordinator):
        with reading_as(other.reader):
            assert not Gap.objects.exists()
            assert not GapPassage.objects.exists()
    for nobody in (world.gtm.observer, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            bring(nobody, {})
    with pytest.raises(BadRows, match="2"):
        bring(world.gtm.member, {"reference": "7/2026"})
    with pytest.raises(TooManyGaps):
        bring(world.gtm.member, *[{}] * 501)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"title": ""}, "It has no title."),
        ({"description": ""}, "It does not say what is weak."),
        ({"title": "x" * 201}, "longer than 200"),
        ({"kind": "weather"}, "No kind of gap is called “weather”."),
        ({"place": "Nowhere"}, "No place is called “Nowhere”."),
        ({"owners": "GTM, XXX"}, "No delegation has the code XXX."),
        ({"description": "CURP GOMC800101HDFRRN09 was stopped."}, "The text has a CURP in it."),
        ({"description": "=1+1 write to jefe@example.org"}, "The text has a mail address in it."),
    ],
)
def test_what_is_wrong_with_a_line_is_said_and_nothing_is_written(world, row, says):
    make_place(world.sec.coordinator)
    with reading_as(world.gtm.member.reader):
        [_good, bad] = check_gaps(lines=lines({}, row), actor=world.gtm.member)
    assert any(says in problem for problem in bad.problems)
    assert "GOMC800101HDFRRN09" not in str(vars(bad))
    assert "jefe@example.org" not in str(vars(bad))
    with pytest.raises(BadRows):
        bring(world.gtm.member, {}, row)
    with reading_as(world.gtm.member.reader):
        assert not Gap.objects.exists()
        assert not Entry.objects.filter(action="workinggroup.gap.drafted").exists()


def test_two_lines_of_one_reference_are_refused(world):
    make_place(world.sec.coordinator)
    with reading_as(world.gtm.member.reader):
        checked = check_gaps(lines=lines({"reference": "7"}, {"reference": "7"}), actor=world.gtm.member)
    assert all("Two lines have the reference 7." in each.problems for each in checked)


def test_a_file_is_shown_first_and_brought_in_when_it_is_confirmed(world, sign_in):
    make_place(world.sec.coordinator)
    client, address = sign_in(world.usa.member), reverse("gaps:import")
    text = "Title,What is weak,Mended by,Place\nA gate,It is open.,USA,la-mesilla\nA door,It is shut.,USA,\n"
    shown = client.post(address, {"file": SimpleUploadedFile("gaps.csv", text.encode())}, secure=True)
    assert "2 drafts. Your delegation alone reads them once you confirm." in shown.content.decode()
    with reading_as(world.usa.member.reader):
        assert not Gap.objects.exists()
    done = client.post(address, {"lines": shown.context["confirmed"]}, secure=True, follow=True)
    assert "2 drafts were brought in." in done.content.decode()
    with reading_as(world.usa.member.reader):
        assert Gap.objects.filter(status="draft").count() == 2
