"""What one side alone reads is marked in the list, so that no print of the list shows it."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from portal.core.reader import reading_as
from tests.factories.gaps import NOW, make_draft_gap, make_promise
from tests.factories.plans import make_plan
from tests.factories.practices import make_draft_practice
from workinggroup.practices.operations import withdraw_practice
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import Status

ENDED = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("readers", [["USA"], ["MEX", "USA"]])
def test_what_our_side_alone_reads_is_a_private_row(status, readers):
    """A draft that was withdrawn before it was sent, too."""
    asked = InformationRequest(
        status=status, ended_at=ENDED, sender_id="USA", recipient_id="MEX", title={"en": "Lanes", "es": "Carriles"}
    )
    asked.releasable_to = readers
    line, portal = SimpleNamespace(asked=asked, days=None, is_late=False), SimpleNamespace(marks={}, delegations={})
    row = render_to_string("workinggroup/requests/_row.html", {"line": line, "portal": portal})
    assert ('<tr class="row--private">' in row) == (len(readers) == 1)


def test_every_list_of_the_working_group_marks_them(world, sign_in):
    usa = world.usa.member
    make_draft_gap(usa, ["USA"])
    dropped = make_draft_practice(world.usa)
    make_plan(world.usa.coordinator, make_promise(world, "USA"), ("USA", "MEX"))
    client = sign_in(usa)

    def rows(address):
        content = client.get(address, secure=True).content.decode()
        return re.findall(r'<tr class="row--private">', content)

    for address in ("/gaps/?show=drafts", "/practices/?show=drafts", "/plans/"):
        assert len(rows(address)) == 1, address
    with reading_as(usa.reader):
        withdraw_practice(practice=dropped, actor=usa, now=NOW)
    assert len(rows("/practices/?show=over")) == 1
