"""Requests for information, what both sides say of them, and the answers."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from portal.core.texts import LocalizedTextField
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.commitments.models import Commitment
from workinggroup.handling.models import Marked, Passage
from workinggroup.requests.states import OVER, OWED, Accuracy, Ground, Source, Status, Turn, Urgency, Use


class InformationRequest(Marked):
    """What one side, the `sender`, asks another, the `recipient`, and by when; from when it is sent both control who reads it.

    Its number is drawn (`draw_number`) within its `series`, what one of the two asked the other, when it is sent. `due_on` is
    None while the clock stands still. `sent_back` says whether its answer was sent back once because something is missing.
    """

    sender = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField(null=True)
    title = LocalizedTextField(default=dict)
    purpose = LocalizedTextField(default=dict)
    use = models.CharField(max_length=2, choices=Use.choices, default=Use.H0)
    conditions = models.CharField(max_length=500, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.ROUTINE)
    about = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    drafted_by_name = models.CharField(max_length=150)
    drafted_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=150, blank=True)
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    ground = models.CharField(max_length=8, choices=Ground.choices, blank=True)
    sent_back = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_informationrequest_number_once", fields=["series", "number"]),
            models.CheckConstraint(
                name="workinggroup_informationrequest_to_another", condition=~Q(sender=F("recipient"))
            ),
            models.CheckConstraint(
                name="workinggroup_informationrequest_says_conditions",
                condition=~Q(use=Use.H3) | ~Q(conditions=""),
            ),
            models.CheckConstraint(
                name="workinggroup_informationrequest_numbered_when_sent",
                condition=Q(
                    number__isnull=True, series="", sent_at__isnull=True, status__in=[Status.DRAFT, Status.WITHDRAWN]
                )
                | (Q(number__isnull=False, sent_at__isnull=False) & ~Q(series="") & ~Q(status=Status.DRAFT)),
            ),
            models.CheckConstraint(
                name="workinggroup_informationrequest_due_while_owed",
                condition=~Q(status__in=OWED) | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_informationrequest_says_why",
                condition=(Q(status=Status.REFUSED) & ~Q(ground="")) | (~Q(status=Status.REFUSED) & Q(ground="")),
            ),
            models.CheckConstraint(
                name="workinggroup_informationrequest_ends_once",
                condition=Q(status__in=OVER, ended_at__isnull=False) | (~Q(status__in=OVER) & Q(ended_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "status", "due_on"], name="workinggroup_request_owed"),
            models.Index(fields=["sender", "status", "due_on"], name="workinggroup_request_asked"),
        ]

    def __str__(self) -> str:
        return self.reference or gettext("a draft")

    def get_absolute_url(self) -> str:
        return reverse("requests:request", args=[self.pk])

    @property
    def reference(self) -> str:
        """What both sides call it; "" for a draft."""
        return f"RFI-{self.series}-{self.number}" if self.number else ""

    @property
    def sides(self) -> tuple[str, str]:
        return self.sender_id, self.recipient_id

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_owed(self) -> bool:
        return self.status in OWED

    @property
    def is_over(self) -> bool:
        return self.status in OVER


class RequestPassage(Passage):
    """One passage of a request for information; its words stay as they were sent."""

    seen_through = "asked"
    asked = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="passages")

    class Meta(Passage.Meta):
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_requestpassage_anchor_once", fields=["asked", "anchor"]),
        ]

    def __str__(self) -> str:
        return self.anchor


class RequestTurn(Walled):
    """What one side says to the other beside the answers: what is not clear, what is meant, what is missing, why not; kept."""

    seen_through = "asked"
    asked = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="turns")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    turn = models.CharField(max_length=9, choices=Turn.choices)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_requestturn_says_it", condition=~Q(words="") | Q(turn=Turn.REFUSED)
            ),
        ]
        indexes = [models.Index(fields=["asked", "at"], name="workinggroup_requestturn_order")]

    def __str__(self) -> str:
        return self.get_turn_display()


class InformationAnswer(Marked):
    """One answer to a request, whole or a part of it: its side's own until it is given, and then kept as it is.

    `number` counts within its request when it is given.
    """

    seen_through = "asked"
    asked = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="answers")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=1, choices=Source.choices)
    accuracy = models.PositiveSmallIntegerField(choices=Accuracy.choices)
    is_whole = models.BooleanField(default=False)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_informationanswer_number_once", fields=["asked", "number"]),
            models.UniqueConstraint(
                name="workinggroup_informationanswer_one_draft", fields=["asked"], condition=Q(given_at__isnull=True)
            ),
            models.CheckConstraint(
                name="workinggroup_informationanswer_numbered_when_given",
                condition=Q(number__isnull=True, given_at__isnull=True)
                | Q(number__isnull=False, given_at__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_informationanswer_accuracy_known", condition=Q(accuracy__in=Accuracy.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}.{self.number}" if self.number else gettext("a draft of an answer")

    def get_absolute_url(self) -> str:
        return reverse("requests:request", args=[self.asked_id])

    @property
    def valuation(self) -> str:
        """Source and accuracy in one sign, as "B2"."""
        return f"{self.source}{self.accuracy}"


class AnswerPassage(Passage):
    """One passage of an answer; its words stay as they were given."""

    seen_through = "answer"
    answer: Any = models.ForeignKey(InformationAnswer, on_delete=models.CASCADE, related_name="passages")

    class Meta(Passage.Meta):
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_answerpassage_anchor_once", fields=["answer", "anchor"]),
        ]

    def __str__(self) -> str:
        return self.anchor
