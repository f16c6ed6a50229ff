"""Action items and the reports on them."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.agendas.models import Item
from meetings.rounds.models import Meeting
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.actionitems.states import INSIDE, OPEN, Answer, Change, Part, Priority, ProgressRating, Status
from workinggroup.commitments.models import Commitment

MOST_WEEKS = 520
# In working days.
MOST_DURATION = 1_000
# What of an item each of the two forms writes that change it.
OWNER = ("assignee_id",)
DUE = ("due_on", "weeks_before", "workdays_before", "counted_from_id")
DURATION = ("duration",)
NOTE = ("text",)
# What coordinators decide on: who changes several items at once has seen this of each.
DECIDED = (*OWNER, *DUE, "status", "priority")


def reference_of(series: str, number: int) -> str:
    """ "TWG-2026-USA-017"."""
    return f"{series}-{number:03}"


class ActionItem(Walled):
    """A task of one delegation, under a commitment or from a row of an agenda: exactly one of the two.

    Numbered within its `series`, the items that a delegation made in one year and that the same sides know of, so that no number
    tells of an item that its reader does not see.

    Due on `due_on`, a day that was given, or that is counted: `weeks_before` weeks, or `workdays_before` working days of its
    delegation, before the meeting `counted_from`. What is counted moves with the meeting (`operations.counting`).
    `duration` is how many working days it takes, None where nobody said so.
    `reported` says whether there is a report; `reason` why it is blocked or was dropped. `done_by` reported it as done,
    `verified_by` is a second person.
    """

    seen_through = "commitment"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="action_items")
    agenda_item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="action_items")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="action_items"
    )
    due_on = models.DateField()
    weeks_before = models.PositiveSmallIntegerField(null=True)
    workdays_before = models.PositiveSmallIntegerField(null=True)
    counted_from = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    duration = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROPOSED)
    reason = models.TextField(blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    standing = models.CharField(max_length=10, choices=ProgressRating.choices, default=ProgressRating.ON_TRACK)
    reported = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_actionitem_number_once", fields=["series", "number"]),
            models.CheckConstraint(
                name="workinggroup_actionitem_one_origin",
                condition=Q(commitment__isnull=False, agenda_item__isnull=True)
                | Q(commitment__isnull=True, agenda_item__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_actionitem_one_due",
                condition=Q(weeks_before__isnull=True, workdays_before__isnull=True, counted_from__isnull=True)
                | Q(weeks_before__isnull=False, workdays_before__isnull=True, counted_from__isnull=False)
                | Q(weeks_before__isnull=True, workdays_before__isnull=False, counted_from__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_actionitem_weeks_bounded",
                condition=Q(weeks_before__isnull=True) | Q(weeks_before__lte=MOST_WEEKS),
            ),
            models.CheckConstraint(
                name="workinggroup_actionitem_workdays_bounded",
                condition=Q(workdays_before__isnull=True) | Q(workdays_before__lte=MOST_DURATION),
            ),
            models.CheckConstraint(
                name="workinggroup_actionitem_duration_bounded",
                condition=Q(duration__isnull=True) | Q(duration__gte=1, duration__lte=MOST_DURATION),
            ),
            models.CheckConstraint(
                name="workinggroup_actionitem_says_why",
                condition=~Q(status__in=[Status.BLOCKED, Status.DROPPED]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="workinggroup_actionitem_second_person",
                condition=~Q(status=Status.VERIFIED)
                | (
                    Q(verified_by__isnull=False)
                    & (Q(done_by__isnull=True) | ~Q(verified_by=F("done_by")))
                    & (Q(assignee__isnull=True) | ~Q(verified_by=F("assignee")))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["commitment", "delegation", "status"], name="workinggroup_item_promise"),
            # Lists are read in these orders, as far as a page of them needs.
            models.Index(
                fields=["delegation", "due_on", "series", "number"],
                condition=Q(status__in=OPEN),
                name="workinggroup_item_side",
            ),
            models.Index(
                fields=["due_on", "series", "number"], condition=Q(status__in=OPEN), name="workinggroup_item_open"
            ),
            models.Index(fields=["delegation"], condition=Q(status=Status.DONE), name="workinggroup_item_to_verify"),
            models.Index(fields=["status", "due_on", "series", "number"], name="workinggroup_item_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionitems:item", args=[self.pk])

    @property
    def reference(self) -> str:
        return reference_of(self.series, self.number)

    @property
    def origin(self) -> Commitment | Item:
        """What it came from, without which nobody sees it."""
        found = self.commitment or self.agenda_item
        assert found
        return found

    @property
    def origin_meeting(self) -> Meeting:
        """The meeting that promised it, or on whose agenda it came up."""
        found: Meeting = self.commitment.statement.meeting if self.commitment else self.agenda_item.agenda.meeting  # type: ignore[union-attr]
        return found

    def known_to(self, codes: Iterable[str]) -> list[str]:
        known = [code for code in codes if code in self.releasable_to]
        return self.origin.known_to(known) if known else known

    def lineage(self) -> list[str]:
        return [str(self.pk), *self.origin.lineage()]


class ItemReport(Walled):
    """What the owner reported at one time; append-only. One that was sent by a slip stays, and says when it was taken back."""

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="reports")
    standing = models.CharField(max_length=10, choices=ProgressRating.choices)
    text = models.TextField()
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        indexes = [models.Index(fields=["item", "-at"], name="workinggroup_itemreport_latest")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class ItemChange(Walled):
    """One entry in the history of an item: what was changed, by whom, why; append-only.

    `before` and `after` are names, or days as ISO has them. What a delegation settles among its own people (`INSIDE`) is
    released to it alone.
    """

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="changes")
    change = models.CharField(max_length=20, choices=Change.choices)
    before = models.CharField(max_length=150, blank=True)
    after = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        indexes = [models.Index(fields=["item", "at"], name="workinggroup_itemchange_order")]

    def __str__(self) -> str:
        return f"{self.get_change_display()}, {self.at:%Y-%m-%d}"

    @property
    def is_inside(self) -> bool:
        return self.change in INSIDE

    @property
    def before_day(self) -> date:
        return date.fromisoformat(self.before)

    @property
    def after_day(self) -> date:
        return date.fromisoformat(self.after)

    @property
    def before_priority(self) -> str:
        return str(Priority(int(self.before)).label)

    @property
    def after_priority(self) -> str:
        return str(Priority(int(self.after)).label)


class ItemBatch(Walled):
    """What somebody changed, in one item or in several at once, for the own delegation alone, so that a slip can be undone.

    `before` and `after` hold what stood in each item by its key.
    """

    change = models.CharField(max_length=20, choices=Change.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.get_change_display()}, {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("actionitems:list") + "?show=mine"


class TimeRequest(Walled):
    """An owner's request for more time, for the own delegation alone: until when, why, and what the coordinators said."""

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="time_requests")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_timerequest_one_open", fields=["item"], condition=Q(answer=Answer.OPEN)
            ),
            models.CheckConstraint(
                name="workinggroup_timerequest_answered",
                condition=Q(answer=Answer.OPEN, answered_at__isnull=True)
                | (~Q(answer=Answer.OPEN) & Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(answer=Answer.OPEN), name="workinggroup_timerequest_open")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.due_on}"


