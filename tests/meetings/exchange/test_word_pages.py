"""Downloading a statement and bringing a file back: the pages, and the same from a shell."""

import io
import re
import zipfile
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.negotiation.models import TextProposal
from meetings.texts.docx.reading import read
from meetings.texts.limits import LargeFile
from portal.core.reader import reading_as
from tests.factories.exchange import AGAIN, AGREE, MET, change, do, exported, rewritten
from tests.factories.word import p, r, replaced
from tests.factories.work import make_negotiation, make_statement

EDITS = p("p01", r(MET)), p("p02", r(AGREE.replace("establish", "publish"))), p("p03", r(AGAIN))


def address(name, statement):
    return reverse(f"exchange:{name}", args=[statement.slug])


def upload(data, name="statement.docx"):
    return SimpleUploadedFile(name, data)


def drafts_of(actor):
    with reading_as(actor.reader):
        return [(each.kind, str(each.paragraph)) for each in TextProposal.objects.order_by("created_at")]


def test_a_member_downloads_the_text_in_the_chosen_look_and_language(world, statement, sign_in):
    do(world.gtm.head, "issue_revision", statement=statement)
    client = sign_in(world.usa.observer)
    page = client.get(address("export", statement))
    assert page.status_code == 200
    assert 'name="against"' in page.text
    answer = client.get(address("export", statement), {"form": "docx", "language": "es"})
    assert answer["Content-Disposition"] == f'attachment; filename="{statement.slug}-rev0-es.docx"'
    returned = read(answer.content)
    assert (returned.language, returned.revision, returned.statement) == ("es", 0, statement.slug)
    text = client.get(address("export", statement), {"form": "txt", "look": "clean", "language": "en"})
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert AGREE in text.content.decode()
    change(world, statement, texts=[{"en": "New words.", "es": "Nuevas."}])
    redline = client.get(address("export", statement), {"form": "docx", "look": "redline", "against": "0"})
    assert read(redline.content).authors == ("USA",)
    refused = client.get(address("export", statement), {"form": "docx", "look": "redline"})
    assert "Choose the revision since which" in refused.text
    assert client.get(address("export", statement), {"form": "pdf"}).status_code == 200


def test_a_text_on_record_and_one_of_others_are_not_found(world, statement, sign_in):
    recorded = make_statement(world.sec.coordinator, statement.meeting)
    for name in ("export", "bring-back"):
        assert sign_in(world.usa.member).get(address(name, recorded)).status_code == 404
        assert sign_in(world.can.member).get(address(name, statement)).status_code == 404


@pytest.mark.parametrize("look", ["brackets", "redline"])
def test_an_export_costs_the_same_queries_for_any_length(world, statement, sign_in, look):
    client, asked = sign_in(world.usa.member), {"form": "docx", "look": look, "against": "0"}

    def queries(found):
        do(world.gtm.head, "issue_revision", statement=found)
        client.get(address("export", found))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address("export", found), asked).status_code == 200
        return len(caught)

    long = {
        "en": "\n\n".join(f"Paragraph {n}." for n in range(60)),
        "es": "\n\n".join(f"Párrafo {n}." for n in range(60)),
    }
    assert queries(statement) == queries(make_negotiation(world, statement.meeting, texts=long))


def test_nothing_is_saved_before_the_person_confirms(world, statement, sign_in):
    client = sign_in(world.usa.member)
    data = rewritten(exported(world.usa.member, statement), *EDITS)
    preview = client.post(address("bring-back", statement), {"file": upload(data), "language": "en"})
    assert "<del>establish</del><ins>publish</ins>" in preview.text
    assert "<b>¶ 2</b> Replace the text" in preview.text
    assert not re.search(r"\bp\d\d\b", re.sub(r"<[^>]*>", " ", preview.text))
    assert drafts_of(world.usa.member) == []
    sealed = re.search(r'name="sealed" value="([^"]+)"', preview.text)[1]
    done = client.post(address("confirm-return", statement), {"sealed": sealed}, follow=True)
    assert "Internal drafts made: 1." in done.text
    assert drafts_of(world.usa.member) == [("replace", "p02")]
    assert drafts_of(world.mex.coordinator) == []
    client.post(address("confirm-return", statement), {"sealed": sealed})
    assert drafts_of(world.usa.member) == [("replace", "p02")]
    again = client.post(address("bring-back", statement), {"file": upload(data), "language": "en"})
    assert "1 change of this file is drafted already" in again.text


