"""Follow-up packs and their papers."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from meetings.texts.canonical import short_hash
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.pack.contents import in_groups
from workinggroup.pack.states import UNDER_WAY, Form, Status
from workinggroup.progress.models import ReportingRound


class FollowUpPack(Walled):
    """What one side sees of a reporting round as of `made_at`, in papers; readable by that side alone, and never changed once it
    is made.

    `sha256` is that of its contents, `contents`, `items`, `rows` and `cell` are the keys of the commitments, action items, rows
    of the agenda and matters of the operational cell in it: when its side may no longer read one of them, the papers are not
    given out. `done` counts the papers written, of
    `total`; `counts` are what lists say of it.
    """

    seen_through = "round"
    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="packs")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_by_name = models.CharField(max_length=150)
    requested_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    contents: Any = ArrayField(models.UUIDField(), default=list)
    items: Any = ArrayField(models.UUIDField(), default=list)
    rows: Any = ArrayField(models.UUIDField(), default=list)
    cell: Any = ArrayField(models.UUIDField(), default=list)
    counts = models.JSONField(default=dict)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_followuppack_one_under_way",
                fields=["round", "delegation"],
                condition=Q(status__in=sorted(UNDER_WAY)),
            ),
            models.CheckConstraint(
                name="workinggroup_followuppack_made_whole",
                condition=Q(status=Status.DONE, made_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$")
                | (~Q(status=Status.DONE) & Q(made_at__isnull=True, sha256="")),
            ),
        ]
        indexes = [models.Index(fields=["round", "-requested_at"], name="workinggroup_pack_latest")]

    def __str__(self) -> str:
        return gettext("Follow-up pack for %(meeting)s") % {"meeting": self.round.meeting}

    def get_absolute_url(self) -> str:
        return reverse("pack:pack", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE

    @property
    def as_of(self) -> datetime:
        """When it was made; while it is not, when it was asked for."""
        return self.made_at or self.requested_at

    @property
    def short_hash(self) -> str:
        return short_hash(self.sha256)

    @property
    def whole_hash(self) -> str:
        """As it stands on every paper."""
        return in_groups(self.sha256)


class PackPaper(Walled):
    """A file of a follow-up pack, in one language or, of its contents, in none; append-only. A large pack has several volumes;
    `size` is in bytes."""

    seen_through = "pack"
    pack = models.ForeignKey(FollowUpPack, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=4, choices=Form.choices)
    language = models.CharField(max_length=8, blank=True)
    volume = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_packpaper_once", fields=["pack", "form", "language", "volume"]),
            models.CheckConstraint(
                name="workinggroup_packpaper_whole",
                condition=~Q(key="") & Q(size__gt=0, sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.language}".strip()

    def get_absolute_url(self) -> str:
        return reverse("pack:download", args=[self.pk])

    @property
    def name(self) -> str:
        """What the file is called: the meeting, whose it is, as of when, its language and volume."""
        pack = self.pack
        parts = [
            f"follow-up-pack-{pack.round.meeting.slug}",
            pack.delegation_id,
            f"{pack.as_of:%Y%m%d-%H%M}",
            self.language,
        ]
        parts += [str(self.volume)] if self.language else []
        return f"{'-'.join(filter(None, parts))}.{self.form}"
