"""A reporting round of which follow-up packs are made, and what their papers say."""

import io
from datetime import date
from types import SimpleNamespace

from docx import Document as WordFile
from pypdf import PdfReader

from meetings.documents import storing
from portal.core.reader import reading_as
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_meeting,
    make_report,
    make_round,
    make_statement,
)
from workinggroup.pack.models import PackPaper
from workinggroup.pack.operations import request_pack
from workinggroup.progress.operations import rate_report

# Of a pack of any size.
QUERIES = 14
# Of a commitment, what another like it has.
COPIED = ("paragraph_id", "quote", "spans", "strength", "status", "releasable_to", "editable_by", "lead_id", "due", "decided_by",
          "decided_at", "due_on")  # fmt: skip


def lay(world):
    """Before the meeting: a commitment led by USA on which MEX sees less, one that MEX leads, two action items of USA's own."""
    sec = world.sec.coordinator
    before = make_meeting(sec, date(2026, 2, 28), status="concluded")
    meeting = make_meeting(sec, date(2026, 5, 7), follows=before)
    text = make_statement(sec, before)
    led = make_commitment(sec, text, lead="USA", due_on=date(2026, 6, 30))
    other = make_commitment(sec, text, lead="MEX", number=3)
    asked = make_round(sec, meeting)
    report = make_report(world.usa, asked, led, completion="substantial", text="Five offices of six.")
    with reading_as(world.mex.head.reader):
        rate_report(report=report, actor=world.mex.head, now=NOW, completion="limited", reason="Two of six.")
    shared = make_action_item(world.usa.coordinator, led, title="Shared work", assignee=world.usa.member)
    secret = make_action_item(
        world.usa.coordinator, led, title="Secret work", only_us=True, assignee=world.usa.negotiator
    )
    return SimpleNamespace(meeting=meeting, led=led, other=other, asked=asked, shared=shared, secret=secret)


def papers(pack, user):
    with reading_as(user.reader):
        found = PackPaper.objects.filter(pack=pack)
        return {(each.form, each.language): storing.fetch(each.key).read() for each in found}


def words_of_pdf(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def words_of_word(content):
    return " ".join("\n".join(WordFile(io.BytesIO(content)).element.itertext()).split())


def ask(world, ground, who=None):
    user = who or world.usa.member
    with reading_as(user.reader):
        return request_pack(asked=ground.asked, actor=user, now=NOW)
