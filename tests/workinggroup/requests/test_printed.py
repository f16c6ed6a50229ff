"""A draft that one side alone reads is marked in the list, so that no print of the list shows it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import Status

ENDED = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("status", Status.values)
def test_our_drafts_alone_are_private_rows(status):
    asked = InformationRequest(
        status=status, ended_at=ENDED, sender_id="USA", recipient_id="MEX", title={"en": "Lanes", "es": "Carriles"}
    )
    line, portal = SimpleNamespace(asked=asked, days=None, is_late=False), SimpleNamespace(marks={}, delegations={})
    row = render_to_string("workinggroup/requests/_row.html", {"line": line, "portal": portal})
    assert ('<tr class="row--private">' in row) == (status == Status.DRAFT)
