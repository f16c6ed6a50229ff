"""The marks of an operational matter and of its passages, and the rows by which they are widened and leave the portal."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.documents.states import Marking
from portal.core.texts import LocalizedTextField
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from workinggroup.handling.states import Reply, Status, Trace, Urgency, narrowest

HASH = r"^[0-9a-f]{64}$"


class Marked(Walled):
    """A row whose originators control who reads it; `portal_guard` in guards.sql holds this below every operation.

    `originators` are the sides that must each agree before another side reads it; they only grow. On the day `mark_until`, in
    the first originator's time zone, the mark falls to `mark_then`, where there is one; else the originators are asked.
    """

    marking = models.CharField(max_length=12, choices=Marking.choices, default=Marking.AMBER)
    originators = CodesField()
    mark_until = models.DateField(null=True, blank=True)
    mark_then = models.CharField(max_length=12, choices=Marking.choices, blank=True)

    class Meta(Walled.Meta):
        abstract = True
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_originators_read",
                condition=Q(releasable_to__contains=F("originators")) & Q(originators__len__gt=0),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_mark_then_has_a_day",
                condition=Q(mark_then="") | Q(mark_until__isnull=False),
            ),
            # Of what is no mark none says whether it is lower.
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_marks_known",
                condition=Q(marking__in=Marking.values, mark_then__in=["", *Marking.values]),
            ),
        ]


class Passage(Marked):
    """One passage of a matter with readers of its own. Concrete classes name the matter in the field that `seen_through` names.

    `anchor` is its name for good; `part` says what it tells, by the matter's own list. `changed_at` has an instant for each
    language. `gist` is the passage that stands in its place for those who may not read this one: it names no withheld passage
    itself, so who reads it learns of none. `trace` says what is shown of this one where there is no gist.
    """

    anchor = models.CharField(max_length=8)
    part = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    text = LocalizedTextField(default=dict)
    changed_at: Any = models.JSONField(default=dict)
    gist = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="gist_of")
    trace = models.CharField(max_length=6, choices=Trace.choices, default=Trace.SILENT)

    class Meta(Marked.Meta):
        abstract = True
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_originators_edit",
                condition=Q(originators__contains=F("editable_by")) & Q(originators__contained_by=F("editable_by")),
            ),
            models.CheckConstraint(name="%(app_label)s_%(class)s_no_own_gist", condition=~Q(gist=F("id"))),
        ]

    @property
    def whole(self) -> Any:
        """The matter that this is a passage of."""
        return getattr(self, self.seen_through)


class Grant(Walled):
    """One originator's yes to one more reader of a thing, or, where `code` is "", to a lower mark. Kept, and revoked once.

    `thing_kind` is a kind as registered in `things`. `marking` is the lowest mark that it allows. Originators alone read it.
    """

    thing_kind = models.CharField(max_length=24)
    thing = models.UUIDField()
    code = models.CharField(max_length=12, blank=True)
    marking = models.CharField(max_length=12, choices=Marking.choices)
    by = models.CharField(max_length=12)
    by_name = models.CharField(max_length=150)
    request: Any = models.ForeignKey("ReleaseRequest", on_delete=models.PROTECT, null=True, related_name="grants")
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_grant_one_live",
                fields=["thing", "code", "by"],
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="workinggroup_grant_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by_name="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by_name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ReleaseRequest(Walled):
    """A reader's question to the originators of a thing, whether others may read it, too, or at a lower mark; its asker and the
    originators read it.

    `codes` are the sides that are to read it, `marking` the mark asked for. `until` is the last day on which it is wanted, and
    then granted, None for no end; `due` the day after which silence is no. `granted` are the codes that all originators granted.
    """

    thing_kind = models.CharField(max_length=24)
    thing = models.UUIDField()
    codes = CodesField()
    marking = models.CharField(max_length=12, choices=Marking.choices)
    purpose = models.CharField(max_length=500)
    until = models.DateField(null=True, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.ROUTINE)
    asked_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    originators = CodesField()
    due = models.DateField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.ASKED)
    granted = CodesField(default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_releaserequest_of_somebody", condition=Q(originators__len__gt=0)),
            models.CheckConstraint(
                name="workinggroup_releaserequest_ends_once",
                condition=Q(status=Status.ASKED, ended_at__isnull=True)
                | (~Q(status=Status.ASKED) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["thing"], name="workinggroup_releaserequest_of")]

    def __str__(self) -> str:
        return ", ".join(self.codes) or f"TLP:{self.marking}"

    def get_absolute_url(self) -> str:
        return reverse("handling:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == Status.ASKED


class ReleaseAnswer(Walled):
    """What one originator answered; kept. `codes` and `marking` are what it grants, fewer than asked where it is in part."""

    seen_through = "request"
    request = models.ForeignKey(ReleaseRequest, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField(max_length=12)
    reply = models.CharField(max_length=7, choices=Reply.choices)
    codes = CodesField(default=list)
    marking = models.CharField(max_length=12, choices=Marking.choices)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_releaseanswer_once", fields=["request", "side"]),
            models.CheckConstraint(
                name="workinggroup_releaseanswer_no_grants_nothing", condition=~Q(reply=Reply.NO) | Q(codes=[])
            ),
        ]

    def __str__(self) -> str:
        return self.side


class Export(Walled):
    """One paper that left the portal: which side took it, for whom, with which passages; its own affair, and kept.

    `number` is drawn within the side (`draw_number`). `audience` are the codes that it was made for, or `PUBLIC`. `sha256` is
    that of the file.
    """

    number = models.PositiveIntegerField()
    side = models.CharField(max_length=12)
    person_name = models.CharField(max_length=150)
    form = models.CharField(max_length=4)
    thing_kind = models.CharField(max_length=24)
    thing = models.UUIDField(null=True)
    audience = CodesField()
    sha256 = models.CharField(max_length=64)
    passages: Any = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_export_number_once", fields=["side", "number"]),
            models.CheckConstraint(name="workinggroup_export_hash", condition=Q(sha256__regex=HASH)),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.number}"


class ExportedPassage(Walled):
    """That a passage stands in another side's paper, told to its originators, each of whom may narrow it: this row alone, never
    what else the paper holds."""

    passage = models.UUIDField()
    side = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    form = models.CharField(max_length=4)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_exportedpassage_once", fields=["passage", "side", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.number}"


class Opening(Walled):
    """That a side has opened a whole or passage which others control, and since when: told to its originators, who see it before
    they narrow it. Of nobody's further visits anything is written, unless others control it by then, who are told as well."""

    thing_kind = models.CharField(max_length=24)
    thing = models.UUIDField()
    side = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_opening_once", fields=["thing", "side", "releasable_to"]),
        ]

    def __str__(self) -> str:
        return self.side


def banner(rows: list[Any]) -> tuple[str, list[str]]:
    """The mark and the readers of what is shown together: the narrowest mark, and the sides that read each of the rows."""
    markings = [row.marking for row in rows]
    readers = [set(row.releasable_to) for row in rows]
    common = set.intersection(*readers) if readers else set()
    return narrowest(markings), sorted(common)
