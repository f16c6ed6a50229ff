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
