"""Documents of meetings, their versions, and packs."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.documents.states import UNDER_WAY, Kind, Marking, PackForm, PackStatus, group_label
from meetings.rounds.models import Meeting
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import Walled
from portal.people.models import Delegation


class Document(Walled):
    """A file or link of a meeting. `delegation` added it and alone may change it.

    `about_kind` (as registered in `subjects`) and `about_id` name the thing it belongs to besides; both or neither.
    """

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="documents")
    about_kind = models.CharField(max_length=12, blank=True)
    about_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PAPER)
    title = LocalizedTextField()
    marking = models.CharField(max_length=12, choices=Marking.choices, default=Marking.AMBER)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_document_about_whole",
                condition=Q(about_kind="", about_id__isnull=True) | (~Q(about_kind="") & Q(about_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="meetings_document_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "-added_at"], name="meetings_document_meeting"),
            models.Index(fields=["-added_at"], name="meetings_document_latest"),
            models.Index(fields=["about_id"], name="meetings_document_about"),
        ]

    def __str__(self) -> str:
        return in_language(self.title)

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def label(self) -> str:
        """The group's own name for the document's mark."""
        return group_label(self.marking)


class Version(Walled):
    """One file or one link of a document in one language; append-only. Numbered within the document.

    It is marked as widely as the meeting and read through its document, so that the document's mark decides for all
    of its versions. `key` names the object in the storage and is never derived from a name; `size` is in bytes.
    """

    seen_through = "document"
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=150, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_version_number_once", fields=["document", "number"]),
            models.UniqueConstraint(name="meetings_version_key_once", fields=["key"], condition=~Q(key="")),
            models.CheckConstraint(
                name="meetings_version_file_or_link",
                condition=Q(key="", name="", sha256="", content_type="", size=0, url__startswith="https://")
                | (~Q(key="") & ~Q(name="") & Q(size__gt=0, sha256__regex=r"^[0-9a-f]{64}$", url="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.url

    def get_absolute_url(self) -> str:
        """Where the file is downloaded, or the link itself."""
        return self.url or reverse("documents:download", args=[self.document_id, self.number])


class Pack(Walled):
    """A meeting's documents as one side may read them, in one ZIP or one PDF; readable by that side alone.

    `contents` are the keys of the versions inside, `rows` those of the agenda's rows: when one of them is withdrawn or
    taken back, the pack is no longer given out. `done` counts the files written, of `total`.
    """

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=3, choices=PackForm.choices, default=PackForm.ZIP)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=PackStatus.choices, default=PackStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    contents: Any = ArrayField(models.UUIDField(), default=list)
    rows: Any = ArrayField(models.UUIDField(), default=list)
    expires_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_pack_one_under_way",
                fields=["meeting", "delegation", "form"],
                condition=Q(status__in=sorted(UNDER_WAY)),
            ),
            models.CheckConstraint(
                name="meetings_pack_ready_has_file",
                condition=Q(status=PackStatus.DONE, expires_at__isnull=False) & ~Q(key="")
                | ~Q(status=PackStatus.DONE) & Q(key=""),
            ),
        ]
        indexes = [models.Index(fields=["meeting", "-requested_at"], name="meetings_pack_latest")]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("documents:pack", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY
