"""What of progress waits on a person: to draft a report, to submit a colleague's, to rate one, to answer a proposed rating."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.rounds.models import Meeting
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Answer, Wait, Waits
from portal.people.rules import coordinates
from workinggroup.commitments.models import Commitment
from workinggroup.progress import rules
from workinggroup.progress.duties import OPEN_OF, UNRATED_BY, Duty, calendars, due_day

# The address that shows the form of a draft to whom a mail offered it.
ROUTE = "progress:by-mail"
# So many reports of one round before they share one line.
SINGLE = 3
# Who of a side drafts, and who submits besides its head.
OFFICES = "SELECT person_id, office FROM workinggroup_reporter WHERE delegation_id = %(code)s"
# The drafts of a side that are ready, and their authors.
READY = "SELECT id, drafted_by_id FROM workinggroup_reportdraft WHERE delegation_id = %(code)s AND is_ready"
# Commitments of whose last report a joint rating is proposed that waits for a party's first word.
PROPOSED = """
SELECT report.commitment_id FROM (SELECT DISTINCT ON (commitment_id) id, commitment_id FROM workinggroup_progressreport
    ORDER BY commitment_id, at DESC, number DESC) AS report
JOIN (SELECT DISTINCT ON (report_id) id, report_id, parties FROM workinggroup_jointrating
    ORDER BY report_id, number DESC) AS rating ON rating.report_id = report.id AND %(code)s = ANY (rating.parties)
WHERE NOT EXISTS (SELECT FROM workinggroup_jointanswer AS answer
    WHERE answer.rating_id = rating.id AND answer.delegation_id = %(code)s)
ORDER BY report.commitment_id
"""
Rows = tuple[tuple[Any, ...], ...]


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For whoever drafts and submits a delegation's reports, and for those who speak for a party. At most four SQL queries, and
    five more when keys are not remembered."""
    if not user.code or not user.delegation or user.delegation.kind != "delegation" or user.role in rules.LOOKING_ON:
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    offices = OFFICES_OF(moment, user.code)
    drafts, submits = _asks(user, offices)
    duties = OPEN_OF(moment, user.code) if drafts or submits else ()
    authors: dict[UUID, UUID] = dict(READY_OF(moment, user.code)) if submits and duties else {}
    owed = [each for each in duties if drafts and each.ready is None]
    ready = [each for each in duties if submits and each.ready and authors.get(each.ready) != user.pk]
    speaks = coordinates(user)
    unrated = UNRATED_BY(moment, user.code) if speaks else ()
    proposed = [key for (key,) in PROPOSED_TO(moment, user.code)] if speaks else []
    keys = {*(each.commitment for each in (*owed, *ready)), *(each.commitment for each in unrated), *proposed}
    rows = Commitment.objects.in_bulk(keys) if keys else {}
    calendar = calendars([user.code]).get(user.code) if owed or ready or any(each.meeting for each in unrated) else None
    days = {each: due_day(each.nominal, calendar) for each in (*owed, *ready)}
    found = [
        *_draft(owed, rows, days, today),
        *(_submit(rows[each.commitment], days[each], today) for each in ready if each.commitment in rows),
        *(
            _rate(rows[each.commitment], each.due_on(user.zone, calendar), today)
            for each in unrated
            if each.commitment in rows
        ),
        *(_answer(rows[key], today) for key in proposed if key in rows),
    ]
    found.sort(key=lambda wait: (wait.due is None, wait.due or date.min))
    return Waits(found[:most], len(found))


def _asks(user: Person, offices: Rows) -> tuple[bool, bool]:
    """Whether a person is asked to draft reports, and to submit those of others. Where nobody is named to draft, the
    coordinators are."""
    focal = {person for person, office in offices if str(office) == "focal_point"}
    named = {person for person, office in offices if str(office) == "validator"}
    return user.pk in focal if focal else coordinates(user), user.role in rules.HEADING or user.pk in named


def _draft(owed: Sequence[Duty], rows: dict[UUID, Commitment], days: dict[Duty, date], today: date) -> list[Wait]:
    """A report to draft for each of a few commitments; many of one meeting share one line. At most one SQL query."""
    by_meeting: dict[UUID, list[Duty]] = {}
    for each in owed:
        if each.commitment in rows:
            by_meeting.setdefault(each.meeting, []).append(each)
    many = [meeting for meeting, duties in by_meeting.items() if len(duties) > SINGLE]
    slugs = dict(Meeting.objects.filter(pk__in=many).values_list("pk", "slug")) if many else {}
    found = []
    for meeting, duties in by_meeting.items():
        if meeting not in slugs:
            act, why = _("Draft a report:"), _("Your delegation leads it. A second person submits what you write.")
            offers = _("Draft the report")
            for each in duties:
                offered = Answer(offers, "draft", each.commitment, ROUTE)
                found.append(replace(_one(rows[each.commitment], act, why, days[each], today), answers=(offered,)))
            continue
        due = min(days[each] for each in duties)
        words = ngettext("%(count)s progress report", "%(count)s progress reports", len(duties)) % {
            "count": len(duties)
        }
        address = reverse("progress:round", args=[slugs[meeting]]) + "?show=owed"
        why = _("Your delegation leads these commitments. A second person submits what you write.")
        found.append(Wait(_("Draft:"), words, words, address, due, (due - today).days, why))
    return found


def _submit(commitment: Commitment, due: date, today: date) -> Wait:
    why = _("Its author says that it is ready; a second person submits it.")
    return _one(commitment, _("Submit a colleague's report:"), why, due, today)


def _rate(commitment: Commitment, due: date | None, today: date) -> Wait:
    why = _("The lead has reported; your delegation has not said how far it is.")
    return _one(commitment, _("Rate a report:"), why, due, today)


def _answer(commitment: Commitment, today: date) -> Wait:
    why = _("It is in force once every party consents.")
    return _one(commitment, _("Answer a proposed joint rating:"), why, None, today)


def _one(commitment: Commitment, act: str, why: str, due: date | None, today: date) -> Wait:
    address = reverse("progress:commitment", args=[commitment.pk])
    days = (due - today).days if due else None
    return Wait(act, f"{commitment.reference} {commitment}", commitment.reference, address, due, days, why)


def _rows(sql: str, code: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"code": code})
        return tuple(cursor.fetchall())


OFFICES_OF: Remembered[Rows] = Remembered(lambda code: _rows(OFFICES, code))
READY_OF: Remembered[Rows] = Remembered(lambda code: _rows(READY, code))
PROPOSED_TO: Remembered[Rows] = Remembered(lambda code: _rows(PROPOSED, code))
