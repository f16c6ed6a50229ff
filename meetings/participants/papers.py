"""What a meeting's participants are printed on: the list, badges, place cards."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from meetings.participants.queries import ParticipantList, Row
from meetings.participants.states import SEATED, Answer, Kind
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.printing import in_each, printed, said_in_each
from portal.core.texts import in_language

HEADS = (gettext_lazy("Name"), gettext_lazy("Function"), gettext_lazy("Comes as"))


def delegation_list(meeting: Meeting, people: ParticipantList, *, title: str, marking: str) -> bytes:
    """A4, by delegation in order of precedence, headings in both languages, the marking on every page."""
    sides = [
        {
            "code": side.code,
            "names": in_each(side.name, _order(people.language)),
            "rows": [
                {"name": row.participant.name, "title": row.participant.title, "kinds": kinds[row.participant.kind]}
                for row in side.rows
                if row.participant.answer != Answer.NOT_COMING
            ],
        }
        for kinds in [_kinds(people.language)]
        for side in people.sides
    ]
    data = {
        "titles": in_each(meeting.title, _order(people.language)),
        "cities": in_each(meeting.city, _order(people.language)),
        "days": _days(meeting, people.language),
        "sides": sides,
        "heads": [said_in_each(words, _order(people.language)) for words in HEADS],
        "nobody": _("Nobody is listed yet."),
    }
    return printed("participants_list", data, title=title, language=people.language, marking=marking)


def badges(meeting: Meeting, people: ParticipantList, *, title: str) -> bytes:
    """Cards of 90 × 55 mm, ten on an A4 sheet, for everyone who may come to the place."""
    return printed("participants_badges", _cards(meeting, people, set(Kind)), title=title, language=people.language)


def place_cards(meeting: Meeting, people: ParticipantList, *, title: str) -> bytes:
    """A5 cards to fold, one a page, for those who sit at the table."""
    return printed("participants_place_cards", _cards(meeting, people, SEATED), title=title, language=people.language)


def _cards(meeting: Meeting, people: ParticipantList, kinds: set[Kind]) -> dict[str, Any]:
    words = _kinds(people.language)
    cards = [
        {
            "code": side.code,
            "side": " · ".join(each["text"] for each in in_each(side.name, _order(people.language))),
            "name": row.participant.name,
            "title": row.participant.title,
            "kind": " · ".join(each["text"] for each in words[row.participant.kind]),
        }
        for side in people.sides
        for row in side.rows
        if row.participant.kind in kinds and _is_there(row)
    ]
    return {
        "cards": cards,
        "meeting": in_language(meeting.title, people.language),
        "nobody": _("Nobody is listed yet."),
    }


def _is_there(row: Row) -> bool:
    """Who has not answered gets a card, too: better one too many than one missing at the door."""
    return row.participant.answer_now in {Answer.NONE, Answer.COMING}


def _order(language: str) -> list[str]:
    return sorted(settings.CONTENT_LANGUAGES, key=lambda code: code != language)


def _kinds(language: str) -> dict[str, list[dict[str, str]]]:
    return {kind: said_in_each(kind.label, _order(language)) for kind in Kind}


def _days(meeting: Meeting, language: str) -> list[dict[str, str]]:
    days = []
    for code in _order(language):
        with override(code):
            days.append({"lang": code, "text": times.long_days(meeting.dates)})
    return days
