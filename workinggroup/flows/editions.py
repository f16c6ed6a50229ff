"""Editions of the figures: what stood on the day that a meeting speaks of, frozen for good, and the numbers in texts that
quote them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.progress.models import ProgressReport


class Edition(Walled):
    """The figures that a meeting speaks of; append-only: of one meeting the last one counts.

    `vintages` are the published ones that held on the day `as_of` when it was made, one of each dataset: what is published
    later, be it as of an earlier day, changes nothing in it.
    """

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="editions")
    as_of = models.DateField()
    vintages: "ArrayField[Any, Any]" = ArrayField(models.UUIDField())
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_edition_of_something", condition=Q(vintages__len__gt=0)),
        ]
        indexes = [models.Index(fields=["meeting", "made_at"], name="workinggroup_edition_last")]

    def __str__(self) -> str:
        return gettext("figures for %(meeting)s") % {"meeting": self.meeting}

    def get_absolute_url(self) -> str:
        return f"{reverse('flows:overview')}?edition={self.meeting.slug}"


class EditionNumber(Walled):
    """A number in a paragraph of a text, and the figure of the meeting's edition that it quotes; it stays until it is let go.

    `value` is the number as the text has it, `citation` the address of the figure.
    """

    seen_through = "paragraph"
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="numbers")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField()
    citation = models.CharField(max_length=300)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True)
    let_go_by_name = models.CharField(max_length=150, blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_editionnumber_one",
                fields=["paragraph", "value"],
                condition=Q(let_go_at__isnull=True),
            ),
            models.CheckConstraint(
                name="workinggroup_editionnumber_let_go_by_somebody",
                condition=Q(let_go_at__isnull=True, let_go_by_name="")
                | (Q(let_go_at__isnull=False) & ~Q(let_go_by_name="")),
            ),
        ]
        indexes = [models.Index(fields=["citation"], name="workinggroup_quoted_figure")]

    def __str__(self) -> str:
        return f"{self.value} {self.citation}"


class ReportFigure(Walled):
    """The address of a figure, without its day, that a progress report names; the database notes it with the report."""

    seen_through = "report"
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_reportfigure_once", fields=["report", "address"]),
        ]
        indexes = [models.Index(fields=["address"], name="workinggroup_reported_figure")]

    def __str__(self) -> str:
        return self.address
