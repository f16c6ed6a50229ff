"""What the trail holds: entries behind the wall, and a chain of hashes that everybody may verify.

Rows come only from the SQL function `portal_record` (`guards.sql`); the running role can neither insert, change nor
delete. The chain holds no names, times or acts: `leaf = sha256(salt || entry)`, `hash = sha256(previous || seq || leaf)`.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.people import Person
from portal.core.walled import CodesField


class EntryQuerySet(models.QuerySet[Any]):
    """Entries that concern a person."""

    def visible_to(self, user: Person) -> Self:
        """Entries released to the user's delegation, the user's own acts, and account acts for administrators."""
        own = Q(actor=str(user.pk))
        if user.code:
            own |= Q(releasable_to__contains=[user.code])
        if user.administers:
            own |= Q(administration=True)
        return self.filter(own)


class Entry(models.Model):
    """One act: who did what to which thing, when by the database's clock, and who may know of it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=36)
    actor_name = models.TextField()
    delegation = models.CharField(max_length=12)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    subject_name = models.TextField()
    detail = models.TextField(help_text=_("Canonical JSON"))
    releasable_to = CodesField()
    administration = models.BooleanField()
    salt = models.BinaryField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_entry_somebody_reads", condition=Q(releasable_to__len__gt=0) | Q(administration=True)
            )
        ]
        indexes = [models.Index(fields=["subject_id", "seq"], name="audit_entry_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"

    @property
    def object_name(self) -> str:
        """The thing acted on, unless somebody acted on themselves."""
        return "" if self.subject_id == self.actor else self.subject_name


class Link(models.Model):
    """One link of the chain, readable by everybody."""

    seq = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.seq} {bytes(self.hash).hex()[:12]}"


class Latest(models.Model):
    """The number of the last act on a thing, or on what is seen through it, that one side may know of.

    `thing` is the thing's key, "" for any. Written by `portal_record` alone, and each side reads its own rows.
    """

    thing = models.CharField(max_length=64)
    code = models.CharField(max_length=12)
    seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="audit_latest_once", fields=["thing", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.thing} {self.seq}"
