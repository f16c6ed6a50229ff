"""What happens below a draft meeting is told to nobody who does not know of the meeting."""

from meetings.agendas.operations import annotate_item, begin_section, issue_revision, propose_item
from meetings.records.operations import write_outcome, write_readout
from meetings.rounds.states import Status
from portal.audit.models import Entry
from portal.core.reader import reading_as
from tests.factories.documents import make_document, make_pack
from tests.factories.people import mails
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_credentials,
    make_item,
    make_meeting,
    make_participant,
    make_statement,
)


def heard(user) -> list[tuple[str, str]]:
    with reading_as(user.reader):
        return list(
            Entry.objects.visible_to(user)
            .filter(action__regex="^(meetings|workinggroup)")
            .values_list("action", "subject_name")
        )


def test_a_whole_thread_below_a_draft_is_heard_by_nobody_else(world):
    sec, gtm = world.sec.coordinator, world.gtm.coordinator
    draft = make_meeting(sec, status=Status.DRAFT)
    item = make_item(sec, draft)
    commitment = make_commitment(sec, make_statement(sec, draft), lead="GTM")
    make_action_item(gtm, commitment)
    make_participant(gtm, draft)
    make_credentials(gtm, draft)
    make_document(gtm, draft, readers=draft.parties)
    make_pack(gtm, draft)
    title = {"en": "Pensions", "es": "Pensiones"}
    with reading_as(sec.reader):
        begin_section(item=item, actor=sec, title=title)
        write_outcome(item=item, actor=sec, now=NOW, kind="decision", text=title)
        issue_revision(meeting=draft, actor=sec, now=NOW)
    with reading_as(gtm.reader):
        annotate_item(item=item, actor=gtm, seen=0, briefing="Ours.")
        write_readout(meeting=draft, actor=gtm, now=NOW, text=title, is_shared=True)
        propose_item(meeting=draft, actor=gtm, now=NOW, title=title, minutes=10, answer_by=draft.starts_at)
    assert len(heard(gtm)) > 10
    assert heard(world.usa.coordinator) == heard(world.mex.head) == []
    assert [mail.recipient for mail in mails() if mail.recipient in {world.usa.coordinator, world.mex.head}] == []