class ItemDependency(Walled):
    """That an item waits for another one, its predecessor, to be done; seen by those who see both."""

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="dependencies")
    predecessor = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="successors")

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_itemdependency_once", fields=["item", "predecessor"]),
            models.CheckConstraint(name="workinggroup_itemdependency_of_another", condition=~Q(item=F("predecessor"))),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.predecessor_id}"


class ItemStep(Walled):
    """One line of an item's checklist, in the order of `number`; who ticked it and when."""

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    done_by_name = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_itemstep_number_once",
                fields=["item", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="workinggroup_itemstep_ticked",
                condition=Q(done_at__isnull=True, done_by_name="") | (Q(done_at__isnull=False) & ~Q(done_by_name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ItemNote(Walled):
    """What one delegation notes on an item for itself alone."""

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="notes")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_itemnote_once", fields=["item", "delegation"]),
            models.CheckConstraint(
                name="workinggroup_itemnote_own_side_only",
                condition=Q(releasable_to__len=1, releasable_to=F("editable_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.delegation_id}"


class ItemFollower(Walled):
    """A person who supports an item, as all see who see it, or who watches it, which the own side alone knows."""

    seen_through = "item"
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="followers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_itemfollower_once", fields=["item", "person", "part"]),
            models.CheckConstraint(
                name="workinggroup_itemfollower_watches_for_itself",
                condition=~Q(part=Part.WATCHES) | Q(releasable_to__len=1, releasable_to=F("editable_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id}"

    @property
    def side(self) -> str:
        """The delegation for which they do, which named them."""
        return str(self.editable_by[0])
