"""Passages that are marked, while a text is negotiated, as commitments to be."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.promises.states import DATELESS, Basis, Due, Strength
from meetings.statements.models import Paragraph, ParagraphVersion
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation


class Promise(Walled):
    """A passage of a text that a party marked as a commitment to be, with who leads and by when, as far as that is said.

    `quotes` are its exact words by language, as they stand in `version`, which was seen. `due` is what the words about time
    (`due_text`) name; `basis` from when a length of time is counted, `due_on` the day if it is known. It may be that the
    paragraph has other words now: whether the passage still stands is derived. At the release it becomes a commitment.
    """

    seen_through = "paragraph"
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="promises")
    version = models.ForeignKey(ParagraphVersion, on_delete=models.PROTECT, related_name="+")
    quotes = LocalizedTextField()
    strength = models.CharField(max_length=8, choices=Strength.choices, default=Strength.CORE)
    due = models.CharField(max_length=10, choices=Due.choices, default=Due.NONE)
    basis = models.CharField(max_length=8, choices=Basis.choices, blank=True)
    due_text = LocalizedTextField(default=dict)
    due_on = models.DateField(null=True)
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = CodesField(default=list)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_promise_lead_not_supporting",
                condition=Q(lead__isnull=True) | ~Q(supporting__contains=[models.F("lead")]),
            ),
            models.CheckConstraint(
                name="meetings_promise_beginnings_are_no_deadlines",
                condition=Q(due_on__isnull=True) | ~Q(due__in=sorted(DATELESS)),
            ),
            models.CheckConstraint(
                name="meetings_promise_lengths_have_a_basis", condition=Q(basis="") | Q(due=Due.RELATIVE)
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.quotes)

    def get_absolute_url(self) -> str:
        return reverse("promises:promise", args=[self.paragraph.statement.slug, self.pk])

    @property
    def is_basis_asked(self) -> bool:
        """Whether nobody has said from which day "within two months" is counted."""
        return self.due == Due.RELATIVE and not self.basis and not self.due_on

    @property
    def is_dated(self) -> bool:
        """Whether it says by when: a day, or a time that is no day yet, as a season, an event, or months from a known day."""
        if self.due in {Due.NONE, Due.NOT_BEFORE}:
            return False
        if self.due in {Due.DATE, Due.MONTH, Due.YEAR_END}:
            return bool(self.due_on)
        return not self.is_basis_asked

    def said(self) -> dict[str, Any]:
        """What was marked, as the form that changes it shows it."""
        return {
            "quotes": self.quotes,
            "strength": self.strength,
            "lead": self.lead_id or "",
            "supporting": self.supporting,
            "due": self.due,
            "basis": self.basis,
            "due_text": self.due_text,
            "due_on": self.due_on,
        }