def test_a_person_names_the_text_that_a_file_without_properties_was_exported_from(world, statement, sign_in):
    do(world.gtm.head, "issue_revision", statement=statement)
    client = sign_in(world.usa.member)
    data = rewritten(exported(world.usa.member, statement), *EDITS)
    data = replaced(data, **{"docProps/custom.xml": lambda _xml: "<Properties/>"})
    asked = {"language": "en"}
    page = client.post(address("bring-back", statement), {"file": upload(data), **asked})
    assert "does not say which text it was exported from" in page.text
    assert 'name="sealed"' not in page.text
    assert "<b>¶ 2</b> The file has other words for this paragraph" in page.text
    for revision in ("0", "present"):
        page = client.post(address("bring-back", statement), {"file": upload(data), **asked, "revision": revision})
        assert "<del>establish</del><ins>publish</ins>" in page.text
    page = client.post(address("bring-back", statement), {"file": upload(data), **asked, "revision": "7"})
    assert 'name="sealed"' not in page.text


def test_moves_are_written_apart_where_a_person_asks(world, statement, sign_in):
    do(world.gtm.head, "issue_revision", statement=statement)
    change(world, statement, "p03", kind="move")
    asked = {"form": "docx", "look": "redline", "against": "0", "language": "en"}
    client = sign_in(world.usa.member)
    for apart, has_moves in ((None, True), ("on", False)):
        found = client.get(address("export", statement), asked | ({"apart": apart} if apart else {}))
        xml = zipfile.ZipFile(io.BytesIO(found.content)).read("word/document.xml").decode()
        assert ("<w:moveTo " in xml) == has_moves


def test_a_preview_of_another_text_or_changed_on_the_way_makes_nothing(world, statement, sign_in):
    client, other = sign_in(world.usa.member), make_negotiation(world, statement.meeting)
    data = rewritten(exported(world.usa.member, statement), *EDITS)
    preview = client.post(address("bring-back", statement), {"file": upload(data), "language": "en"})
    sealed = re.search(r'name="sealed" value="([^"]+)"', preview.text)[1]
    for found, value in ((other, sealed), (statement, f"{sealed}x"), (statement, "")):
        answer = client.post(address("confirm-return", found), {"sealed": value}, follow=True)
        assert "This preview is of no use any more." in answer.text
    assert drafts_of(world.usa.member) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a Word document"),
        (b"plain", "is not a Word document"),
        (b"PK\x03\x04" + b"\0" * (10 * 1024 * 1024), str(LargeFile.sentence)),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(world, statement, sign_in, data, sentence):
    answer = sign_in(world.usa.member).post(address("bring-back", statement), {"file": upload(data), "language": "en"})
    assert sentence in answer.text
    assert drafts_of(world.usa.member) == []


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_from_a_shell_out_and_back(world, statement, tmp_path):
    do(world.gtm.head, "issue_revision", statement=statement)
    change(world, statement, "p03", texts=[{"en": "New words.", "es": "Nuevas."}])
    path = tmp_path / "out.docx"
    run("statement_docx", statement.slug, redline_from=0, out=path)
    assert read(path.read_bytes()).authors == ("USA",)
    run("statement_docx", statement.slug, out=path, person=world.usa.member.email)
    path.write_bytes(rewritten(path.read_bytes(), *EDITS[:2], p("p03", r("New words."))))
    facts = {"into": statement.slug, "person": world.usa.negotiator.email}
    assert run("import_statement", path, **facts, table=True) == "drafted   ¶ 2: Replace the text\n"
    assert drafts_of(world.mex.member)[-1] == ("replace", "p02")
    assert run("import_statement", path, **facts) == "there     ¶ 2: Replace the text\n"
    path.write_bytes(rewritten(path.read_bytes(), *EDITS[:2], p("p03", r("New [USA: words."))))
    with pytest.raises(SystemExit) as left:
        run("import_statement", path, **facts)
    assert left.value.code == 1


def test_a_shell_names_the_revision_of_a_file_without_properties(world, statement, tmp_path):
    do(world.gtm.head, "issue_revision", statement=statement)
    usa, path = world.usa.negotiator, tmp_path / "out.docx"
    edited = rewritten(exported(usa, statement), p("p01", r("They met.")), *EDITS[1:])
    path.write_bytes(replaced(edited, **{"docProps/custom.xml": lambda _xml: "<Properties/>"}))
    facts = {"into": statement.slug, "person": usa.email}
    with pytest.raises(CommandError) as refusal:
        run("import_statement", path, **facts, revision="7")
    assert "7" in str(refusal.value)
    assert "drafted   ¶ 1: Replace the text" in run("import_statement", path, **facts, revision="0")


@pytest.mark.parametrize(
    ("person", "into"), [("nobody@test.example", ""), ("", "no-such-text"), ("observer", ""), ("outsider", "")]
)
def test_a_shell_says_what_is_wrong_and_exits_with_2(world, statement, tmp_path, person, into):
    path = tmp_path / "out.docx"
    path.write_bytes(exported(world.usa.member, statement))
    people = {"": world.usa.member, "observer": world.usa.observer, "outsider": world.can.member}
    email = people[person].email if person in people else person
    with pytest.raises(CommandError) as refusal:
        run("import_statement", path, into=into or statement.slug, person=email)
    assert refusal.value.returncode == 2
