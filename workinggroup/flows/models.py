"""Datasets, their vintages, and the figures in them: the exact ones for their owner alone, and those that are published."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from portal.core import times
from portal.core.people import Person
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.states import ORIGIN_NOTES, UNDER_WAY, Mark, Status

# A day, or a day of each dataset, of which no others are meant; None is the latest.
AsOf = date | Mapping[UUID, date] | None
CODES = ("indicator", "reporting", "counterpart", "area", "citizenship", "group")
HASH = r"^[0-9a-f]{64}$"


class Dataset(Walled):
    """Figures that one delegation counts and brings in again and again. All sides know of it; none but its own sees more of it
    than is published.

    `reporting` is the country, by ISO 3166-1 alpha-2, whose counts these are. `contact` is the office that answers for them.
    `origin` says whether they are the delegation's own, others' for demonstration, or invented; what leaves the portal of
    them says so. `first` is the first month that a file may have. `due_after` is how many days after a month its figures are
    due. `rounding` is what its delegation rounds to, 0 where figures are exact. `definition_version` names the edition of its
    own rules by which it counts. `blanks`, `labels`, `groups`, `signs`, `adds_up`, `skips_months` and `constants` in
    `declared` are what the delegation declares of its files (`Layout.declared`); `layout` names the layout they have, ""
    where it is to be found out. Where the delegation states that all of it is public already, `public_url` says where, and
    `public_on` since when: then small figures are shown.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    name = LocalizedTextField()
    about = LocalizedTextField(default=dict)
    reporting = models.CharField(max_length=2)
    source = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=11, choices=[(each, each) for each in Origin], default=Origin.OWN)
    first = models.DateField(null=True)
    due_after = models.PositiveSmallIntegerField(default=45)
    rounding = models.PositiveSmallIntegerField(default=0)
    definition_version = models.CharField(max_length=60, blank=True)
    layout = models.CharField(max_length=60, blank=True)
    declared = models.JSONField(default=dict)
    public_url = models.URLField(max_length=500, blank=True)
    public_on = models.DateField(null=True)
    created_by_name = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_dataset_country", condition=Q(reporting__regex=r"^[A-Z]{2}$")),
            models.CheckConstraint(
                name="workinggroup_dataset_from_a_first_day", condition=Q(first__isnull=True) | Q(first__day=1)
            ),
            models.CheckConstraint(
                name="workinggroup_dataset_public_with_proof",
                condition=Q(public_url="", public_on__isnull=True) | (~Q(public_url="") & Q(public_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="workinggroup_dataset_origin", condition=Q(origin__in=[each.value for each in Origin])
            ),
            models.UniqueConstraint(name="workinggroup_dataset_name_once", fields=["delegation", "name"]),
        ]

    def __str__(self) -> str:
        return in_language(self.name)

    def get_absolute_url(self) -> str:
        return reverse("flows:dataset", args=[self.pk])

    @property
    def origin_note(self) -> str:
        """What is said wherever its figures are shown; "" where they are its delegation's own."""
        return str(ORIGIN_NOTES.get(Origin(self.origin), ""))


class Vintage(Walled):
    """All figures of a dataset as they stood on the day `as_of`; its delegation's own affair until it is published.

    `number` counts within the dataset. `definition_version` is what its dataset counted by when it was brought in.
    `provisional_from` is the first of the months that will be revised; None where all are final. `note` is published with it;
    where the check warned, it says why the figures are right. A vintage that waits for its hour is published at
    `embargo_until`, or at once where there is none. `released` are figures that its approver lets out of hiding, for the
    reason in writing that is published with it; `releases_all` where these are all that any vintage hid, since the dataset is
    public.
    """

    seen_through = "dataset"
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="vintages")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    definition_version = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    provisional_from = models.DateField(null=True)
    note = models.TextField(max_length=2000, blank=True)
    embargo_until = models.DateTimeField(null=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_by_name = models.CharField(max_length=150)
    imported_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=150, blank=True)
    # When it was approved: from then on it waits for whoever hides what must be hidden.
    requested_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    # What an earlier vintage hid and this one need not: for each its address without the day, its key, its month or quarter.
    released = models.JSONField(default=list)
    release_reason = models.TextField(max_length=2000, blank=True)
    releases_all = models.BooleanField(default=False)
    # Why it was not approved, for its delegation: what would be told, and what somebody wished to let out, and when.
    refused = models.JSONField(default=dict)
    # The months and quarters, by their names, of which no figure is shown because no choice among them was safe.
    withheld = models.JSONField(default=list)
    # Whether it was protected as figures that are public already.
    as_public = models.BooleanField(default=False)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_vintage_refused_is_sent",
                condition=Q(refused={}) | Q(status__in=[Status.SENT, Status.DRAFT, Status.WITHDRAWN]),
            ),
            models.CheckConstraint(
                name="workinggroup_vintage_releases_in_writing",
                condition=Q(released=[], releases_all=False) | ~Q(release_reason=""),
            ),
            models.UniqueConstraint(name="workinggroup_vintage_number_once", fields=["dataset", "number"]),
            models.UniqueConstraint(
                name="workinggroup_vintage_day_once",
                fields=["dataset", "as_of"],
                condition=~Q(status=Status.WITHDRAWN),
            ),
            models.UniqueConstraint(
                name="workinggroup_vintage_one_under_way",
                fields=["dataset"],
                condition=Q(status__in=sorted(UNDER_WAY)),
            ),
            models.CheckConstraint(
                name="workinggroup_vintage_two_people",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("imported_by")),
            ),
            models.CheckConstraint(
                name="workinggroup_vintage_approved_before_out",
                condition=Q(status__in=[Status.DRAFT, Status.SENT, Status.WITHDRAWN]) | Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_vintage_published_or_own",
                condition=Q(status=Status.PUBLISHED, published_at__isnull=False)
                | (~Q(status=Status.PUBLISHED) & Q(published_at__isnull=True, releasable_to=F("editable_by"))),
            ),
        ]
        indexes = [models.Index(fields=["status"], name="workinggroup_vintage_status")]

    def __str__(self) -> str:
        return gettext("%(dataset)s as of %(day)s") % {"dataset": self.dataset, "day": times.dated(self.as_of)}

    def get_absolute_url(self) -> str:
        return reverse("flows:vintage", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def released_at(self) -> list[str]:
        """The addresses of what it lets out; that of nothing where it is all."""
        return [] if self.releases_all else [each["address"] for each in self.released]


class VintageFile(Walled):
    """The file that a vintage came with, for its delegation alone, for good: who knows all figures but a hidden one finds that
    by the hash of all.

    `sha256` and `size`, in bytes, are those of what is kept under `key`. `warnings` are what the check told, `facts` how the
    file was understood and what it changes.
    """

    seen_through = "vintage"
    vintage = models.OneToOneField(Vintage, on_delete=models.PROTECT, related_name="file")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    warnings = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_vintagefile_whole",
                condition=Q(sha256__regex=HASH, size__gt=0, releasable_to=F("editable_by")) & ~Q(key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FlowSeries(Walled):
    """What figures of many months are of: six codes, `_T` where something is summed. Its delegation's own affair until one of
    them is published."""

    seen_through = "dataset"
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="series")
    indicator = models.CharField(max_length=40)
    reporting = models.CharField(max_length=40)
    counterpart = models.CharField(max_length=40, default=TOTAL)
    area = models.CharField(max_length=80, default=TOTAL)
    citizenship = models.CharField(max_length=40, default=TOTAL)
    group = models.CharField(max_length=80, default=TOTAL)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_flowseries_once", fields=["dataset", *CODES]),
        ]
        indexes = [models.Index(fields=["indicator", "reporting"], name="workinggroup_series_counted")]

    def __str__(self) -> str:
        return ".".join(self.key)

    @property
    def key(self) -> Key:
        """Its codes in the order of the dimensions."""
        return tuple(getattr(self, name) for name in CODES)


