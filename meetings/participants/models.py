"""Participants of meetings, what they need, and the credentials of delegations."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.participants.states import ATTENDING, Answer, CredentialsStatus, Kind
from meetings.rounds.models import Meeting
from portal.core.seen import values_of
from portal.core.walled import Walled
from portal.people.models import Delegation


class Participant(Walled):
    """One person on a side's list for one meeting: a user, or somebody without account by name.

    `name` is kept for both, as the list was printed. `rank` orders those of one kind within a side, from 1. `answered_for` is
    the meeting's `schedule_version` that the answer was given for.
    """

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="attends")
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.MEMBER)
    rank = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE)
    answered_for = models.PositiveIntegerField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_participant_one_head", fields=["meeting", "delegation"], condition=Q(kind=Kind.HEAD)
            ),
            models.UniqueConstraint(name="meetings_participant_person_once", fields=["meeting", "person"]),
            models.CheckConstraint(name="meetings_participant_named", condition=~Q(name="")),
        ]
        indexes = [models.Index(fields=["meeting", "delegation", "rank"], name="meetings_participant_order")]

    def __str__(self) -> str:
        return self.name

    def written(self) -> dict[str, Any]:
        """What the form of an entry rewrites. One SQL query where the needs are not loaded."""
        needs = getattr(self, "needs", None)
        values = values_of(self, ("person_id", "name", "title", "kind", "rank", "answer"))
        values["person"] = values.pop("person_id")
        return values | {"dietary": needs.dietary if needs else "", "access": needs.access if needs else ""}

    def say(self, answer: Answer) -> None:
        """Answer for the meeting as it is placed now."""
        self.answer = answer
        self.answered_for = None if answer == Answer.NONE else self.meeting.schedule_version

    @property
    def is_asked_again(self) -> bool:
        """Whether somebody was coming, and day, hour or city have changed since."""
        return self.answer in ATTENDING and self.answered_for != self.meeting.schedule_version

    @property
    def answer_now(self) -> str:
        """The answer that holds for the meeting as it is placed now."""
        return Answer.NONE if self.is_asked_again else self.answer


class Needs(Walled):
    """What a participant needs to eat and to take part. Read by the own side and by the host alone."""

    seen_through = "participant"
    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="needs")
    dietary = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=300, blank=True)

    class Meta(Walled.Meta):
        verbose_name_plural = "needs"

    def __str__(self) -> str:
        return str(self.participant)


class Credentials(Walled):
    """A delegation's note verbale that names its list. Read by the own side, the host and the secretariat.

    Before there is one, credentials are awaited. `document` is a PDF.
    """

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="credentials")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=CredentialsStatus.choices, default=CredentialsStatus.RECEIVED)
    filename = models.CharField(max_length=200)
    document = models.BinaryField()
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        verbose_name_plural = "credentials"
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_credentials_once", fields=["meeting", "delegation"]),
            models.CheckConstraint(
                name="meetings_credentials_accepted_when",
                condition=Q(status=CredentialsStatus.ACCEPTED, accepted_at__isnull=False)
                | Q(status=CredentialsStatus.RECEIVED, accepted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.filename}"


def sent_note(credentials: Credentials | None) -> dict[str, Any]:
    """Which note verbale is there, as the form that exchanges it was opened with."""
    return values_of(credentials, ("filename", "received_at")) if credentials else {}
