"""The demo's follow-up pack: what the United States had made yesterday."""

from datetime import datetime, timedelta
from typing import Any

from meetings.rounds.models import Meeting
from portal.core.reader import Reader, reading_as
from workinggroup.pack.operations import make_follow_up_packs, request_pack
from workinggroup.progress.models import ReportingRound


def seed_pack(people: dict[str, Any], follow_up: Meeting, *, now: datetime) -> None:
    """Ask for the pack before the follow-up, and make it."""
    coordinator = people["coordinator.usa"]
    with reading_as(coordinator.reader):
        asked = ReportingRound.objects.select_related("meeting").get(meeting=follow_up)
        request_pack(asked=asked, actor=coordinator, now=now - timedelta(days=1))
    make_follow_up_packs([Reader("USA")], now=now - timedelta(days=1))
