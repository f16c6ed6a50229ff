"""Pairs of counts of one flow, and why they are apart: proposed by one of both delegations, agreed by the other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from portal.core.texts import LocalizedTextField, in_sentence
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.flows.models import CODES
from workinggroup.flows.naming import name_of_flow
from workinggroup.flows.states import Cause


class MirrorPair(Walled):
    """Two delegations' counts of one flow, each from its end, that are compared month by month, whichever datasets tell them.

    `one_key` and `other_key` are the codes of both series in the order of the dimensions. How far rounding alone may put them
    apart follows from their datasets.
    """

    one = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    one_key = ArrayField(models.CharField(max_length=80), size=len(CODES))
    other_key = ArrayField(models.CharField(max_length=80), size=len(CODES))
    opened_by_name = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    closed_by_name = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_mirrorpair_two_sides", condition=~Q(one=F("other"))),
            models.CheckConstraint(
                name="workinggroup_mirrorpair_whole_keys",
                condition=Q(one_key__len=len(CODES), other_key__len=len(CODES)),
            ),
            models.UniqueConstraint(
                name="workinggroup_mirrorpair_once",
                fields=["one_key", "other_key"],
                condition=Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        sides = {"one": self.one, "other": in_sentence(str(self.other)), "flow": name_of_flow(tuple(self.one_key))}
        return gettext("%(flow)s: %(one)s and %(other)s") % sides

    def get_absolute_url(self) -> str:
        return reverse("flows:mirror", args=[self.pk])

    @property
    def sides(self) -> tuple[str, str]:
        """The codes of both delegations."""
        return self.one_id, self.other_id


class MirrorReason(Walled):
    """Why two counts are apart from a month `first` to a month `last`: proposed by one of both delegations, and what both say
    once the other has agreed, in words of each content language. It stays for good; it ends when who proposed it withdraws it, or
    when both agree on another in its place."""

    seen_through = "pair"
    pair = models.ForeignKey(MirrorPair, on_delete=models.PROTECT, related_name="reasons")
    first = models.DateField()
    last = models.DateField()
    cause = models.CharField(max_length=2, choices=Cause.choices)
    words = LocalizedTextField(default=dict)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_by_name = models.CharField(max_length=150, blank=True)
    agreed_at = models.DateTimeField(null=True)
    is_replaced = models.BooleanField(default=False)
    ended_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_mirrorreason_months",
                condition=Q(first__day=1, last__day=1, last__gte=F("first")),
            ),
            models.CheckConstraint(
                name="workinggroup_mirrorreason_words", condition=Q(cause=Cause.NOT_EXPLAINED) | ~Q(words={})
            ),
            models.CheckConstraint(
                name="workinggroup_mirrorreason_agreed_by_other",
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | (Q(agreed_at__isnull=False, agreed_by__isnull=False) & ~Q(agreed_by=F("delegation"))),
            ),
            models.CheckConstraint(
                name="workinggroup_mirrorreason_kept_or_replaced",
                condition=Q(ended_at__isnull=True, is_replaced=False)
                | Q(ended_at__isnull=False, agreed_at__isnull=True)
                | Q(ended_at__isnull=False, is_replaced=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.get_cause_display()}"

    def get_absolute_url(self) -> str:
        return reverse("flows:mirror", args=[self.pair_id])

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def is_not_explained(self) -> bool:
        return self.cause == Cause.NOT_EXPLAINED
