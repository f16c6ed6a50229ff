"""Editions of the figures: what stood on the day that a meeting speaks of, frozen for good."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from meetings.rounds.models import Meeting
from portal.core.walled import Walled


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
