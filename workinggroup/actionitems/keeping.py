"""What people keep for their work on action items: chains that recur, and filters."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.actionitems.templating import Step, read_rows


class ChainTemplate(Walled):
    """A chain of action items that recurs, kept under a name by a delegation for itself, or by the secretariat for all.

    `steps` are those of `templating.Step`, in order. One that was withdrawn is offered no more.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    steps = models.JSONField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_chaintemplate_name_once",
                fields=["delegation", "name"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actionitems:templates")

    def read_steps(self) -> list[Step]:
        return read_rows(self.steps)

    def as_held(self) -> dict[str, Any]:
        """Its name and steps, as the form that changes it shows them."""
        return {"name": self.name, "steps": self.steps}


class SavedFilter(Walled):
    """A filter that somebody keeps under a name, for that person alone; `asked` is as it stands in an address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    asked = models.CharField(max_length=1_000)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_savedfilter_name_once", fields=["person", "name"]),
        ]

    def __str__(self) -> str:
        return self.name
