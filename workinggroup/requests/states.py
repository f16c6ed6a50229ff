"""The life of a request for information, how soon its answer is due, and the closed lists of its form and its answers."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """A draft is its author's side's own; from when it is sent both sides read it."""

    DRAFT = "draft", pgettext_lazy("request for information", "Draft")
    SENT = "sent", pgettext_lazy("request for information", "Sent")
    CLARIFYING = "clarifying", pgettext_lazy("request for information", "Being clarified")
    ANSWERING = "answering", pgettext_lazy("request for information", "Answered in part")
    ANSWERED = "answered", pgettext_lazy("request for information", "Answered")
    REFUSED = "refused", pgettext_lazy("request for information", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for information", "Withdrawn")
    CLOSED = "closed", pgettext_lazy("request for information", "Closed")


# `workinggroup_check_request` in guards.sql has the same arrows. What is answered goes back once: what is missing is asked for.
NEXT = {
    Status.DRAFT: {Status.SENT, Status.WITHDRAWN},
    Status.SENT: {Status.CLARIFYING, Status.ANSWERING, Status.REFUSED, Status.WITHDRAWN},
    Status.CLARIFYING: {Status.SENT, Status.WITHDRAWN},
    Status.ANSWERING: {Status.ANSWERED, Status.REFUSED},
    Status.ANSWERED: {Status.CLOSED, Status.SENT},
    Status.REFUSED: set(),
    Status.WITHDRAWN: set(),
    Status.CLOSED: set(),
}
# Whoever is asked owes an answer; its clock runs.
OWED = (Status.SENT, Status.ANSWERING)
# Whoever asked has the next word.
BACK = (Status.CLARIFYING, Status.ANSWERED)
OVER = (Status.REFUSED, Status.WITHDRAWN, Status.CLOSED)


class Urgency(TextChoices):
    """How soon an answer is asked for, in working days of the side that answers (`DAYS`)."""

    ROUTINE = "routine", pgettext_lazy("request for information", "Routine: 10 working days")
    PRIORITY = "priority", pgettext_lazy("request for information", "Priority: 5 working days")
    URGENT = "urgent", pgettext_lazy("request for information", "Urgent: 2 working days")


DAYS = {Urgency.ROUTINE: 10, Urgency.PRIORITY: 5, Urgency.URGENT: 2}


class Use(TextChoices):
    """What whoever asks may do with the answer."""

    H0 = "H0", _("H0: for the stated purpose, without more conditions")
    H1 = "H1", _("H1: not as evidence in proceedings without the consent of who answers")
    H2 = "H2", _("H2: not passed on without the consent of who answers")
    H3 = "H3", _("H3: other conditions, as stated")


class Source(TextChoices):
    """How far the source of an answer is to be relied on."""

    A = "A", pgettext_lazy("source of an answer", "A: no doubt, or right every time so far")
    B = "B", pgettext_lazy("source of an answer", "B: right most of the times so far")
    C = "C", pgettext_lazy("source of an answer", "C: wrong most of the times so far")
    X = "X", pgettext_lazy("source of an answer", "X: cannot be judged")


class Accuracy(IntegerChoices):
    """How far what an answer says is to be relied on."""

    CERTAIN = 1, pgettext_lazy("accuracy of an answer", "1: known without doubt")
    FIRST_HAND = 2, pgettext_lazy("accuracy of an answer", "2: known to the source itself, not to who passes it on")
    BORNE_OUT = (
        3,
        pgettext_lazy("accuracy of an answer", "3: not known to the source itself, but borne out by other information"),
    )
    NOT_BORNE_OUT = (
        4,
        pgettext_lazy("accuracy of an answer", "4: not known to the source itself, and borne out by nothing"),
    )


class Ground(TextChoices):
    """Why a request is refused: a closed list."""

    LAW = "law", pgettext_lazy("refusal", "National law does not allow it")
    SECURITY = "security", pgettext_lazy("refusal", "National security")
    INQUIRY = "inquiry", pgettext_lazy("refusal", "An inquiry is under way")
    PERSONS = "persons", pgettext_lazy("refusal", "It would need data on persons")
    NOT_HELD = "not_held", pgettext_lazy("refusal", "The information is not held")
    ANOTHERS = "anothers", pgettext_lazy("refusal", "The information is another side’s")
    UNCLEAR = "unclear", pgettext_lazy("refusal", "The request is unclear or out of proportion")


class Turn(TextChoices):
    """What one side says to the other beside the answers."""

    UNCLEAR = "unclear", pgettext_lazy("turn of a request", "asked what is meant")
    CLARIFIED = "clarified", pgettext_lazy("turn of a request", "said what is meant")
    MISSING = "missing", pgettext_lazy("turn of a request", "sent it back: something is missing")
    REFUSED = "refused", pgettext_lazy("turn of a request", "refused")


class Part(TextChoices):
    """What a passage of a request tells."""

    QUESTION = "question", pgettext_lazy("part of a request", "Question")
    BACKGROUND = "background", pgettext_lazy("part of a request", "Background")


class AnswerPart(TextChoices):
    """What a passage of an answer tells."""

    ANSWER = "answer", pgettext_lazy("part of an answer", "Answer")
    LIMITS = "limits", pgettext_lazy("part of an answer", "What it does not cover")
