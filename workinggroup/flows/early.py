"""Who has opened figures before they were published; their delegation's own affair for good."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.flows.models import Vintage


class EarlyReading(Walled):
    """That somebody opened a vintage, its page or its file, on a day on which it was not out yet. `day` is by that person's
    clock, and of further visits on it nothing is written."""

    seen_through = "vintage"
    vintage = models.ForeignKey(Vintage, on_delete=models.PROTECT, related_name="early_readings")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reader_name = models.CharField(max_length=150)
    day = models.DateField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_earlyreading_once", fields=["vintage", "reader", "day"]),
            models.CheckConstraint(
                name="workinggroup_earlyreading_own_affair", condition=Q(releasable_to=F("editable_by"))
            ),
        ]

    def __str__(self) -> str:
        return self.reader_name
