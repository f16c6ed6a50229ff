"""Sections, adoption, and issued revisions."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.agendas import rules
from meetings.agendas.models import Agenda, Item, Revision, RevisionRow, Section, Theme
from meetings.agendas.notices import tell_adopted
from meetings.agendas.operations.rows import lock_agenda, preceding, raise_version, row_on
from meetings.agendas.states import NEXT, AgendaStatus, ItemStatus
from meetings.agendas.timing import timetable
from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class AlreadyAdopted(Refused):
    """An agenda is adopted once; what comes after is late."""

    sentence = _("This agenda is adopted already. Items added to it are late items.")


class NothingToIssue(Refused):
    """An empty agenda is not issued."""

    sentence = _("The agenda has no items yet.")


@transaction.atomic
def begin_section(*, item: Item, actor: Person, title: Mapping[str, str], theme: Theme | None = None) -> Section:
    """Begin a section at a row: it and the rows of its section that follow it come under a new title.

    Refuses `RowIsGone`.
    """
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    item = row_on(agenda, item.pk)
    marks = {"releasable_to": agenda.releasable_to, "editable_by": agenda.editable_by}
    section = Section.objects.create(agenda=agenda, theme=theme, title=dict(title), **marks)
    below = Item.objects.filter(agenda=agenda, section=item.section)
    below.filter(rank__gte=item.rank).update(section=section, edit=raise_version(agenda))
    record(
        "meetings.agenda.section_begun",
        section,
        actor=actor,
    )
    return section


@transaction.atomic
def end_section(*, item: Item, actor: Person) -> None:
    """Take the title off a row's section: its rows come under the section before. Refuses `RowIsGone`."""
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    item = row_on(agenda, item.pk)
    section = item.section
    if section is None:
        return
    rows = Item.objects.filter(agenda=agenda, section=section)
    first = rows.filter(status=ItemStatus.ON, stands_for__isnull=True).order_by("rank", "id").first() or item
    above = preceding(agenda, first)
    rows.update(section=above.section if above else None, edit=raise_version(agenda))
    record(
        "meetings.agenda.section_ended",
        section,
        actor=actor,
    )


@transaction.atomic
def adopt_agenda(*, meeting: Meeting, actor: Person, now: datetime) -> Revision:
    """Adopt the agenda and issue it as a revision. Refuses `AlreadyAdopted`, `NothingToIssue`."""
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    if AgendaStatus.ADOPTED not in NEXT[AgendaStatus(agenda.status)]:
        raise AlreadyAdopted
    agenda.status, agenda.adopted_at = AgendaStatus.ADOPTED, now
    agenda.save(update_fields=["status", "adopted_at"])
    raise_version(agenda)
    record("meetings.agenda.adopted", agenda, actor=actor)
    tell_adopted(agenda, actor=actor, now=now)
    return issue_revision(meeting=meeting, actor=actor, now=now)


@transaction.atomic
def issue_revision(*, meeting: Meeting, actor: Person, now: datetime) -> Revision:
    """Freeze the agenda with its clock times as the next revision; each row keeps its readers. Refuses `NothingToIssue`."""
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    rows = list(
        Item.objects.filter(agenda=agenda, status=ItemStatus.ON).select_related("section").order_by("rank", "id")
    )
    if not rows:
        raise NothingToIssue
    last = agenda.revisions.aggregate(last=Max("number"))["last"]
    marks = {"releasable_to": agenda.releasable_to, "editable_by": agenda.editable_by}
    revision = Revision(agenda=agenda, number=0 if last is None else last + 1, issued_at=now, author_name=actor.name)
    revision.is_adopted, revision.time_zone = agenda.status == AgendaStatus.ADOPTED, meeting.time_zone
    revision.releasable_to, revision.editable_by = marks["releasable_to"], marks["editable_by"]
    revision.save(force_insert=True)
    RevisionRow.objects.bulk_create(_frozen(revision, agenda, meeting, rows))
    record("meetings.agenda.issued", revision, actor=actor)
    return revision


def _frozen(revision: Revision, agenda: Agenda, meeting: Meeting, rows: list[Item]) -> list[RevisionRow]:
    timed = [row for row in rows if row.stands_for_id is None]
    days = meeting.days
    plan = timetable(days, meeting.time_zone, ((row.minutes, row.fixed_at, row.day) for row in timed))
    slots = {row.pk: slot for row, slot in zip(timed, plan.slots, strict=True)}
    return [
        RevisionRow(
            revision=revision,
            item=row.pk,
            stands_for=row.stands_for_id,
            position=position,
            kind=row.kind,
            section=row.section.title if row.section else {},
            title=row.title,
            note=row.note,
            lead=row.lead_id or "",
            minutes=row.minutes,
            starts_at=slots[row.stands_for_id or row.pk].starts_at,
            day=days[slots[row.stands_for_id or row.pk].day - 1].date,
            releasable_to=row.releasable_to,
            editable_by=row.editable_by,
        )
        for position, row in enumerate(rows)
    ]
