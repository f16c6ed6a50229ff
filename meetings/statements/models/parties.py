"""The sides of a text, whom they named to review its languages, and what stands around it in each one's original."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.statements.models.text import Statement
from meetings.statements.states import PartyStatus
from portal.core.texts import LocalizedTextField
from portal.core.walled import Walled
from portal.people.models import Delegation


class Reviewer(Walled):
    """A person whom a delegation trusts with one language of a statement."""

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reviewers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_reviewer_once", fields=["statement", "person", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.language})"


class Party(Walled):
    """A delegation that is a party to a statement. Opting out is an event with a reason; the row stays."""

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="sides")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=PartyStatus.choices, default=PartyStatus.ACTIVE)
    opted_out_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Walled.Meta):
        verbose_name_plural = "parties"
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_party_once", fields=["statement", "delegation"]),
            models.CheckConstraint(
                name="meetings_party_opted_out_when",
                condition=Q(status=PartyStatus.ACTIVE, opted_out_at__isnull=True)
                | Q(status=PartyStatus.OPTED_OUT, opted_out_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.delegation_id


class Wrapper(Walled):
    """The lead-in and the lists of one party's own original, which names that party first (alternat). Where it has no words,
    those of the statement stand. All parties read it, that party alone writes it; it is outside the text's hash.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="originals")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    lead_in = LocalizedTextField(default=dict, blank=True)
    lists = LocalizedTextField(default=dict, blank=True)
    by_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_wrapper_once", fields=["statement", "delegation"]),
        ]

    def __str__(self) -> str:
        return self.delegation_id
