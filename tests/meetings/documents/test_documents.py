"""Documents: added, revised, marked, withdrawn, downloaded; each by whom, and read by whom."""

import hashlib
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from meetings.documents import operations, storing
from meetings.documents.models import Document, Version
from meetings.documents.operations import Source
from meetings.documents.states import group_label
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.documents import make_document, text_source
from tests.factories.work import NOW, make_follow_up, make_item, make_meeting
from tests.meetings.documents.files import docm, pdf
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


def kept() -> set[str]:
    return set(storing.storage().listdir("")[1])


def sees(user, document) -> bool:
    with reading_as(user.reader):
        return Document.objects.filter(pk=document.pk).exists()


def reads_versions(user, document) -> bool:
    with reading_as(user.reader):
        return Version.objects.filter(document_id=document.pk).exists()


def fetch(sign_in, user, document, number=1):
    return sign_in(user).get(f"/documents/{document.pk}/v{number}/", secure=True)


def test_a_document_is_read_by_those_chosen_and_by_its_own_side(world, meeting):
    paper = make_document(world.usa.member, meeting, readers=["MEX"])
    for user, allowed in (
        (world.usa.observer, True), (world.mex.member, True), (world.gtm.head, False),
        (world.sec.coordinator, False), (world.can.head, False), (world.admin, False),
    ):  # fmt: skip
        assert sees(user, paper) is allowed
        assert reads_versions(user, paper) is allowed
    assert paper.releasable_to == ["USA", "MEX"]


def test_nobody_reads_who_does_not_see_the_meeting(world, meeting):
    before = kept()
    with pytest.raises(operations.ReadersBeyondMeeting, match="CAN"):
        make_document(world.usa.member, meeting, readers=["CAN"])
    assert kept() == before


def test_observers_and_outsiders_add_nothing(world, meeting):
    for user in (world.usa.observer, world.can.head, world.admin):
        with pytest.raises(NotAllowed):
            make_document(user, meeting)


def test_the_file_is_kept_under_a_name_that_says_nothing(world, meeting):
    paper = make_document(world.usa.member, meeting, sources=[text_source("Words", name="../../red lines.txt")])
    with reading_as(world.usa.member.reader):
        version = Version.objects.get(document=paper)
    assert version.name == "red lines.txt"
    assert version.key in kept()
    assert len(version.key) == 32
    assert version.size == 5
    assert version.sha256 == hashlib.sha256(b"Words").hexdigest()


def test_a_refused_file_leaves_nothing_behind(world, meeting):
    before = kept()
    with pytest.raises(operations.Refused):
        make_document(world.usa.member, meeting, sources=[text_source(), Source("es", name="a.docx", chunks=[docm()])])
    assert kept() == before
    with reading_as(world.usa.member.reader):
        assert not Document.objects.exists()


def test_a_failing_row_takes_its_file_with_it(world, meeting):
    before = kept()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_document(world.usa.member, meeting, title=None, kind=None)
    assert kept() == before


@pytest.mark.parametrize("limit", [10])
def test_a_file_beyond_the_limit_is_refused(world, meeting, settings, limit):
    settings.PORTAL_LARGEST_FILE = limit << 20
    chunks = (b"x" * (1 << 20) for _ in range(11))
    with pytest.raises(storing.TooLarge, match="10 MB"):
        make_document(world.usa.member, meeting, sources=[Source("en", name="a.txt", chunks=chunks)])


def test_an_upload_beyond_the_limit_is_dropped_on_the_way_and_told(world, meeting, settings, sign_in):
    settings.PORTAL_LARGEST_FILE = 1 << 20
    before = kept()
    data = {
        "title_en": "A", "title_es": "A", "kind": "paper", "marking": "GREEN",
        "file_en": SimpleUploadedFile("a.txt", b"x" * (9 << 20)),
    }  # fmt: skip
    answer = sign_in(world.usa.member).post(f"/meetings/{meeting.slug}/documents/new/", data, secure=True)
    assert answer.status_code == 200
    assert "larger than 1 MB" in answer.content.decode()
    assert kept() == before


def test_an_empty_file_is_refused(world, meeting):
    with pytest.raises(storing.EmptyFile):
        make_document(world.usa.member, meeting, sources=[text_source("")])


@pytest.mark.parametrize(
    ("scanner", "refusal"),
    [("false", storing.Infected), ("sh -c 'exit 2'", storing.NotScanned), ("/no/such/scanner", storing.NotScanned)],
)
def test_what_the_scanner_does_not_clear_is_not_taken(world, meeting, settings, scanner, refusal):
    settings.PORTAL_SCANNER = scanner
    before = kept()
    with pytest.raises(refusal):
        make_document(world.usa.member, meeting)
    assert kept() == before


