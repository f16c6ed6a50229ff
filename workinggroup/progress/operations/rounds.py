"""Opening a round, and naming who reports for a delegation."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import User
from portal.people.rules import SECRETARIAT
from workinggroup.progress import notices, rules
from workinggroup.progress.models import DAYS, Reporter, ReportingRound
from workinggroup.progress.queries import offices_of
from workinggroup.progress.states import Office


class NothingBefore(Refused):
    """A round looks back at what was promised before."""

    sentence = _("%(meeting)s follows no other meeting. Reports are asked for before a meeting that follows one.")


class MeetingIsNotComing(Refused):
    """Reports are for a meeting to come."""

    sentence = _("%(meeting)s is not to come. No reports are asked for before it.")


class DueBeforeToday(Refused):
    """Nobody can be asked to have reported yesterday."""

    sentence = _("The reports would be due on %(day)s, which is past. Choose fewer days.")
    field = "days_before"


class RatedBeforeReported(Refused):
    """Partners rate what was reported."""

    sentence = _("Partners rate after the reports are due. Choose as many days for them, or fewer.")
    field = "rated_before"


class OneOffice(Refused):
    """A report is two people's word."""

    sentence = _("%(name)s cannot both draft reports and be the validating authority. Choose one of the two.")
    field = "validators"


class NotOfYours(Refused):
    """A head names people of the own delegation."""

    sentence = _("%(name)s is not an active member of your delegation.")


@transaction.atomic
def open_round(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    days_before: int,
    rated_before: int | None = None,
    seen: str | None = None,
) -> ReportingRound:
    """Ask for reports so many days before a meeting that follows another, and for what the partners say to them `rated_before`
    it, a third as many where nothing is said; where they are asked for already, by other days.

    `seen` is the digest of the days as the form was opened with. Refuses `NothingBefore`, `MeetingIsNotComing`,
    `RatedBeforeReported`, `DueBeforeToday`, `ChangedMeanwhile`.
    """
    lock_key(f"reporting round of {meeting.pk}")
    meeting = Meeting.objects.get(pk=meeting.pk)
    ensure(rules.can_open(actor, meeting))
    if meeting.follows_id is None:
        raise NothingBefore(meeting=meeting)
    if not meeting.is_coming:
        raise MeetingIsNotComing(meeting=meeting)
    there = ReportingRound.objects.filter(meeting=meeting).first()
    require_seen(seen, values_of(there, DAYS) if there else dict.fromkeys(DAYS))
    rated_before = days_before // 3 if rated_before is None else rated_before
    if rated_before > days_before:
        raise RatedBeforeReported
    day = meeting.starts_on - timedelta(days=days_before)
    if day < times.local(now, actor.zone).date():
        raise DueBeforeToday(day=times.long_day(day))
    asked = there or ReportingRound(meeting=meeting, opened_by_name=actor.name, opened_at=now)
    asked.meeting, asked.days_before, asked.rated_before = meeting, days_before, rated_before
    asked.releasable_to, asked.editable_by = meeting.parties, [SECRETARIAT]
    asked.save()
    record(
        f"workinggroup.round.{'moved' if there else 'opened'}",
        asked,
        actor=actor,
        due=asked.due_on,
        rated=asked.rated_on,
    )
    notices.tell_round(asked, actor, is_new=there is None, now=now)
    return asked


@transaction.atomic
def name_reporters(
    *, actor: Person, focal_points: Iterable[User], validators: Iterable[User], seen: str | None = None
) -> None:
    """Say who drafts the delegation's reports, and who besides its head and deputy submits them: these people and no other.

    `seen` is the digest of both as the form was opened with. Refuses `NotOfYours`, `OneOffice`, `ChangedMeanwhile`.
    """
    ensure(rules.can_name(actor))
    lock_key(f"reporters of {actor.code}")
    before = offices_of(actor.code)
    require_seen(seen, before)
    wanted = {Office.FOCAL_POINT: list(focal_points), Office.VALIDATOR: list(validators)}
    for person in (each for people in wanted.values() for each in people):
        if person.code != actor.code or not person.is_active:
            raise NotOfYours(name=person.name)
    for person in wanted[Office.FOCAL_POINT]:
        if person in wanted[Office.VALIDATOR]:
            raise OneOffice(name=person.name)
    rows = Reporter.objects.filter(delegation=actor.code)
    for office, people in wanted.items():
        rows.filter(office=office).exclude(person__in=people).delete()
    for office, people in wanted.items():
        _add(actor.code, office, {each.pk for each in people} - {UUID(key) for key in before[office]})
    after: dict[str, Any] = offices_of(actor.code)
    record(
        "workinggroup.reporters.named", actor.delegation, actor=actor, releasable_to=[actor.code], before=before,
        after=after,
    )  # fmt: skip


def _add(code: str, office: Office, people: Collection[UUID]) -> None:
    marks = {"releasable_to": [code], "editable_by": [code]}
    Reporter.objects.bulk_create(
        Reporter(delegation_id=code, person_id=person, office=office, **marks) for person in sorted(people)
    )
