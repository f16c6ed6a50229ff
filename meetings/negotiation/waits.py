"""What of the texts waits on a person."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.negotiation.queries.ending import ASKED_OF, endings_waiting
from meetings.negotiation.queries.waiting import UNSETTLED_OF, waiting_texts
from meetings.statements.models import Statement
from meetings.statements.naming import places_in_words
from meetings.statements.queries import texts_at
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Awaited, Awaiting, Wait, Waits


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who speak for a party: texts on which it has not spoken as they stand now; for its head also those that the chair
    proposes to end. One SQL query for each of both where there are some, and two more when their numbers are not remembered."""
    today = times.local(now, user.zone).date()
    found = []
    for each in waiting_texts(user, moment):
        words = places_in_words(each.places)
        dated = each.statement.dated
        found.append(
            Wait(
                _("Speak on the text:"),
                f"{each.statement} ({words})",
                _("a statement (%(paragraphs)s)") % {"paragraphs": words},
                each.statement.get_absolute_url() + "?show=waits",
                dated,
                (dated - today).days,
                _("Your delegation has not said what it thinks of them as they stand now."),
                str(each.statement.meeting),
            )
        )
    found += [_to_end(statement, today) for statement in endings_waiting(user, moment)]
    return Waits(found[:most], len(found))


def _to_end(statement: Statement, today: date) -> Wait:
    return Wait(
        _("Say whether to end the text:"),
        str(statement),
        _("a text that the chair proposes to end without an agreement"),
        reverse("negotiation:stage", args=[statement.slug]) + "#ending",
        statement.dated,
        (statement.dated - today).days,
        _("It ends only when the head of every party has consented."),
        str(statement.meeting),
    )


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Texts under negotiation with paragraphs that are not settled, and whose word is missing; and texts that the chair proposes
    to end, and whose head has not answered. One SQL query for each of both where there are some, and one more each when what they
    say is not remembered."""
    return [*_unsettled(user, now, moment, most), *_ending(user, now, moment, most)]


def _ending(user: Person, now: datetime, moment: Moment, most: int) -> Iterable[Awaiting]:
    asked: dict[UUID, list[str]] = {}
    for key, code in ASKED_OF(moment):
        asked.setdefault(key, []).append(code)
    texts = texts_at(asked, moment)
    today = times.local(now, user.zone).date()
    found = [
        Awaited(
            str(text),
            reverse("negotiation:stage", args=[text.slug]) + "#ending",
            tuple(asked[key]),
            "",
            text.dated,
            (text.dated - today).days,
            _("The chair proposes to end it without an agreement."),
        )
        for key, text in texts.items()
    ]
    found.sort(key=lambda row: (row.due, row.address))
    if found:
        yield Awaiting(_("Texts that are to end without an agreement"), len(found), tuple(found[:most]))


def _unsettled(user: Person, now: datetime, moment: Moment, most: int) -> Iterable[Awaiting]:
    unsettled = UNSETTLED_OF(moment)
    texts = texts_at((each.statement for each in unsettled), moment)
    today = times.local(now, user.zone).date()
    found = []
    for each in unsettled:
        if each.statement not in texts:
            continue
        statement = texts[each.statement]
        silent = "; ".join(f"{code} {places_in_words(places)}" for code, places in each.silent)
        words = ngettext(
            "%(unsettled)s of %(count)s paragraph is not settled", "%(unsettled)s of %(count)s paragraphs are not settled",
            each.paragraphs,
        ) if each.unsettled else _("All paragraphs are settled; the title, a heading or a proposed paragraph is not")  # fmt: skip
        found.append(
            Awaited(
                str(statement),
                statement.get_absolute_url(),
                tuple(code for code, _places in each.silent),
                "",
                statement.dated,
                (statement.dated - today).days,
                words % {"unsettled": each.unsettled, "count": each.paragraphs}
                + ". "
                + (
                    _("Not spoken on yet: %(numbers)s.") % {"numbers": silent}
                    if silent
                    else _("Every party has spoken.")
                ),
            )
        )
    found.sort(key=lambda row: (row.due, row.address))
    return [Awaiting(_("Paragraphs that are not settled"), len(found), tuple(found[:most]))] if found else []
