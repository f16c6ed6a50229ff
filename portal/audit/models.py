"""What the trail holds: entries behind the wall, a chain of hashes over all of them, and for each reader a head over its own.

Rows come only from the SQL function `portal_record` (`guards.sql`); the running role can neither insert, change nor
delete. `leaf = sha256(salt || entry)`. Over all entries, for the portal's machinery alone: `hash = sha256(previous || seq ||
leaf)`. Over what one reader may see, for that reader: `hash = sha256(hash before || acts || leaf)`. Nothing that a reader
gets counts what the reader does not see.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.people import Person
from portal.core.walled import CodesField

# The reader of the acts that are marked for administrators.
ADMINISTRATION = "administration"


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
    """One act: who did what to which thing, when by the database's clock, and who may know of it.

    Its key tells no order. The instants are in the order of the chain, as long as the database's clock goes forward.
    """

    id = models.UUIDField(primary_key=True)
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
        indexes = [
            models.Index(fields=["at", "id"], name="audit_entry_order"),
            models.Index(fields=["subject_id", "at"], name="audit_entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"

    @property
    def object_name(self) -> str:
        """The thing acted on, unless somebody acted on themselves."""
        return "" if self.subject_id == self.actor else self.subject_name


class Link(models.Model):
    """One link of the chain over all entries, readable by the portal's machinery alone: numbers tell how much others do."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.UUIDField(unique=True)
    at = models.DateTimeField()
    leaf = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.seq} {bytes(self.hash).hex()[:12]}"


class HeadQuerySet(models.QuerySet[Any]):
    """Heads over what a person may see."""

    def visible_to(self, user: Person) -> Self:
        """Of the user's side, of the acts on accounts for administrators, and of the user's own acts."""
        readers = [user.code, ADMINISTRATION if user.administers else "", str(user.pk)]
        return self.filter(reader__in=list(filter(None, readers)))


class Head(models.Model):
    """How many entries one reader may see, and the head over them.

    `reader` is a side's code, a person's key for that person's own acts, or `ADMINISTRATION`. In words it is
    `reader:acts:hash`, half of the hash.
    """

    reader = models.CharField(max_length=36, primary_key=True)
    acts = models.BigIntegerField()
    hash = models.BinaryField()

    objects = HeadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.reader}:{self.acts}:{bytes(self.hash).hex()[:32]}"


class Version(models.Model):
    """How many acts on a thing, or on what is seen through it, one side may know of.

    `thing` is the thing's key, "" for any. Written by `portal_record` alone, and each side reads its own rows.
    """

    pk = models.CompositePrimaryKey("thing", "code")
    thing = models.CharField(max_length=64)
    code = models.CharField(max_length=12)
    acts = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.code} {self.thing} {self.acts}"


class DailyHead(models.Model):
    """The head of the whole chain as it was at the fixed hour of a day, as it was logged and mailed."""

    day = models.DateField(primary_key=True)
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.day} {self.hex}"

    @property
    def hex(self) -> str:
        return bytes(self.hash).hex()
