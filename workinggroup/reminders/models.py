"""Planned reminders: the truth of what will go, goes and went."""

from django.conf import settings
from django.db import models

from meetings.rounds.models import Meeting
from portal.core.walled import Walled
from portal.notifications.models import OutgoingMail
from portal.people.models import Delegation
from workinggroup.reminders.states import Status


class Reminder(Walled):
    """One ring for one person: unique by recipient, meeting, day and rung. `due_at` is 08:00 of `send_on` in `zone`."""

    seen_through = "meeting"
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    rung = models.CharField(max_length=8)
    send_on = models.DateField()
    due_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PLANNED)
    reason = models.TextField(blank=True)
    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, null=True, related_name="reminders")
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_reminder_once", fields=["recipient", "meeting", "send_on", "rung"]
            ),
            models.CheckConstraint(
                name="workinggroup_reminder_posted_has_mail",
                condition=~models.Q(status=Status.POSTED) | models.Q(mail__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="workinggroup_reminder_due", condition=models.Q(status=Status.PLANNED)
            ),
            models.Index(
                fields=["due_at", "id"],
                name="workinggroup_reminder_settled",
                condition=~models.Q(status=Status.PLANNED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.send_on} {self.rung}"


class ReminderTurn(Walled):
    """A new stamp for each change of a side's reminders, which leave no act: what is remembered of them holds until then."""

    delegation = models.OneToOneField(Delegation, on_delete=models.PROTECT, related_name="+")
    stamp = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.stamp}"
