"""What waits to be mailed, is being mailed and was mailed; what people are told, and how they want to be."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from portal.core.texts import LocalizedTextField
from portal.core.walled import CodesField, WalledQuerySet
from portal.notifications.kinds import Ways
from portal.notifications.states import UNREACHED, Note, Status, Timer


def new_message_id() -> str:
    return f"<{uuid.uuid4()}@{settings.MAIL_DOMAIN}>"


class OutgoingMail(models.Model):
    """One mail to one address.

    The row holds ids and plain values, never rendered text: `message` names a function that fetches what the recipient
    may see at the moment of sending. `subject_kind` and `subject_id` name the row the mail is about, `event` the act it tells
    of; they stay when `payload` is erased. The recipient's side stands first in `releasable_to`, then those who may see
    whether the mail arrived. `message_id` is fixed, so a copy after a crash is recognised as the same mail. `not_before` is when
    it was due and stays so; `again_at` is when it is tried again, after a server did not take it.
    `note`, `code` and `reason` are what servers said of it last, at `noted_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.CharField(max_length=80)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField()
    language = models.CharField(max_length=8)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True)
    event = models.CharField(max_length=80, blank=True)
    payload = models.JSONField(default=dict)
    releasable_to = CodesField()
    dedupe_key = models.CharField(max_length=200)
    message_id = models.CharField(max_length=200, default=new_message_id)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    again_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    note = models.CharField(max_length=10, choices=Note.choices, blank=True)
    code = models.CharField(max_length=12, blank=True)
    noted_at = models.DateTimeField(null=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            # A unique column of letters would have a second index, for what nobody asks, and each mail is written three times.
            models.UniqueConstraint(name="notifications_outgoingmail_once", fields=["dedupe_key"]),
            models.UniqueConstraint(name="notifications_outgoingmail_one_name", fields=["message_id"]),
            models.CheckConstraint(
                name="notifications_outgoingmail_known_status", condition=models.Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="notifications_outgoingmail_subject_is_whole",
                condition=models.Q(subject_kind="", subject_id__isnull=True)
                | (~models.Q(subject_kind="") & models.Q(subject_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="notifications_outgoingmail_sending_has_lease",
                condition=~models.Q(status=Status.SENDING) | models.Q(lease__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="notifications_outgoingmail_returned_when",
                condition=~models.Q(status=Status.RETURNED) | models.Q(noted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="notifications_unsettled",
                condition=models.Q(status__in=[Status.QUEUED, Status.SENDING]),
            ),
            models.Index(
                fields=["settled_at"],
                name="notifications_settled",
                condition=models.Q(settled_at__isnull=False),
            ),
            models.Index(
                fields=["id"],
                name="notifications_trouble",
                condition=models.Q(status__in=UNREACHED) | models.Q(status=Status.QUEUED, attempts__gt=0),
            ),
            models.Index(
                fields=["subject_id", "message"],
                name="notifications_of_subject",
                condition=models.Q(subject_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.id}"

    @property
    def turn(self) -> tuple[Any, ...]:
        """The place of a leased mail in its round of delivery."""
        return self.not_before, self.created_at, self.pk

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.payload)


class TimerRun(models.Model):
    """A timer, and when its last round began and ended."""

    timer = models.CharField(max_length=8, primary_key=True, choices=Timer.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.timer} {self.began_at}"


class MailServer(models.Model):
    """The one row that says, for all dispatchers, that the mail server takes nothing: since when, how often it was tried,
    when it is tried again, and its words. No row, or none of it, where it takes mails.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    away_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="notifications_mailserver_is_one", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.reason


class Permit(models.Model):
    """So many mails were let go at an instant; counts against `MAIL_PER_MINUTE` for a minute."""

    taken_at = models.DateTimeField()
    mails = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.mails} {self.taken_at}"


class Notice(models.Model):
    """One piece of news for one person. Only that person reads it, and the machinery of their side.

    The row holds ids, never words: what it says is put together for its reader, through the wall, when it is read. `since` is
    the instant from which it tells, `due_at` the one at which it is told: the end of the span where news is gathered. `bell`,
    `mail` and `digest` are the ways it goes; `told_in` is the mail that took it along; `acted_by` the name of the side
    whose act it is, where it is one side’s.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    acted_by = LocalizedTextField(default=dict)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    bell = models.BooleanField()
    mail = models.BooleanField()
    digest = models.BooleanField()
    read_at = models.DateTimeField(null=True)
    told_in = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    digested_on = models.DateField(null=True)
    releasable_to = CodesField()
    dedupe_key = models.CharField(max_length=200, unique=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notifications_notice_goes_some_way",
                condition=models.Q(bell=True) | models.Q(mail=True) | models.Q(digest=True),
            ),
            models.CheckConstraint(
                name="notifications_notice_told_at_an_instant",
                condition=models.Q(told_in__isnull=True, told_at__isnull=True)
                | models.Q(told_in__isnull=False, told_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-due_at", "-id"], name="notifications_notice_latest"),
            models.Index(
                fields=["person", "due_at"],
                name="notifications_notice_unread",
                condition=models.Q(bell=True, read_at__isnull=True),
            ),
            models.Index(
                fields=["person"],
                name="notifications_notice_untold",
                condition=models.Q(mail=True, told_in__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"


class Choice(models.Model):
    """By which ways a person wants one kind of news, or what holds on a side (`side`) for those who have not chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    side = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=40)
    bell = models.BooleanField()
    mail = models.BooleanField()
    digest = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notifications_choice_of_one",
                condition=models.Q(person__isnull=False, side="")
                | (models.Q(person__isnull=True) & ~models.Q(side="")),
            ),
            models.UniqueConstraint(
                name="notifications_choice_of_person",
                fields=["person", "kind"],
                condition=models.Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="notifications_choice_of_side", fields=["side", "kind"], condition=~models.Q(side="")
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def ways(self) -> Ways:
        return Ways(self.bell, self.mail, self.digest)
