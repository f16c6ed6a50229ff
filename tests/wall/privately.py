"""What a side does among itself, who looks whether anything of it shows, and what of an answer is compared."""

import re

from meetings.agendas import operations as agendas
from meetings.agendas.models import Item
from meetings.negotiation import operations as statements
from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph, Statement
from portal.core.reader import reading_as
from tests.factories.documents import make_document, make_pack
from tests.factories.gaps import make_draft_gap
from tests.factories.plans import make_plan, write
from tests.factories.practices import make_draft_practice
from tests.factories.requests import make_draft_request
from tests.factories.work import make_action_item
from tests.wall.stage import NOW
from tests.wall.sweeping import KEYS, Answer, words_of
from workinggroup.actionitems.operations import report_progress
from workinggroup.commitments.models import Commitment
from workinggroup.flows.models import Vintage
from workinggroup.flows.operations import withdraw_vintage

# Drawn anew for each answer: keys of forms, by what an upload's progress is asked, the hour of the answer, the secret of a factor
# that is being set up.
DRAWN = re.compile(KEYS + rb'|data-server="[^"]*"|DTSTAMP:\w*|name="progress" value="[^"]*"|/bring/[0-9a-f-]{36}/')
HEADERS = {"Date", "Expires", "Content-Length", "Set-Cookie"}
WATCHERS = ["usa.coordinator", "sec.member"]


def act_in_private(stage) -> None:
    """Mexico comments, drafts, notes, plans, reports, collects papers and takes figures back, each for itself alone.

    So it drafts a gap, a plan, a practice and a request that name the others.
    """
    mex, things = stage.world.mex, stage.things
    with reading_as(mex.coordinator.reader):
        meeting = Meeting.objects.get(slug=things["meeting"]["shared"])
        text = Statement.objects.get(slug=things["negotiation"]["shared"])
        paragraph = Paragraph.objects.select_related("statement__meeting").get(statement=text, anchor="p01")
        version = paragraph.versions.latest("seq")
        rows = Item.objects.visible_to(mex.member).filter(agenda__meeting=meeting)
        # On the item that is closed to the United States Mexico has notes already.
        item = next(each for each in rows if "CANARY" not in str(each.title))
        promise = Commitment.objects.get(pk=things["commitment"]["shared"])
    facts = {"actor": mex.negotiator, "now": NOW}
    with reading_as(mex.negotiator.reader):
        statements.write_comment(paragraph=paragraph, text="Among ourselves.", is_shared=False, **facts)
        words = [{"en": "Otherwise still.", "es": "De otro modo."}]
        statements.draft_proposal(
            statement=text, kind="replace", paragraph=paragraph, base=version, texts=words, rationale="", **facts
        )
    with reading_as(mex.member.reader):
        agendas.annotate_item(item=item, actor=mex.member, seen=0, position="Ours.")
    own = make_action_item(mex.coordinator, promise, title="Ours", only_us=True, assignee=mex.member)
    with reading_as(mex.member.reader):
        report_progress(item=own, actor=mex.member, now=NOW, standing="at_risk", text="Ours.")
    make_document(mex.member, meeting, title="Ours", text="Ours", readers=[])
    make_pack(mex.coordinator, meeting)
    with reading_as(mex.member.reader):
        withdraw_vintage(vintage=Vintage.objects.get(dataset__delegation="MEX"), actor=mex.member, reason="Ours.")
    make_draft_gap(mex.member, ["GTM", "USA"])
    write(mex.coordinator, make_plan(mex.coordinator, promise, ("MEX", "USA")))
    make_draft_practice(mex)
    make_draft_request(mex, "USA")


def shown(each: Answer) -> tuple[int, dict[str, str], object]:
    """What an answer tells, without what is drawn for it alone. Of a file that was made, what its pages say."""
    headers = {name: value for name, value in each.headers.items() if name not in HEADERS}
    made = each.content[:4] in {b"%PDF", b"PK\x03\x04"}
    if made:
        headers.pop("ETag", None)
    return each.status, headers, words_of(each.content) if made else DRAWN.sub(b"", each.content)
