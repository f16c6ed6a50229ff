"""What happened that a reader of figures should know: a policy that began, a way of counting that changed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy

from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import Walled, WalledQuerySet
from portal.people.models import Delegation


class EventKind(TextChoices):
    """What it is; ministerials are known without being entered."""

    POLICY = "policy", pgettext_lazy("an event", "policy")
    METHOD = "method", pgettext_lazy("an event", "way of counting")
    DATA = "data", pgettext_lazy("an event", "data")


class FlowEventQuerySet(WalledQuerySet):
    """Events that stand."""

    def standing(self) -> Any:
        """Those that nobody has taken off."""
        return self.filter(removed_at__isnull=True)

    def of(self, *keys: str) -> Any:
        """Those that stand of these indicators, and of all."""
        return self.standing().filter(indicator__in=["", *keys])


class FlowEvent(Walled):
    """An event that is marked on the charts of an indicator, of all where `indicator` is ""; in the words of `delegation`."""

    day = models.DateField()
    kind = models.CharField(max_length=6, choices=EventKind.choices)
    name = LocalizedTextField()
    indicator = models.CharField(max_length=40, blank=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=150, blank=True)

    objects: ClassVar[Any] = FlowEventQuerySet.as_manager()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_flowevent_removed_by_somebody",
                condition=Q(removed_at__isnull=True, removed_by_name="")
                | (Q(removed_at__isnull=False) & ~Q(removed_by_name="")),
            ),
        ]
        indexes = [models.Index(fields=["day"], name="workinggroup_flowevent_day")]

    def __str__(self) -> str:
        return in_language(self.name)