class Observation(models.Model):
    """An exact figure of a month, from the vintage `since` on and up to the one `until` that changed it; None in it where that
    vintage has none any more. Its delegation alone reads it, and what hides small figures in its name."""

    id = models.BigAutoField(primary_key=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.ForeignKey(FlowSeries, on_delete=models.PROTECT, related_name="observations", db_index=False)
    month = models.DateField()
    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=1, default="A")
    since = models.ForeignKey(Vintage, on_delete=models.PROTECT, related_name="observations")
    until = models.ForeignKey(Vintage, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workinggroup_observation_once", fields=["series", "month", "since"]),
            models.CheckConstraint(
                name="workinggroup_observation_counts", condition=Q(value__isnull=True) | Q(value__gte=0)
            ),
            models.CheckConstraint(name="workinggroup_observation_of_a_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.month:%Y-%m}"


class FigureQuerySet(models.QuerySet[Any]):
    """What a person sees of the figures that are out."""

    def visible_to(self, user: Person | None) -> Self:
        """Figures that are out and releasable to the person's side."""
        code = getattr(user, "code", "")
        return self.read_with(code) if code else self.none()

    def read_with(self, code: str) -> Self:
        """Figures that are out and releasable to a code."""
        return self.filter(is_out=True, releasable_to__contains=[code])

    def as_of(self, day: "AsOf") -> Self:
        """Those that held on a day, or of each dataset on a day of its own; the latest where there is none."""
        if day is None:
            return self.filter(until__isnull=True)
        if isinstance(day, date):
            return self.filter(_held_on(day))
        by_day: dict[date, list[UUID]] = {}
        for dataset, on in day.items():
            by_day.setdefault(on, []).append(dataset)
        of_each = [Q(series__dataset__in=datasets) & _held_on(on) for on, datasets in by_day.items()]
        return self.filter(reduce(or_, of_each)) if of_each else self.none()


def _held_on(day: date) -> Q:
    return (Q(until__isnull=True) | Q(until__gt=day)) & Q(as_of__lte=day)


class PublishedFigure(models.Model):
    """A cell of what is released: the only figures that pages, files and searches read. Quarters and years are sums of what is
    shown.

    It holds from the day `as_of` of its vintage up to `until`, the day of the one that changed it. `value` is None where it is
    hidden or gone. `is_out` is False while its vintage waits for its hour; then its delegation alone reads it.
    """

    id = models.BigAutoField(primary_key=True)
    releasable_to = CodesField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.ForeignKey(FlowSeries, on_delete=models.PROTECT, related_name="published", db_index=False)
    month = models.DateField()
    value = models.BigIntegerField(null=True)
    mark = models.CharField(max_length=1, choices=Mark.choices, blank=True)
    status = models.CharField(max_length=1, default="A")
    since = models.ForeignKey(Vintage, on_delete=models.PROTECT, related_name="published")
    as_of = models.DateField()
    until = models.DateField(null=True)
    is_out = models.BooleanField(default=False)

    objects: ClassVar[Any] = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workinggroup_publishedfigure_once", fields=["series", "month", "since"]),
            models.CheckConstraint(
                name="workinggroup_publishedfigure_value_or_mark",
                condition=Q(mark="", value__isnull=False) | (~Q(mark="") & Q(value__isnull=True)),
            ),
            models.CheckConstraint(
                name="workinggroup_publishedfigure_counts", condition=Q(value__isnull=True) | Q(value__gte=0)
            ),
            models.CheckConstraint(
                name="workinggroup_publishedfigure_own_before",
                condition=Q(is_out=True) | Q(releasable_to=[F("delegation")]),
            ),
            models.CheckConstraint(
                name="workinggroup_publishedfigure_holds", condition=Q(until__isnull=True) | Q(until__gt=F("as_of"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["series", "month"], condition=Q(until__isnull=True), name="workinggroup_published_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.month:%Y-%m}"
