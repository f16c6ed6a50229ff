"""What of the progress moves with a meeting, and what the list of action items says of it."""

from datetime import date, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.rounds.moving import Move
from meetings.rounds.states import COMING, Level
from meetings.signals import meeting_moving
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from workinggroup.progress.models import ReportingRound
from workinggroup.signals import UNDER_TITLE, Said, items_listed


@receiver(meeting_moving)
def due_days(sender: Any, meeting: Any, user: Person, starts_on: date, **_rest: Any) -> list[Move]:
    """The days on which reports and ratings are due before the meeting, if they are asked for."""
    rows = ReportingRound.objects.visible_to(user).filter(meeting=meeting)
    return [
        move
        for asked in rows
        for move in (
            Move(_("Progress reports are due"), asked.day_for(meeting.starts_on), asked.day_for(starts_on)),
            Move(
                _("Ratings of reports are due"),
                asked.day_for(meeting.starts_on, rated=True),
                asked.day_for(starts_on, rated=True),
            ),
        )
    ]


@receiver(items_listed)
def next_reports(sender: Any, user: Person, today: date, moment: Moment, **_rest: Any) -> list[Said]:
    """When the next progress reports are due, if any are asked for before a meeting to come. One SQL query where that is not
    remembered."""
    asked = [(starts_on - timedelta(days=days), days, level) for starts_on, days, level in ASKED(moment, user.code)]
    ahead = sorted(each for each in asked if each[0] >= today)
    if not ahead:
        return []
    day, days, level = ahead[0]
    if not days:
        words = _("The next progress reports are due on %(day)s, the day of the meeting.")
    elif level == Level.MINISTERIAL:
        words = ngettext(
            "The next progress reports are due on %(day)s, %(days)s day before the ministerial.",
            "The next progress reports are due on %(day)s, %(days)s days before the ministerial.",
            days,
        )
    else:
        words = ngettext(
            "The next progress reports are due on %(day)s, %(days)s day before the meeting.",
            "The next progress reports are due on %(day)s, %(days)s days before the meeting.",
            days,
        )
    return [Said(UNDER_TITLE, words % {"day": times.brief_day(day), "days": days})]


def _asked(code: str) -> tuple[tuple[date, int, str], ...]:
    rows = ReportingRound.objects.read_with(code).filter(meeting__status__in=COMING)
    return tuple(rows.values_list("meeting__starts_on", "days_before", "meeting__level"))


# The meetings to come before which reports are asked for: their days, how many days before, their levels.
ASKED: Remembered[tuple[tuple[date, int, str], ...]] = Remembered(_asked)
