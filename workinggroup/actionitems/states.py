"""The life of an action item, what its owner says of it, and what is written into its history."""

from enum import IntEnum

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Late is not a state: it is what the date says."""

    PROPOSED = "proposed", pgettext_lazy("action item", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("action item", "Accepted")
    IN_PROGRESS = "in_progress", pgettext_lazy("action item", "In progress")
    BLOCKED = "blocked", pgettext_lazy("action item", "Blocked")
    DONE = "done", pgettext_lazy("action item", "Done")
    VERIFIED = "verified", pgettext_lazy("action item", "Verified")
    DROPPED = "dropped", pgettext_lazy("action item", "Dropped")


# To be done still; the others are settled.
OPEN = (Status.PROPOSED, Status.ACCEPTED, Status.IN_PROGRESS, Status.BLOCKED)
# Whoever gets an item is asked anew: to be proposed follows on every open state.
NEXT: dict[Status, set[Status]] = {
    Status.PROPOSED: {*OPEN, Status.DONE, Status.DROPPED},
    Status.ACCEPTED: {*OPEN, Status.DONE, Status.DROPPED} - {Status.ACCEPTED},
    Status.IN_PROGRESS: {*OPEN, Status.DONE, Status.DROPPED} - {Status.ACCEPTED},
    Status.BLOCKED: {*OPEN, Status.DONE, Status.DROPPED} - {Status.ACCEPTED},
    Status.DONE: {Status.VERIFIED, Status.IN_PROGRESS},
    Status.VERIFIED: {Status.IN_PROGRESS},
    Status.DROPPED: {Status.PROPOSED},
}


class Priority(IntegerChoices):
    """What comes first of two items that are due on one day."""

    HIGH = 1, pgettext_lazy("priority", "High")
    NORMAL = 2, pgettext_lazy("priority", "Normal")
    LOW = 3, pgettext_lazy("priority", "Low")


class ProgressRating(TextChoices):
    """What a report says."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    BLOCKED = "blocked", pgettext_lazy("action item", "Blocked")
    DONE = "done", pgettext_lazy("action item", "Done")


# The state in which a report leaves its item.
REPORTED = {
    ProgressRating.ON_TRACK: Status.IN_PROGRESS,
    ProgressRating.AT_RISK: Status.IN_PROGRESS,
    ProgressRating.BLOCKED: Status.BLOCKED,
    ProgressRating.DONE: Status.DONE,
}


class Change(TextChoices):
    """What an entry of an item's history says."""

    ASSIGNED = "assigned", pgettext_lazy("history of an action item", "Assigned")
    ACCEPTED = "accepted", pgettext_lazy("history of an action item", "Accepted")
    REFUSED = "refused", pgettext_lazy("history of an action item", "Refused")
    HANDED_ON = "handed_on", pgettext_lazy("history of an action item", "Handed on")
    REASSIGNED = "reassigned", pgettext_lazy("history of an action item", "Given to another person")
    BEGUN = "begun", pgettext_lazy("history of an action item", "Begun")
    REPORTED = "reported", pgettext_lazy("history of an action item", "Reported")
    BLOCKED = "blocked", pgettext_lazy("history of an action item", "Blocked")
    DONE = "done", pgettext_lazy("history of an action item", "Done")
    VERIFIED = "verified", pgettext_lazy("history of an action item", "Verified")
    DROPPED = "dropped", pgettext_lazy("history of an action item", "Dropped")
    REOPENED = "reopened", pgettext_lazy("history of an action item", "Opened again")
    LEFT = "left", pgettext_lazy("history of an action item", "Its owner left")
    WAITS = "waits", pgettext_lazy("history of an action item", "Waits for another one")
    WAITS_NO_MORE = "waits_no_more", pgettext_lazy("history of an action item", "Waits for it no more")
    ESTIMATED = "estimated", pgettext_lazy("history of an action item", "Working days it takes")
    MOVED = "moved", pgettext_lazy("history of an action item", "Date moved with the meeting")
    COUNTED_ANEW = (
        "counted_anew",
        pgettext_lazy("history of an action item", "Date counted anew: working days changed"),
    )
    RESCHEDULED = "rescheduled", pgettext_lazy("history of an action item", "Date changed")
    PRIORITY = "priority", pgettext_lazy("history of an action item", "Priority")
    UNDONE = "undone", pgettext_lazy("history of an action item", "Change undone")
    MORE_TIME_ASKED = "more_time_asked", pgettext_lazy("history of an action item", "More time asked for")
    MORE_TIME_REFUSED = "more_time_refused", pgettext_lazy("history of an action item", "More time refused")


# What a delegation settles among its own people; the others see what came of it.
INSIDE = {Change.REFUSED, Change.HANDED_ON, Change.MORE_TIME_ASKED, Change.MORE_TIME_REFUSED}


# What becomes of an item's day.
DATING = {
    Change.RESCHEDULED, Change.MOVED, Change.COUNTED_ANEW, Change.MORE_TIME_ASKED, Change.MORE_TIME_REFUSED,
}  # fmt: skip


# What those who support or watch an item are told of.
FOLLOWED = {
    Change.ACCEPTED, Change.REASSIGNED, Change.LEFT, Change.BLOCKED, Change.DONE, Change.VERIFIED, Change.DROPPED,
    Change.REOPENED, Change.RESCHEDULED, Change.MOVED, Change.COUNTED_ANEW,
}  # fmt: skip


class Part(TextChoices):
    """What somebody beside the owner has to do with an item."""

    SUPPORTS = "supports"
    WATCHES = "watches"


class Answer(TextChoices):
    """What became of a request for more time."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Urgency(IntEnum):
    """How lists group items, the most urgent first."""

    LATE = 0
    AT_RISK = 1
    ON_TRACK = 2
    DONE = 3
    VERIFIED = 4
    DROPPED = 5
