"""Reporting rounds, the reports of lead delegations, what the partners say to them, and what all agree on."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from meetings.rounds.models import Meeting
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from workinggroup.commitments.models import Commitment
from workinggroup.progress.states import Completion, Office

MOST_DAYS = 365
# What of a round its form rewrites.
DAYS = ("days_before", "rated_before")


class ReportingRound(Walled):
    """The reports that are asked for before a meeting that follows another. They are due `days_before` it, and what the
    partners say to them `rated_before` it, so that both days move with the meeting; what each lead owes follows from the
    commitments (`duties`).
    """

    seen_through = "meeting"
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="reporting_round")
    days_before = models.PositiveSmallIntegerField()
    rated_before = models.PositiveSmallIntegerField()
    opened_by_name = models.CharField(max_length=150)
    opened_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_reportinground_within_a_year", condition=Q(days_before__lte=MOST_DAYS)
            ),
            models.CheckConstraint(
                name="workinggroup_reportinground_rated_after", condition=Q(rated_before__lte=F("days_before"))
            ),
        ]

    def __str__(self) -> str:
        return gettext("Reports before %(meeting)s") % {"meeting": self.meeting}

    def get_absolute_url(self) -> str:
        return reverse("progress:round", args=[self.meeting.slug])

    @property
    def due_on(self) -> date:
        return self.day_for(self.meeting.starts_on)

    @property
    def rated_on(self) -> date:
        """The day by which the partners say how far each commitment is, on whatever day it falls."""
        return self.day_for(self.meeting.starts_on, rated=True)

    def day_for(self, starts_on: date, *, rated: bool = False) -> date:
        """The day on which reports are due, or `rated` by the partners, were the meeting on that one."""
        return starts_on - timedelta(days=self.rated_before if rated else self.days_before)


class Reporter(Walled):
    """Who drafts a delegation's reports, or submits them besides its head, and not both; the delegation's own affair."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=12, choices=Office.choices)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_reporter_one_office", fields=["delegation", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.office}"


class Said(Walled):
    """What a report says, drafted or submitted: how far the commitment is, in words, by what evidence and which figures.

    `evidence` and `figures` are lists of `{"words": …, "url": …}`: a figure is named with where it stands. `documents` are
    the keys of documents that the portal holds.
    """

    seen_through = "commitment"
    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="%(class)ss")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    completion = models.CharField(max_length=12, choices=Completion.choices)
    text = models.TextField()
    evidence = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    documents: Any = ArrayField(models.UUIDField(), default=list)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.commitment.reference}: {self.get_completion_display()}"

    def get_absolute_url(self) -> str:
        return reverse("progress:commitment", args=[self.commitment_id])


# What of a draft its form rewrites.
WORDS = ("completion", "text", "evidence", "figures", "documents", "is_ready")


class ReportDraft(Said):
    """A report that its delegation writes, seen by that delegation alone. `is_ready` says that a second person may submit it."""

    is_ready = models.BooleanField(default=False)

    class Meta(Said.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_reportdraft_once", fields=["round", "commitment", "delegation"]),
        ]


class ProgressReport(Said):
    """A version of the lead's report in a round; append-only. Drafted by one person and submitted by another."""

    number = models.PositiveSmallIntegerField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_by_name = models.CharField(max_length=150)

    class Meta(Said.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_progressreport_number_once", fields=["round", "commitment", "number"]
            ),
            models.CheckConstraint(
                name="workinggroup_progressreport_two_people", condition=~Q(drafted_by=F("submitted_by"))
            ),
        ]
        indexes = [models.Index(fields=["commitment", "-at"], name="workinggroup_report_latest")]


class PartnerRating(Walled):
    """What another party says of a version of a report, on the same scale, and why; append-only, its last one counts."""

    seen_through = "report"
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="ratings")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    completion = models.CharField(max_length=12, choices=Completion.choices)
    reason = models.TextField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_partnerrating_number_once", fields=["report", "delegation", "number"]
            ),
            models.CheckConstraint(name="workinggroup_partnerrating_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.get_completion_display()}"


class JointRating(Walled):
    """A rating of a version of a report that is proposed to all parties; append-only. In force once each of `parties`, the
    active ones when it was proposed, has consented. The last one in force counts.
    """

    seen_through = "report"
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="joint_ratings")
    proposed_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    completion = models.CharField(max_length=12, choices=Completion.choices)
    reason = models.TextField(blank=True)
    parties = CodesField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_jointrating_number_once", fields=["report", "number"]),
            models.CheckConstraint(name="workinggroup_jointrating_of_some", condition=Q(parties__len__gt=0)),
        ]

    def __str__(self) -> str:
        return self.get_completion_display()


class JointAnswer(Walled):
    """What a party says to a proposed joint rating, append-only: it consents, or says why not. Its last answer counts."""

    seen_through = "rating"
    rating = models.ForeignKey(JointRating, on_delete=models.PROTECT, related_name="answers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    consents = models.BooleanField()
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_jointanswer_number_once", fields=["rating", "delegation", "number"]
            ),
            models.CheckConstraint(
                name="workinggroup_jointanswer_reason_to_refuse", condition=Q(consents=True) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.rating}"
