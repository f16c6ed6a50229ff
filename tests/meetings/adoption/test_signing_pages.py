"""The page of the signatures as people use it: password and code asked anew, others turned away, the certificate."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from meetings.adoption.models import SignOff
from meetings.negotiation.operations import opt_out
from meetings.statements.models import Statement
from portal.audit.models import Entry
from portal.core.reader import reading_as
from tests.factories.closing import heads_of, sign
from tests.factories.keys import SecurityKey
from tests.factories.people import PASSWORD, code_now, make_factor, make_user
from tests.factories.texts import reload
from tests.factories.work import NOTE


def get(client: Any, statement: Any, path: str = "sign-off/") -> Any:
    return client.get(f"/statements/{statement.slug}/{path}", secure=True)


def post(client: Any, statement: Any, path: str = "sign-off/", **data: Any) -> Any:
    return client.post(f"/statements/{statement.slug}/{path}", data, secure=True, follow=True)


def final_hash(statement: Any, person: Any) -> str:
    with reading_as(person.reader):
        return Statement.objects.select_related("final").get(pk=statement.pk).final.hashes[""]


def words(statement: Any, person: Any, **facts: Any) -> dict[str, Any]:
    shown = {"seen": final_hash(statement, person), "kind": "final", "capacity": "Minister"}
    return shown | {"password": PASSWORD, "code": code_now()} | facts


def given(person: Any) -> list[tuple[str, str]]:
    with reading_as(person.reader):
        return list(SignOff.objects.order_by("at").values_list("delegation_id", "kind"))


@pytest.fixture
def head(world: Any) -> Any:
    make_factor(world.usa.head)
    return world.usa.head


def test_a_head_signs_with_password_and_code(world, sign_in, signable, head):
    client = sign_in(head)
    page = get(client, signable).content.decode()
    assert "Sign for the United States" in page
    assert "Your capital confirms by</label>" in page
    assert f'value="{final_hash(signable, head)}"' in page
    for anchor in ("p01", "p02", "p03"):
        assert f'id="{anchor}"' in page
    page = post(client, signable, **words(signable, head)).content.decode()
    assert "Signed. All parties see it." in page
    assert given(head) == [("USA", "final")]
    assert "2 parties have not signed yet" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"password": "another sentence"}, "This is not your password."),
        ({"password": ""}, "This field is required."),
        ({"code": "000000"}, "This code is not valid."),
        ({"code": ""}, "This field is required."),
        ({"kind": ""}, "Choose how you sign."),
        ({"kind": "ad_ref"}, "Say by which day your capital confirms"),
        ({"seen": "0" * 64}, "You read the text 0000-0000-0000"),
    ],
)
def test_what_is_wrong_or_missing_signs_nothing(world, sign_in, signable, head, facts, said):
    page = post(sign_in(head), signable, **words(signable, head, **facts)).content.decode()
    assert said in page
    assert given(head) == []
    assert PASSWORD not in page


def test_a_wrong_password_is_counted_as_at_sign_in_and_recorded(world, sign_in, signable, head):
    client = sign_in(head)
    for _try in range(5):
        post(client, signable, **words(signable, head, password="wrong"))
    page = post(client, signable, **words(signable, head)).content.decode()
    assert "Too many wrong passwords or codes." in page
    assert given(head) == []
    with reading_as(head.reader):
        assert Entry.objects.filter(action="people.person.sign_in_failed").count() == 5


def test_a_code_signs_once(world, sign_in, signable, head):
    used, client = code_now(), sign_in(head)
    post(client, signable, **words(signable, head, kind="ad_ref", expires_on="2090-01-01", code=used))
    post(client, signable, **words(signable, head, code=used))
    assert given(head) == [("USA", "ad_ref")]


def test_in_the_demo_the_password_alone_is_asked(world, sign_in, signable, settings):
    settings.REQUIRE_MFA = False
    client = sign_in(world.usa.head)
    assert 'name="code"' not in get(client, signable).content.decode()
    post(client, signable, **words(signable, world.usa.head, code=""))
    assert given(world.usa.head) == [("USA", "final")]


def test_nobody_else_signs(world, sign_in, signable):
    deputy = make_user("deputy.usa@test.example", role="deputy", code="USA")
    usa, sec = world.usa, world.sec
    for person in (deputy, usa.coordinator, usa.negotiator, usa.observer, sec.coordinator, sec.head):
        client = sign_in(person)
        assert "Sign for" not in get(client, signable).content.decode()
        assert post(client, signable, **words(signable, person)).status_code == 403
    outsider = sign_in(world.can.head)
    assert get(outsider, signable).status_code == 404
    assert post(outsider, signable, seen="0" * 64).status_code == 404
    assert given(usa.head) == []


def test_the_secretariat_records_a_note_that_the_parties_download(world, sign_in, signable):
    office = sign_in(world.sec.coordinator)
    facts = {"seen": final_hash(signable, world.sec.coordinator), "delegation": "MEX", "capacity": "Minister"}
    facts |= {"signatory": "Ana Ministra", "file": SimpleUploadedFile("nota.pdf", NOTE)}
    page = post(office, signable, "sign-off/note/", **facts).content.decode()
    assert "Signed by note" in page
    with reading_as(world.usa.head.reader):
        kept = SignOff.objects.get()
    file = get(sign_in(world.usa.member), signable, f"sign-off/notes/{kept.pk}/")
    assert b"".join(file.streaming_content) == NOTE
    assert get(sign_in(world.can.member), signable, f"sign-off/notes/{kept.pk}/").status_code == 404


def test_a_note_that_is_refused_leaves_no_file(world, sign_in, signable, monkeypatch):
    dropped: list[str] = []
    monkeypatch.setattr("meetings.documents.storing.drop", dropped.extend)
    facts = {"seen": "0" * 64, "delegation": "MEX", "capacity": "Minister", "signatory": "Ana Ministra"}
    facts["file"] = SimpleUploadedFile("nota.pdf", NOTE)
    page = post(sign_in(world.sec.coordinator), signable, "sign-off/note/", **facts).content.decode()
    assert "You read the text" in page
    assert len(dropped) == 1


def test_a_signature_is_taken_back_and_shown_as_such(world, sign_in, signable, head):
    sign(signable, head, timezone.now())
    client, proof = sign_in(head), {"password": PASSWORD, "code": code_now()}
    page = post(client, signable, "sign-off/revoke/", reason="The cabinet looks again.", **proof).content.decode()
    assert "“The cabinet looks again.”" in page
    assert "taken back" in page
    assert "Sign for the United States" in page


def test_the_certificate_says_who_signed_what_in_both_languages(world, sign_in, signable):
    now = timezone.now()
    for code, head in heads_of(world).items():
        sign(signable, head, now, capacity=f"Minister of {code}")
    client = sign_in(world.mex.member)
    whole = final_hash(signable, world.mex.member)
    page = get(client, signable, "certificate/").content.decode()
    pdf = get(client, signable, "certificate.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    document = PdfReader(io.BytesIO(pdf.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    paper = " ".join("".join(each.extract_text() for each in document.pages).split())
    assert whole in page
    assert whole in paper.replace(" ", "")
    for said in (
        "Minister of USA",
        "Minister of MEX",
        "All parties have signed",
        "Las delegaciones",
        "The delegations",
    ):
        assert said in paper
    assert "Todas las partes" in paper


def test_the_page_costs_the_same_however_many_signed(world, sign_in, signable):
    client, now, heads = sign_in(world.usa.member), timezone.now(), list(heads_of(world).values())
    counts = set()
    for number in (1, 3, 12):
        for turn in range(number):
            head = heads[turn % 3]
            with reading_as(head.reader):
                standing = SignOff.objects.filter(delegation=head.code, revoked_at__isnull=True)
                standing.update(revoked_at=now, revoked_by_name="x", reason="x")
            sign(signable, head, now)
        for path in ("sign-off/", "certificate/"):
            get(client, signable, path)
            with CaptureQueriesContext(connection) as asked:
                assert get(client, signable, path).status_code == 200
            counts.add((path, len(asked)))
    assert len(counts) == 2, counts


def test_a_head_whose_second_factor_is_a_security_key_alone_signs_with_it(world, sign_in, signable):
    """What the key says to one page counts once, on that page, with the password and a person who touched it."""
    head, client = world.usa.head, sign_in(world.usa.head)
    key = SecurityKey(head)

    def asked(path="sign-off/"):
        page = get(client, signable, path)
        assert 'id="prove-key"' in page.text
        assert "Recovery code" in page.text
        return page.context["key"]

    def send(credential="", **facts):
        told = {"code": "", "credential": credential} | facts
        return post(client, signable, **words(signable, head, **told)).text

    asked()
    assert "Use your security key, or type a code." in send()
    first = asked()
    assert "This is not your password." in send(key.answer(first), password="another sentence")
    assert "was not recognised" in send(key.answer(first))
    assert "was not recognised" in send(key.answer(asked(), person_present=False))
    asked()
    assert "was not recognised" in send("{]")
    assert "was not recognised" in send(SecurityKey(world.mex.head).answer(asked()))
    assert given(head) == []
    said = key.answer(asked())
    assert "Signed. All parties see it." in send(said)
    assert given(head) == [("USA", "final")]
    with reading_as(head.reader):
        assert Authenticator.objects.get(user=head.pk).last_used_at
    proof = {"password": PASSWORD, "credential": key.answer(asked("sign-off/revoke/"))}
    assert "taken back" in post(client, signable, "sign-off/revoke/", reason="A doubt.", **proof).text
    assert "was not recognised" in send(said)
    assert given(head) == [("USA", "final")]


def test_the_certificate_says_how_each_signed_and_who_left(world, sign_in, signable):
    """In the portal, by a note with the hash of its file, ad referendum until a day, and of who left how it had signed."""
    now, office = timezone.now(), sign_in(world.sec.coordinator)
    facts = {"seen": final_hash(signable, world.sec.coordinator), "capacity": "Minister", "signatory": "Ana Ministra"}
    for code in ("MEX", "USA"):
        note = {"delegation": code, "file": SimpleUploadedFile(f"nota-{code}.pdf", NOTE + code.encode())}
        post(office, signable, "sign-off/note/", **facts, **note)
    with reading_as(world.usa.head.reader):
        hashes = dict(SignOff.objects.values_list("delegation_id", "note_hash"))
        opt_out(statement=reload(signable), actor=world.usa.head, now=now, reason="The capital decided so.")
    note = {"delegation": "MEX", "file": SimpleUploadedFile("nota-MEX-2.pdf", NOTE)}
    post(office, signable, "sign-off/note/", **facts, **note)
    sign(signable, world.gtm.head, now, kind="ad_ref", expires_on=now.date() + timedelta(days=9))
    client = sign_in(world.usa.member)
    page = get(client, signable, "certificate/").text
    document = PdfReader(io.BytesIO(get(client, signable, "certificate.pdf").content))
    paper = " ".join("".join(each.extract_text() for each in document.pages).split())
    with reading_as(world.usa.head.reader):
        again = SignOff.objects.get(note_name="nota-MEX-2.pdf").note_hash
    for whole in (again, hashes["USA"]):
        assert whole in page
        assert whole in paper.replace(" ", "")
    for said in (
        "The capital decided so.",
        "nota-USA.pdf",
        "By a signed note that the secretariat recorded",
        "Ana Ministra",
    ):
        assert said in page
        assert said in paper
    for said in ("Must be confirmed by", "Parties that have left this text", "Partes que dejaron este texto"):
        assert said in paper


def test_a_text_that_waits_for_signatures_is_not_done_in_the_list_of_texts(world, sign_in, signable):
    client = sign_in(world.usa.member)
    shown = client.get("/statements/", secure=True).content.decode()
    assert re.search(r'class="st st--open">(<[^>]*>)*\s*Sign-off', shown)
