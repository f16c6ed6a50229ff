"""The life of a practice, how sure it is that it works, whether it can be taken over, and what came of it elsewhere."""

from datetime import date
from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """A draft is its origin's own; what is shared is reviewed again and again, by the day that it names."""

    DRAFT = "draft", pgettext_lazy("practice", "Draft")
    SHARED = "shared", pgettext_lazy("practice", "Shared")
    UNDER_REVIEW = "under_review", pgettext_lazy("practice", "Under review")
    ARCHIVED = "archived", pgettext_lazy("practice", "Archived")
    WITHDRAWN = "withdrawn", pgettext_lazy("practice", "Withdrawn")


# `workinggroup_check_practice` in guards.sql has the same arrows; all of them are its origin's.
NEXT = {
    Status.DRAFT: {Status.SHARED, Status.WITHDRAWN},
    Status.SHARED: {Status.UNDER_REVIEW, Status.WITHDRAWN},
    Status.UNDER_REVIEW: {Status.SHARED, Status.ARCHIVED},
    Status.ARCHIVED: set(),
    Status.WITHDRAWN: set(),
}
LIVE = (Status.SHARED, Status.UNDER_REVIEW)
# In calendar months.
REVIEWED_AFTER = 24


class Evidence(IntegerChoices):
    """How sure it is that a practice works, as its origin says; "claimed" until another side confirms it."""

    DESCRIBED = 0, pgettext_lazy("evidence", "described")
    OWN_FIGURES = 1, pgettext_lazy("evidence", "own figures")
    COMPARED = 2, pgettext_lazy("evidence", "before and after, with a comparison")
    EVALUATED = 3, pgettext_lazy("evidence", "independent evaluation")
    TWO_COUNTRIES = 4, pgettext_lazy("evidence", "in two countries")


class Fit(TextChoices):
    """Whether one thing that a practice needs is there elsewhere."""

    YES = "yes", pgettext_lazy("transferability", "yes")
    PARTLY = "partly", pgettext_lazy("transferability", "partly")
    NO = "no", pgettext_lazy("transferability", "no")
    UNKNOWN = "unknown", pgettext_lazy("transferability", "not known")


# What is asked of each; the answers are never counted together.
NEEDS = {
    "law": pgettext_lazy("transferability", "Law"),
    "equipment": pgettext_lazy("transferability", "Equipment"),
    "staff": pgettext_lazy("transferability", "Staff"),
    "cost": pgettext_lazy("transferability", "Cost"),
    "community": pgettext_lazy("transferability", "Consent of the community"),
    "data": pgettext_lazy("transferability", "Data"),
}


class Part(TextChoices):
    """What a passage of a practice tells."""

    PROBLEM = "problem", pgettext_lazy("part of a practice", "The problem")
    DONE = "done", pgettext_lazy("part of a practice", "What is done")
    MECHANISM = "mechanism", pgettext_lazy("part of a practice", "Why it works")
    SETTING = "setting", pgettext_lazy("part of a practice", "Where it works, and where not")
    HOW = "how", pgettext_lazy("part of a practice", "How to do it")
    COST = "cost", pgettext_lazy("part of a practice", "What it costs")
    RIGHTS = "rights", pgettext_lazy("part of a practice", "Rights of persons, and risks")
    FAILED = "failed", pgettext_lazy("part of a practice", "What failed")


class Use(TextChoices):
    """How far another side has gone with a practice."""

    CONSIDERING = "considering", pgettext_lazy("use of a practice", "considers it")
    TRYING = "trying", pgettext_lazy("use of a practice", "tries it")
    ADOPTED = "adopted", pgettext_lazy("use of a practice", "has adopted it")
    STOPPED = "stopped", pgettext_lazy("use of a practice", "has stopped it")


class Result(TextChoices):
    """What came of it there."""

    WORSE = "worse", pgettext_lazy("result of a practice", "It failed here")
    SAME = "same", pgettext_lazy("result of a practice", "It changed nothing")
    TOO_EARLY = "too_early", pgettext_lazy("result of a practice", "Too early to say")
    BETTER = "better", pgettext_lazy("result of a practice", "It helped here")


# The worst result first.
ORDER = {result: place for place, result in enumerate([Result.WORSE, Result.SAME, Result.TOO_EARLY, Result.BETTER])}


def worst_first(adoption: Any) -> tuple[int, str]:
    """The place of another side's use in a list; one without a result comes last."""
    return ORDER.get(adoption.result, len(ORDER)), adoption.side_id


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