def test_the_scanner_gets_the_file(world, meeting, settings):
    settings.PORTAL_SCANNER = "grep -q clean"
    make_document(world.usa.member, meeting, text="clean words")
    with pytest.raises(storing.Infected):
        make_document(world.usa.member, meeting, text="other words")


def test_links_are_https_alone(world, meeting):
    for url in ("http://example.org/a", "javascript:alert(1)", "ftp://x", "https//x"):
        with pytest.raises(operations.NotSecure):
            make_document(world.usa.member, meeting, sources=[Source("en", url=url)])
    paper = make_document(world.usa.member, meeting, sources=[Source("en", url="https://example.org/a")])
    with reading_as(world.usa.member.reader), pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            document=paper, number=2, language="en", url="http://x", at=NOW, author_name="x",
            releasable_to=["USA"], editable_by=["USA"],
        )  # fmt: skip


def test_versions_are_numbered_and_never_change(world, meeting):
    paper = make_document(world.usa.member, meeting)
    with reading_as(world.usa.negotiator.reader):
        made = operations.revise_document(
            document=paper, actor=world.usa.negotiator, now=NOW, source=text_source("Otra", "es")
        )
        assert (made.number, made.language) == (2, "es")
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=made.pk).update(name="other.txt")
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=made.pk).delete()


def test_only_the_own_side_revises_marks_and_withdraws(world, meeting):
    paper = make_document(world.usa.member, meeting)
    for user in (world.mex.coordinator, world.sec.coordinator, world.usa.observer):
        with reading_as(user.reader):
            with pytest.raises(NotAllowed):
                operations.revise_document(document=paper, actor=user, now=NOW, source=text_source())
            with pytest.raises(NotAllowed):
                operations.withdraw_document(document=paper, actor=user, now=NOW, reason="x")
    with reading_as(world.usa.negotiator.reader), pytest.raises(NotAllowed):
        operations.mark_document(document=paper, actor=world.usa.negotiator, now=NOW, marking="RED", readers=[])


def test_narrowing_a_document_takes_all_its_versions_along(world, meeting):
    paper = make_document(world.usa.member, meeting, readers=["MEX", "GTM"])
    with reading_as(world.usa.coordinator.reader):
        operations.mark_document(
            document=paper, actor=world.usa.coordinator, now=NOW, marking="AMBER+STRICT", readers=["GTM"]
        )
    assert not reads_versions(world.mex.member, paper)
    assert reads_versions(world.gtm.member, paper)
    with reading_as(world.usa.coordinator.reader):
        operations.mark_document(
            document=paper, actor=world.usa.coordinator, now=NOW, marking="GREEN", readers=["MEX", "SEC"]
        )
    assert reads_versions(world.mex.member, paper)
    assert reads_versions(world.sec.member, paper)


def test_a_withdrawn_document_stays_listed_and_gives_no_file(world, meeting, sign_in):
    paper = make_document(world.usa.member, meeting, title="Old paper")
    with reading_as(world.usa.member.reader):
        operations.withdraw_document(document=paper, actor=world.usa.member, now=NOW, reason="Wrong annex")
    for user in (world.mex.member, world.usa.member):
        answer = fetch(sign_in, user, paper)
        assert answer.status_code == 409
        assert "Old paper" in answer.content.decode()
    page = sign_in(world.usa.member).get(f"/documents/{paper.pk}/", secure=True).content.decode()
    assert "Wrong annex" in page
    assert f"/documents/{paper.pk}/v1/" not in page
    with reading_as(world.usa.member.reader):
        with pytest.raises(operations.IsWithdrawn):
            operations.withdraw_document(document=paper, actor=world.usa.member, now=NOW, reason="x")
        with pytest.raises(operations.IsWithdrawn):
            operations.revise_document(document=paper, actor=world.usa.member, now=NOW, source=text_source())


def test_a_download_is_the_file_and_inert(world, meeting, sign_in):
    data = pdf()
    paper = make_document(world.usa.member, meeting, sources=[Source("en", name="Declaración “x”.pdf", chunks=[data])])
    answer = fetch(sign_in, world.mex.member, paper)
    assert answer.getvalue() == data
    assert answer["Content-Length"] == str(len(data))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Declaraci%C3%B3n")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_file_is_given_to_nobody_else(world, meeting, sign_in):
    paper = make_document(world.usa.member, meeting, readers=["MEX"])
    for user in (world.gtm.head, world.sec.coordinator, world.can.head):
        assert fetch(sign_in, user, paper).status_code == 404
    assert fetch(sign_in, world.admin, paper).status_code == 403
    assert fetch(sign_in, world.mex.member, paper, number=2).status_code == 404


