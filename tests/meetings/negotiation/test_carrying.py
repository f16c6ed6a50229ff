"""Where carried proposals put their paragraphs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.negotiation import operations
from meetings.negotiation.states import ProposalKind
from portal.core.reader import reading_as
from tests.factories.texts import EN, at, consent, propose, written_text
from tests.factories.work import NOW


@pytest.mark.parametrize("behind", [None, 2])
def test_insertions_at_one_place_stand_in_the_order_of_their_drafts(world, statement, behind):
    after = at(world.usa.negotiator, statement, behind)[0] if behind else None
    facts = {"kind": ProposalKind.INSERT, "paragraph": None, "base": None, "after": after}
    drafted = []
    for number in range(4):
        with reading_as(world.usa.negotiator.reader):
            texts = [{"en": f"New {number}.", "es": f"Nuevo {number}."}]
            at_ = NOW + timedelta(microseconds=number)
            made = operations.draft_proposal(
                actor=world.usa.negotiator, now=at_, statement=statement, texts=texts, **facts
            )
            drafted.append(operations.table_proposal(proposal=made, actor=world.usa.negotiator, now=NOW))
    for number in (2, 0, 3, 1):
        consent(drafted[number], world.mex.negotiator, world.gtm.negotiator)
    place = behind or 0
    assert written_text(world.gtm.member, statement)[place : place + 4] == [f"New {number}." for number in range(4)]


def test_the_last_consent_changes_the_text_in_few_statements(world, statement):
    """Locks, checks, two entries in the trail and the mails included; savepoints aside."""
    proposal = propose(world.usa.negotiator, statement)
    consent(proposal, world.mex.negotiator)
    with CaptureQueriesContext(connection) as queries:
        consent(proposal, world.gtm.negotiator)
    asked = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 20, "\n".join(sql[:160] for sql in asked)
    assert written_text(world.usa.member, statement)[1] == EN
