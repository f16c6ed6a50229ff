"""Planned reminders: the truth of what will go, goes and went."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meetings.rounds.models import Meeting
from portal.core.walled import Walled
from portal.notifications.models import OutgoingMail
from portal.people.models import Delegation
from workinggroup.reminders.acknowledging import LONGEST_REST
from workinggroup.reminders.standing_in import LONGEST_ABSENCE
from workinggroup.reminders.states import SETTLED, WAITING, Status


class Reminder(Walled):
    """One reminder for one person: unique by recipient, deadline (`kind`, `subject`, `due`) and rung.

    It goes at `goes_at`, which is 08:00 of `send_on` in `zone`. `meeting` is the one whose work it belongs to. The side that
    is reminded alone sees it; `stands_for` is whose it would be, were they not away. What its subject is called is asked of
    the subject's slice, through the wall.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    subject = models.UUIDField()
    due = models.DateField()
    rung = models.CharField(max_length=24)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    send_on = models.DateField()
    goes_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PLANNED)
    reason = models.TextField(blank=True)
    stands_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, null=True, related_name="reminders")
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_reminder_once", fields=["recipient", "kind", "subject", "due", "rung"]
            ),
            models.CheckConstraint(
                name="workinggroup_reminder_posted_has_mail",
                condition=~models.Q(status=Status.POSTED) | models.Q(mail__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_reminder_held_says_why", condition=~models.Q(status=Status.HELD, reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["goes_at", "id"], name="workinggroup_reminder_due", condition=Q(status__in=WAITING)),
            models.Index(
                fields=["goes_at", "id"],
                name="workinggroup_reminder_settled",
                condition=Q(status__in=SETTLED),
            ),
            models.Index(fields=["recipient", "send_on"], name="workinggroup_reminder_day"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.send_on} {self.rung}"


class ReminderTurn(Walled):
    """How far the planning of a side's reminders is; the timers' round reads it, too.

    `stamp` is new whenever they changed, which is no act: what is remembered of them holds until then. `acts` and
    `planned_at` say as of which act they were planned, and when; `next_at` when the next of them goes.
    """

    delegation = models.OneToOneField(Delegation, on_delete=models.PROTECT, related_name="+")
    stamp = models.UUIDField()
    acts = models.BigIntegerField()
    planned_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.stamp}"


def RungsField() -> "ArrayField[list[str], list[str]]":  # noqa: N802 - reads as a field where it is used
    """Rungs as they are written."""
    return ArrayField(models.CharField(max_length=24))


class GroupCadence(models.Model):
    """The rungs that the secretariat chose for a kind of deadline; where there is no row, those of `cadence.toml` hold.

    All delegations read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=24, unique=True)
    rungs = RungsField()
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="workinggroup_groupcadence_few", condition=Q(rungs__len__lte=12)),
        ]

    def __str__(self) -> str:
        return self.kind


class ChosenCadence(Walled):
    """The rungs that a delegation, or one person of it, chose for a kind of deadline; its own people alone read the
    delegation's, the person alone the person's.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=24)
    rungs = RungsField()
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_chosencadence_once",
                fields=["delegation", "person", "kind"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="workinggroup_chosencadence_few", condition=Q(rungs__len__lte=12)),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.kind}"


class Acknowledgement(Walled):
    """Somebody's word that they know of a deadline: once for a due day before it, and once after (`is_late`).

    Up to and on `rest_until` their optional reminders pause, for the `reason`. Until when it holds says `acknowledging`.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    subject = models.UUIDField()
    due = models.DateField()
    is_late = models.BooleanField()
    given_on = models.DateField()
    given_at = models.DateTimeField()
    rest_until = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_acknowledgement_once", fields=["person", "kind", "subject", "due", "is_late"]
            ),
            models.CheckConstraint(
                name="workinggroup_acknowledgement_late_after_its_day",
                condition=Q(is_late=True, given_on__gt=models.F("due"))
                | Q(is_late=False, given_on__lte=models.F("due")),
            ),
            models.CheckConstraint(
                name="workinggroup_acknowledgement_rest_is_short_and_says_why",
                condition=Q(rest_until__isnull=True)
                | (
                    Q(rest_until__gte=models.F("given_on"))
                    & Q(rest_until__lte=models.F("given_on") + LONGEST_REST)
                    & ~Q(reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due}"


class Absence(Walled):
    """Somebody is away from one day to another, both included; `substitute` is reminded meanwhile. Both are of one side."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_absence_ends_within_a_year",
                condition=Q(last__gte=models.F("first")) & Q(last__lte=models.F("first") + LONGEST_ABSENCE),
            ),
            models.CheckConstraint(name="workinggroup_absence_of_two", condition=~Q(person=models.F("substitute"))),
        ]
        indexes = [models.Index(fields=["last"], name="workinggroup_absence_last")]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


class DigestNote(Walled):
    """A few words of a coordinator to one person of the same side, which the next digest takes along: `mail`, once it did."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    text = models.CharField(max_length=1000)
    written_at = models.DateTimeField()
    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_digestnote_says_something", condition=~Q(text="")),
        ]
        indexes = [
            models.Index(fields=["person"], name="workinggroup_digestnote_next", condition=Q(mail__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.author_name