def test_a_link_has_nothing_to_download(world, meeting, sign_in):
    paper = make_document(world.usa.member, meeting, sources=[Source("en", url="https://example.org/a")])
    assert fetch(sign_in, world.usa.member, paper).status_code == 404


def test_a_document_belongs_to_an_item_of_its_own_meeting(world, meeting, sign_in):
    item = make_item(world.sec.coordinator, meeting, title="Root causes")
    paper = make_document(world.usa.member, meeting, about=("item", item.pk))
    page = sign_in(world.usa.member).get(f"/documents/{paper.pk}/", secure=True).content.decode()
    assert "Root causes" in page
    listed = sign_in(world.usa.member).get(f"/documents/?about={item.pk}", secure=True).content.decode()
    assert f"/documents/{paper.pk}/" in listed
    other = make_meeting(world.sec.coordinator, delegations=["MEX", "GTM"], slug="other")
    hidden = make_item(world.sec.coordinator, other)
    for key in (hidden.pk, uuid.uuid4()):
        with pytest.raises(operations.NotOfThisMeeting):
            make_document(world.usa.member, meeting, about=("item", key))


def test_a_missing_language_is_said(world, meeting, sign_in):
    paper = make_document(world.usa.member, meeting)
    client = sign_in(world.usa.member)
    assert "The Spanish version is missing." in client.get(f"/documents/{paper.pk}/", secure=True).content.decode()
    assert "Español is missing" in client.get(f"/meetings/{meeting.slug}/documents/", secure=True).content.decode()
    with reading_as(world.usa.member.reader):
        operations.revise_document(document=paper, actor=world.usa.member, now=NOW, source=text_source("x", "both"))
    assert "is missing" not in client.get(f"/documents/{paper.pk}/", secure=True).content.decode()


def test_the_group_names_the_marks_its_own_way(settings):
    assert group_label("RED") == "For the people at the table only"
    settings.PORTAL_LABELS = {"RED": {"en": "Heads only", "es": "Solo jefaturas"}}
    assert group_label("RED") == "Heads only"


def test_a_document_is_added_on_the_page(world, meeting, sign_in):
    data = {
        "title_en": "Annex", "title_es": "Anexo", "kind": "paper", "marking": "AMBER+STRICT",
        "readers": ["MEX"], "file_en": SimpleUploadedFile("annex.pdf", pdf()),
        "link_es": "https://example.org/anexo.pdf",
    }  # fmt: skip
    client = sign_in(world.usa.member)
    address = f"/meetings/{meeting.slug}/documents/new/"
    answer = client.post(address, data, secure=True, follow=True)
    text = answer.content.decode()
    assert "annex.pdf" in text
    assert "https://example.org/anexo.pdf" in text
    assert "TLP:AMBER+STRICT" in text
    empty = client.post(address, data | {"file_en": "", "link_es": ""}, secure=True)
    assert "Choose a file or give a link." in empty.content.decode()
    strange = client.post(address, data | {"readers": ["CAN"]}, secure=True)
    assert strange.status_code == 200
    assert "alert" in strange.content.decode()


@pytest.mark.parametrize("count", [1, 3, 400])
@pytest.mark.parametrize(("address", "queries"), [("/documents/", 10), ("/meetings/{slug}/documents/", 12)])
def test_lists_cost_the_same_queries_for_any_number(
    world, meeting, sign_in, count, address, queries, django_assert_num_queries
):
    paper = make_document(world.usa.member, meeting)
    with reading_as(world.usa.member.reader):
        shared = {"releasable_to": paper.releasable_to, "editable_by": paper.editable_by}
        papers = [
            Document(
                meeting=meeting, title={"en": str(number)}, delegation_id="USA", added_by=world.usa.member,
                added_at=NOW, **shared,
            )
            for number in range(count - 1)
        ]  # fmt: skip
        Document.objects.bulk_create(papers)
        facts = {"language": "en", "url": "https://example.org/a", "at": NOW, "author_name": "x"}
        Version.objects.bulk_create(Version(document=each, number=1, **facts, **shared) for each in papers)
    client = sign_in(world.mex.member)
    client.get("/", secure=True)
    with django_assert_num_queries(queries):
        assert client.get(address.format(slug=meeting.slug), secure=True).status_code == 200
