"""The tables the floors read: people as the portal keeps them, meetings and items from the copies."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models


class User(AbstractBaseUser):
    """A person who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=64)
    is_active = models.BooleanField()
    joined_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)

    objects: ClassVar[BaseUserManager] = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "people_user"

    def __str__(self) -> str:
        return self.name


class Delegation(models.Model):
    """A delegation."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.JSONField()
    seat = models.JSONField()
    time_zone = models.CharField(max_length=64)
    colour = models.CharField(max_length=12)

    class Meta:
        managed = False
        db_table = "people_delegation"

    def __str__(self) -> str:
        return self.code


class Meeting(models.Model):
    """A meeting."""

    id = models.UUIDField(primary_key=True)
    slug = models.SlugField(unique=True)
    title = models.JSONField()
    city = models.JSONField()
    venue = models.JSONField()
    time_zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    version = models.PositiveIntegerField()

    class Meta:
        managed = False
        db_table = "meeting"

    def __str__(self) -> str:
        return self.slug


class Item(models.Model):
    """A row of a meeting's agenda."""

    id = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=8)
    rank = models.BigIntegerField()
    title = models.JSONField()
    note = models.JSONField()
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = ArrayField(models.CharField(max_length=12))
    minutes = models.PositiveSmallIntegerField()
    fixed_at = models.TimeField(null=True)

    class Meta:
        managed = False
        db_table = "item"
        ordering = ["rank"]

    def __str__(self) -> str:
        return str(self.id)


class Facts(models.Model):
    """A row that stands on one of the portal's pages, at its place there."""

    place = models.IntegerField()

    class Meta:
        abstract = True
        managed = False
        ordering: ClassVar[list[str]] = ["place"]

    def __str__(self) -> str:
        return str(self.pk)


class ListedMeeting(Facts):
    """A meeting on the list of meetings."""

    id = models.UUIDField(primary_key=True)
    slug = models.SlugField()
    title = models.JSONField()
    city = models.JSONField()
    level = models.CharField(max_length=20)
    number = models.IntegerField(null=True)
    status = models.CharField(max_length=20)
    starts_on = models.DateField()
    host = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    delegations = ArrayField(models.CharField(max_length=12))

    class Meta(Facts.Meta):
        db_table = "listed_meeting"


class Commitment(models.Model):
    """A commitment, as action items name it."""

    id = models.UUIDField(primary_key=True)
    number = models.IntegerField()

    class Meta:
        managed = False
        db_table = "commitment"

    def __str__(self) -> str:
        return f"C-{self.number:02}"


class ListedCommitment(Facts):
    """A commitment on their list."""

    id = models.UUIDField(primary_key=True)
    number = models.IntegerField()
    chapeau = models.JSONField()
    quote = models.JSONField()
    strength = models.CharField(max_length=8)
    due_text = models.JSONField()
    due_on = models.DateField(null=True)
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = ArrayField(models.CharField(max_length=12))
    anchor = models.CharField(max_length=8)
    statement_title = models.JSONField()
    dated = models.DateField()

    class Meta(Facts.Meta):
        db_table = "listed_commitment"


class ActionItem(models.Model):
    """An action item, to be counted."""

    id = models.UUIDField(primary_key=True)
    commitment = models.ForeignKey(ListedCommitment, on_delete=models.PROTECT, related_name="action_items")
    status = models.CharField(max_length=8)

    class Meta:
        managed = False
        db_table = "action_item"

    def __str__(self) -> str:
        return str(self.id)


class ListedItem(Facts):
    """An action item on their list, or on the desk."""

    row = models.IntegerField(primary_key=True)
    page = models.CharField(max_length=20)
    id = models.UUIDField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.IntegerField()
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=8)
    standing = models.CharField(max_length=10)
    due = models.DateField()

    class Meta(Facts.Meta):
        db_table = "listed_item"


class Report(models.Model):
    """A report on an action item."""

    id = models.UUIDField(primary_key=True)
    item_id = models.UUIDField()
    standing = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "report"
        ordering = ["item_id", "at"]

    def __str__(self) -> str:
        return self.standing


class Mail(models.Model):
    """What became of a reminder's mail."""

    id = models.UUIDField(primary_key=True)
    status = models.CharField(max_length=10)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "mail"

    def __str__(self) -> str:
        return self.status


class ListedReminder(Facts):
    """A reminder on their page."""

    id = models.UUIDField(primary_key=True)
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, null=True, related_name="+")
    rung = models.CharField(max_length=8)
    goes_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    status = models.CharField(max_length=8)

    class Meta(Facts.Meta):
        db_table = "listed_reminder"


class Entry(models.Model):
    """An act in the trail."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    delegation = models.CharField(max_length=12)
    action = models.CharField(max_length=80)
    subject_name = models.TextField()

    class Meta:
        managed = False
        db_table = "entry"
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.action


class Passage(Facts):
    """A paragraph on the negotiation table, its words as plain text in each language."""

    anchor = models.CharField(max_length=8, primary_key=True)
    texts = models.JSONField()

    class Meta(Facts.Meta):
        db_table = "passage"


class ReleasedText(models.Model):
    """The released text: its paragraphs and who signed, as the portal keeps them."""

    id = models.UUIDField(primary_key=True)
    title = models.JSONField()
    hashes = models.JSONField()
    parties = ArrayField(models.CharField(max_length=12))
    canonical = models.TextField()
    facts = models.JSONField()
    dated = models.DateField()
    released_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "released_text"

    def __str__(self) -> str:
        return str(self.id)


class Position(models.Model):
    """What a delegation said last of a paragraph."""

    id = models.UUIDField(primary_key=True)
    anchor = models.CharField(max_length=8)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=12)

    class Meta:
        managed = False
        db_table = "position"
        ordering = ["anchor", "delegation_id"]

    def __str__(self) -> str:
        return self.value
