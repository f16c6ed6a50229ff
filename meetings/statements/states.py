"""Kinds and states of statements, paragraphs, proposals, brackets and positions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StatementKind(TextChoices):
    """What the text calls itself."""

    JOINT_STATEMENT = "joint_statement", _("Joint statement")
    COMMUNIQUE = "communique", _("Communiqué")
    DECLARATION = "declaration", _("Declaration")
    LIST = "list", _("List of earlier commitments")


# What people draft or bring in as one text.
DRAFTED = [each for each in StatementKind.choices if each[0] != StatementKind.LIST]


class Status(TextChoices):
    """The life of a statement. A text on record was agreed elsewhere and brought in whole."""

    RECORDED = "recorded", _("On record")
    PLANNED = "planned", _("Planned")
    NEGOTIATING = "negotiating", _("Negotiating")
    ALIGNMENT = "alignment", _("Alignment")
    FINAL_TEXT = "final_text", _("Final text")
    SILENCE = "silence", _("Silence procedure")
    SIGN_OFF = "sign_off", _("Sign-off")
    SIGNED = "signed", _("Signed off")
    SCHEDULED = "scheduled", _("Scheduled for release")
    RELEASED = "released", _("Released")
    SUSPENDED = "suspended", _("Suspended")
    ABANDONED = "abandoned", _("Abandoned")


COURSE = [
    Status.PLANNED,
    Status.NEGOTIATING,
    Status.ALIGNMENT,
    Status.FINAL_TEXT,
    Status.SILENCE,
    Status.SIGN_OFF,
    Status.SIGNED,
    Status.SCHEDULED,
    Status.RELEASED,
]
# Stages that not every text goes through; a text that is past one need not have been in it.
OPTIONAL = {Status.SILENCE}
UNFINISHED = (Status.PLANNED, Status.NEGOTIATING, Status.ALIGNMENT, Status.SUSPENDED)
# The words are frozen and on their way to the public.
CLOSING = (Status.FINAL_TEXT, Status.SILENCE, Status.SIGN_OFF, Status.SIGNED, Status.SCHEDULED)
FINAL = {*CLOSING, Status.RELEASED}
NEXT: dict[str, set[str]] = {
    Status.RECORDED: set(),
    Status.PLANNED: {Status.NEGOTIATING, Status.ABANDONED},
    Status.NEGOTIATING: {Status.ALIGNMENT, Status.SUSPENDED, Status.ABANDONED},
    Status.ALIGNMENT: {Status.FINAL_TEXT, Status.NEGOTIATING, Status.SUSPENDED, Status.ABANDONED},
    Status.FINAL_TEXT: {Status.SILENCE, Status.SIGN_OFF, Status.NEGOTIATING, Status.ABANDONED},
    # Broken by an objection, withdrawn or not adopted, adopted.
    Status.SILENCE: {Status.NEGOTIATING, Status.FINAL_TEXT, Status.SIGN_OFF, Status.ABANDONED},
    Status.SIGN_OFF: {Status.SIGNED, Status.NEGOTIATING, Status.ABANDONED},
    Status.SIGNED: {Status.SCHEDULED, Status.SIGN_OFF, Status.NEGOTIATING, Status.ABANDONED},
    Status.SCHEDULED: {Status.RELEASED, Status.SIGNED, Status.SIGN_OFF, Status.NEGOTIATING, Status.ABANDONED},
    Status.RELEASED: set(),
    Status.SUSPENDED: {Status.NEGOTIATING, Status.ABANDONED},
    Status.ABANDONED: set(),
}


class PartyStatus(TextChoices):
    """Whether a delegation is still a party to the text."""

    ACTIVE = "active", _("Party")
    OPTED_OUT = "opted_out", _("Opted out")


class BracketStatus(TextChoices):
    """A bracket is resolved by choosing words, or withdrawn by its sponsors."""

    OPEN = "open", pgettext_lazy("bracket", "Open")
    RESOLVED = "resolved", pgettext_lazy("bracket", "Resolved")


class LanguageState(TextChoices):
    """How far a paragraph's text in one language is."""

    ORIGINAL = "original", _("Negotiated")
    PROVISIONAL = "provisional", _("Provisional")
    REVIEWED = "reviewed", _("Reviewed")
