"""What the parties say to a final text: by silence, and by the signatures of their heads."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.adoption.states import Method, SignOffKind, SilenceStatus
from meetings.revisions.models import TextRevision
from meetings.statements.models import Statement
from portal.core.walled import CodesField, Walled
from portal.notifications.models import OutgoingMail
from portal.people.models import Delegation


class Silence(Walled):
    """A final text put under silence: adopted at `deadline_at` unless a party objects in writing before it.

    It counts for `revision` alone. All instants are the database's clock's.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="silences")
    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="+")
    opened_by_name = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    status = models.CharField(max_length=11, choices=SilenceStatus.choices, default=SilenceStatus.RUNNING)
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_silence_one_runs", fields=["statement"], condition=Q(status=SilenceStatus.RUNNING)
            ),
            models.CheckConstraint(
                name="meetings_silence_ends_later", condition=Q(deadline_at__gt=models.F("opened_at"))
            ),
            models.CheckConstraint(
                name="meetings_silence_closed_when",
                condition=Q(status=SilenceStatus.RUNNING, closed_at__isnull=True)
                | (~Q(status=SilenceStatus.RUNNING) & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}"


class SilenceNotice(Walled):
    """One person told of one instant at which silence ends: by which mail, and since when they have it before their eyes.

    An extension is a new notice, as it names another `deadline_at`.
    """

    seen_through = "silence"
    silence = models.ForeignKey(Silence, on_delete=models.PROTECT, related_name="notices")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=150)
    deadline_at = models.DateTimeField()
    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_silencenotice_once", fields=["silence", "person", "deadline_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.person_name}"


class SilenceBreak(Walled):
    """A written objection that broke a silence, in words, with an amendment where there is one; append-only."""

    seen_through = "silence"
    silence = models.ForeignKey(Silence, on_delete=models.PROTECT, related_name="breaks")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    objection = models.TextField()
    amendment = models.TextField(blank=True)
    anchors = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"


class SignOff(Walled):
    """A head of delegation's signature under one text and no other: `revision`, by the SHA-256 of its canonical text in all
    languages (`text_hash`), as agreed between these `parties`. Void when another text is final or another set of parties signs.

    Ad referendum it waits for the capital until `expires_on`. Only a revocation, once, changes a row.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="sign_offs")
    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=SignOffKind.choices)
    text_hash = models.CharField(max_length=64)
    parties = CodesField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=200)
    method = models.CharField(max_length=9, choices=Method.choices)
    note_name = models.CharField(max_length=200, blank=True)
    note_hash = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_signoff_once", fields=["revision", "delegation", "kind", "parties"],
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_signoff_ad_ref_expires",
                condition=Q(kind=SignOffKind.AD_REF, expires_on__isnull=False)
                | Q(kind=SignOffKind.FINAL, expires_on__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_signoff_note_is_kept",
                condition=Q(method=Method.IN_PORTAL, key="", by__isnull=False)
                | (Q(method=Method.NOTE) & ~Q(key="") & ~Q(note_hash="")),
            ),
            models.CheckConstraint(
                name="meetings_signoff_revoked_says_why", condition=Q(revoked_at__isnull=True) | ~Q(reason="")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"


class InterpretativeStatement(Walled):
    """How one party reads the final text, or its explanation of position: beside the text, never part of it; append-only.

    The public reads it with the released text where `is_public`.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="interpretations")
    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    texts = models.JSONField()
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"
