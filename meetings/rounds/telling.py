"""What printed papers say of a meeting itself."""

from django.utils import translation
from django.utils.translation import gettext as _

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.texts import in_language


def facts_of(meeting: Meeting, language: str) -> list[str]:
    """Title, each day with its hours, where and by whom, in one language, and what was corrected.

    One SQL query for a meeting that is over.
    """
    corrected = list(meeting.corrigenda.order_by("number")) if meeting.is_over else []
    with translation.override(language):
        city, venue = in_language(meeting.city), in_language(meeting.venue)
        together = [_("Co-hosts: %(codes)s") % {"codes": ", ".join(meeting.co_hosts)}] if meeting.co_hosts else []
        return [
            f"{in_language(meeting.title)}",
            *(f"{times.long_day(day.date)}, {day.hours(meeting.time_zone)} ({city})" for day in meeting.days),
            f"{venue}, {city}",
            _("Host: %(name)s") % {"name": meeting.host},
            *together,
            *(f"{each} ({each.get_part_display()}): {in_language(each.text)}" for each in corrected),
        ]
