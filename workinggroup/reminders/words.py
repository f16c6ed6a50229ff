"""What this slice's acts are called in the audit trail, and the things they are about."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.audit.words import Name, by_row, describe, name_things
from portal.core.people import Person
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Absence, Acknowledgement, DigestNote, Reminder


def _name_acknowledged(keys: Sequence[str], user: Person) -> dict[str, Name]:
    """What was acknowledged. One SQL query, and one for each kind of deadline."""
    rows = Acknowledgement.objects.visible_to(user).filter(pk__in=keys, kind__in=KINDS)
    things = {str(key): (kind, subject) for key, kind, subject in rows.values_list("pk", "kind", "subject")}
    subjects: defaultdict[str, list[UUID]] = defaultdict(list)
    for kind, subject in things.values():
        subjects[kind].append(subject)
    names = {kind: KINDS[kind].name(found) for kind, found in subjects.items()}
    return {
        key: Name(names[kind][subject].name, names[kind][subject].address)
        for key, (kind, subject) in things.items()
        if subject in names[kind]
    }


name_things("Acknowledgement", _name_acknowledged, _("a deadline"))
name_things("Reminder", by_row(Reminder, "recipient"), _("somebody"))
name_things("DigestNote", by_row(DigestNote, "person"), _("somebody"))
name_things("Absence", by_row(Absence, "person"), _("somebody"))

describe(
    {
        "workinggroup.cadence.group_chosen": _("changed when everybody is reminded"),
        "workinggroup.cadence.group_reset": _("set back when everybody is reminded"),
        "workinggroup.cadence.side_chosen": _("changed when %(thing)s is reminded"),
        "workinggroup.cadence.side_reset": _("set back when %(thing)s is reminded"),
        "workinggroup.cadence.own_chosen": _("changed the days of their own reminders"),
        "workinggroup.cadence.own_reset": _("set back the days of their own reminders"),
        "workinggroup.acknowledgement.given": _("acknowledged what is due: %(thing)s"),
        "workinggroup.acknowledgement.withdrawn": _("ended the acknowledgement of what is due: %(thing)s"),
        "workinggroup.reminder.held": _("held the reminders of %(thing)s"),
        "workinggroup.reminder.hold_ended": _(
            "let go, because its day was over, what was held of the reminders of %(thing)s"
        ),
        "workinggroup.reminder.released": _("let go the reminders of %(thing)s"),
        "workinggroup.reminder.sent": _("sent at once the reminders of %(thing)s"),
        "workinggroup.digestnote.written": _("wrote a note into the next digest of %(thing)s"),
        "workinggroup.absence.entered": _("noted when away and who stands in: %(thing)s"),
        "workinggroup.absence.withdrawn": _("took back when away: %(thing)s"),
    }
)
