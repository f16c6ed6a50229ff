"""Papers always come: each one that some address gives, made of rows that hold what no typeface has and no file may."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any
from unicodedata import normalize

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.agendas.models import Item
from meetings.exchange.exporting import Form
from meetings.records.models import Amendment
from meetings.records.operations import circulate_records, propose_amendment, write_outcome
from meetings.records.states import AmendmentStatus
from meetings.rounds.models import Meeting
from portal.core import printing
from portal.core.checks import addresses
from portal.core.office import TYPES
from portal.core.reader import reading_as
from portal.core.texts import LocalizedTextField
from portal.people.readers import everybody
from tests.factories.closing import freeze
from tests.factories.documents import make_pack
from tests.factories.work import NOW, conclude, make_follow_up_pack, make_negotiation
from tests.wall.asking import PRINCIPALS
from tests.wall.rights import RIGHTS
from tests.wall.sweeping import Sweep, ask, client_of, sweep
from workinggroup.pack.models import PackPaper
from workinggroup.progress.models import ReportingRound

NAMES = "Nguyễn 李明 김민준 محمد Дмитрий Kꞌicheꞌ"
SIGNS = (
    "\U0001f600 \u0378 \ue000 e" + "\u0301\u0308" * 9 + " 李\u1dc4 a\u200b\u200d\u2060b \u2066d\u2069\u200f " + "W" * 60
)
MARKUP = "<b>&amp;\" ' #panic() $x$ *_`\\ @a =1+1"
# What the database keeps as it is: what it would check, what names things, what nobody reads.
LEFT = {"password", "time_zone", "key", "guests", "drafted_in", "holiday_country"}


def spoil_rows() -> int:
    """Put all of it into every text of every row that can be changed at all, past forms and operations.

    Control characters are not among it: PostgreSQL takes none (`test_texts.py`).
    """
    changed, whole = 0, f"{NAMES} {SIGNS} {MARKUP}"
    for model in apps.get_models():
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if isinstance(field, LocalizedTextField):
                values[field.name] = {"en": whole, "es": whole}
            elif type(field) in {models.CharField, models.TextField} and not (field.choices or field.unique):
                is_short = field.name in LEFT or (field.max_length or 1000) < 100
                values |= {} if is_short else {field.name: whole[: field.max_length]}
        if not values or model._meta.app_label not in {"people", "meetings", "workinggroup"}:
            continue
        for reader in everybody():
            for some in (values, *({name: value} for name, value in values.items())):
                try:
                    with reading_as(reader), transaction.atomic():
                        changed += model._default_manager.update(**some)
                except DatabaseError:
                    # One of them is append-only or another's: then each by itself.
                    continue
                if some is values:
                    break
    return changed


def papers_of(swept: Sweep, statements: list[str]) -> Iterator[tuple[str, str]]:
    """The addresses that answer with a file, as (name, path), in each form and language."""
    forms = {name: re.findall(r"\(\?P<form>([^)]+)\)", route) for route, name, _view in addresses()}
    for answer in swept.answers.values():
        if (
            answer.kind in {"", "shared"}
            and answer.status == 200
            and not answer.headers["Content-Type"].startswith("text/html")
        ):
            yield answer.name, answer.path
            for form in forms[answer.name][0].split("|") if forms[answer.name] else []:
                yield answer.name, re.sub(r"\.\w+$", f".{form}?language=both", answer.path)
    for slug, form, language in product(statements, Form.values, ("en", "both")):
        yield "exchange:export", f"/statements/{slug}/export/?form={form}&language={language}"


def words_of(content: bytes) -> str:
    """What a paper says, read by another library than wrote it; "" where it is none."""
    if content.startswith(b"%PDF"):
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        inside = zipfile.ZipFile(io.BytesIO(content)).namelist()
        if "xl/workbook.xml" in inside:
            sheets = load_workbook(io.BytesIO(content)).worksheets
            text = " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
        elif "word/document.xml" in inside:
            text = "".join(Document(io.BytesIO(content)).element.itertext())
        else:
            return ""
    elif content.startswith(b"<?xml"):
        text = "".join(etree.fromstring(content).itertext())
    else:
        return ""
    return normalize("NFKC", text)


# Of a final text alone, which the stage has not.
# Lists of what is released, which on the stage is nothing.
OFFICE = TYPES | {"pdf": "application/pdf"}
NAMELESS = {"flows:structure", "release:feed", "release:feed-language", "release:sitemap"}
FOLLOW_UP = "pack:download"
CERTIFICATE = "adoption:sign-off-certificate-pdf"


def test_every_paper_comes_whatever_stands_in_the_rows(stage, sign_in, monkeypatch, settings, caplog):
    """A paper that some address gives, or that has a template, is asked for here without being named."""
    world, sec = stage.world, stage.world.sec.coordinator
    usa, secretariat = (
        next(each for each in PRINCIPALS if each.name == name) for name in ("usa.coordinator", "sec.coordinator")
    )
    swept = sweep(secretariat, stage, sign_in)
    with reading_as(sec.reader):
        meeting = Meeting.objects.get(slug=stage.things["meeting"]["shared"])
    text = dict.fromkeys(("en", "es"), f"{NAMES} {SIGNS} {MARKUP}\n\nFin.")
    statement = make_negotiation(world, meeting, texts=text).slug
    final = freeze(make_negotiation(world, meeting, texts=text), sec, NOW)
    conclude(meeting)
    with reading_as(sec.reader):
        for item in Item.objects.filter(agenda__meeting=meeting):
            write_outcome(item=item, actor=sec, now=NOW, kind="decision", text={"en": "x", "es": "x"})
        circulate_records(meeting=meeting, actor=sec, now=NOW)
    with reading_as(world.mex.coordinator.reader):
        propose_amendment(meeting=meeting, actor=world.mex.coordinator, now=NOW, text="x")
        Amendment.objects.update(status=AmendmentStatus.TAKEN)
    assert spoil_rows() > 100

    used, papers = set[str](), dict[str, str]()

    def listening(tagged: Callable[[Path, str, str], bytes]) -> Callable[[Path, str, str], bytes]:
        def setting(root: Path, name: str, facts: str) -> bytes:
            used.add(name)
            return tagged(root, name, facts)

        return setting

    for name in ("_set", "_set_apart"):
        monkeypatch.setattr(printing, name, listening(getattr(printing, name)))
    pack = make_pack(world.usa.coordinator, meeting, form="pdf")
    with reading_as(sec.reader):
        before = ReportingRound.objects.select_related("meeting").get(meeting__slug=stage.things["asked"]["shared"])
    follow_up = make_follow_up_pack(world.usa.coordinator, before)
    assert follow_up.is_done
    with reading_as(world.usa.coordinator.reader):
        prepared = [reverse(FOLLOW_UP, args=[each.pk]) for each in PackPaper.objects.filter(pack=follow_up)]
    asked = list(dict.fromkeys(papers_of(swept, [statement, stage.things["negotiation"]["shared"]])))
    asked.append((CERTIFICATE, reverse(CERTIFICATE, args=[final.slug])))
    clients = {who: client_of(who, stage, sign_in) for who in (secretariat, usa)}
    download = "documents:download-pack"
    ours = [(download, reverse(download, args=[pack.pk])), *((FOLLOW_UP, path) for path in prepared)]
    for name, path in [*asked, *ours]:
        response = ask(clients[usa if (name, path) in ours else secretariat], "GET", path)
        assert response.status_code in RIGHTS[name].statuses or name == CERTIFICATE, path
        if response.headers["Content-Type"].startswith("text/html"):
            # The languages of a text stand side by side in some of its files alone.
            assert "language=both" in path
        elif name not in {"participants:note", "documents:download"} and name not in NAMELESS:
            papers[path] = words_of(response.getvalue())
    # Papers of operational matters are made by a form.
    matter = reverse("handling:paper", args=["gap", stage.things["gap"]["shared"]])
    for form in OFFICE:
        said = {"audience": ["USA"], "form": form}
        response = clients[usa].post(matter, said, secure=True)
        assert response.headers["Content-Type"] == OFFICE[form], words_of(response.getvalue())[-3000:]
        papers[f"{matter}{form}"] = words_of(response.getvalue())
    assert {Path(each).stem for each in settings.BASE_DIR.glob("templates/print/[!_]*.typ")} == used
    assert [record for record in caplog.records if record.name == printing.__name__] == []
    for path, words in papers.items():
        # Words that run from the right are written down by the one library as they are read, by the other as they stand.
        lacking = [name for name in NAMES.split() if words and name not in words and name != "محمد"]
        assert lacking == [], path
        assert not re.search("[\x01-\x08\x0b-\x1f\x7f\ufeff\uffff\u202e]", words), path
    assert {"agenda.pdf", "agenda.docx", "agenda.xlsx", "badges.pdf", "records.docx"} <= {
        path.split("?")[0].split("/")[-1] for path in papers
    }
