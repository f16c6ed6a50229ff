"""A meeting's agenda and its items."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from meetings.agendas.states import ItemKind
from meetings.rounds.models import Meeting
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation

LONGEST = 24 * 60


class Agenda(Walled):
    """One agenda for each meeting. `version` counts every change to it or its items."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="agenda")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.meeting)


class Item(Walled):
    """One row of an agenda. `rank` orders; `minutes` is its length; `fixed_at` is a clock time at the venue."""

    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=8, choices=ItemKind.choices, default=ItemKind.ITEM)
    rank = models.BigIntegerField()
    title = LocalizedTextField()
    note = LocalizedTextField(default=dict, blank=True)
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = CodesField(default=list)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST)])
    fixed_at = models.TimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_item_minutes_in_a_day", condition=Q(minutes__gte=1, minutes__lte=LONGEST)
            ),
        ]
        indexes = [models.Index(fields=["agenda", "rank"], name="meetings_item_order")]

    def __str__(self) -> str:
        return in_language(self.title)
