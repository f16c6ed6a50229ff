"""Kinds and states of statements, paragraphs, proposals, brackets and positions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StatementKind(TextChoices):
    """What the text calls itself."""

    JOINT_STATEMENT = "joint_statement", _("Joint statement")
    COMMUNIQUE = "communique", _("Communiqué")
    DECLARATION = "declaration", _("Declaration")


class ParagraphKind(TextChoices):
    """A list item belongs to the chapeau before it."""

    HEADING = "heading", _("Heading")
    PARAGRAPH = "paragraph", _("Paragraph")
    PREAMBULAR = "preambular", _("Preambular paragraph")
    OPERATIVE = "operative", _("Operative paragraph")
    CHAPEAU = "chapeau", _("Chapeau")
    LIST_ITEM = "list_item", _("List item")
    CLOSING = "closing", _("Closing paragraph")
    STATUS_CLAUSE = "status_clause", _("Status clause")


class Status(TextChoices):
    """The life of a statement. A text on record was agreed elsewhere and brought in whole."""

    RECORDED = "recorded", _("On record")
    PLANNED = "planned", _("Planned")
    NEGOTIATING = "negotiating", _("Negotiating")
    ALIGNMENT = "alignment", _("Alignment")
    FINAL_TEXT = "final_text", _("Final text")
    SUSPENDED = "suspended", _("Suspended")
    ABANDONED = "abandoned", _("Abandoned")


COURSE = [Status.PLANNED, Status.NEGOTIATING, Status.ALIGNMENT, Status.FINAL_TEXT]
UNFINISHED = {Status.PLANNED, Status.NEGOTIATING, Status.ALIGNMENT, Status.SUSPENDED}
NEXT: dict[str, set[str]] = {
    Status.RECORDED: set(),
    Status.PLANNED: {Status.NEGOTIATING, Status.ABANDONED},
    Status.NEGOTIATING: {Status.ALIGNMENT, Status.SUSPENDED, Status.ABANDONED},
    Status.ALIGNMENT: {Status.FINAL_TEXT, Status.NEGOTIATING, Status.SUSPENDED, Status.ABANDONED},
    Status.FINAL_TEXT: {Status.NEGOTIATING},
    Status.SUSPENDED: {Status.NEGOTIATING, Status.ABANDONED},
    Status.ABANDONED: set(),
}


class PartyStatus(TextChoices):
    """Whether a delegation is still a party to the text."""

    ACTIVE = "active", _("Party")
    OPTED_OUT = "opted_out", _("Opted out")


class ProposalKind(TextChoices):
    """What a proposal does to the text."""

    REPLACE = "replace", _("Replace the text")
    INSERT = "insert", _("Insert a paragraph")
    DELETE = "delete", _("Delete the paragraph")
    MOVE = "move", _("Move the paragraph")
    SPLIT = "split", _("Split the paragraph")
    MERGE = "merge", _("Merge with the next paragraph")
    BRACKET = "bracket", _("Put in brackets")
    UNBRACKET = "unbracket", _("Resolve a bracket")


class ProposalStatus(TextChoices):
    """An internal draft is known to its own delegation alone."""

    INTERNAL = "internal", _("Internal draft")
    TABLED = "tabled", _("Tabled")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    BRACKETED = "bracketed", _("In brackets")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Superseded")


PROPOSAL_NEXT: dict[str, set[str]] = {
    ProposalStatus.INTERNAL: {ProposalStatus.TABLED, ProposalStatus.WITHDRAWN},
    ProposalStatus.TABLED: {
        ProposalStatus.ACCEPTED,
        ProposalStatus.BRACKETED,
        ProposalStatus.WITHDRAWN,
        ProposalStatus.SUPERSEDED,
    },
    ProposalStatus.ACCEPTED: set(),
    ProposalStatus.BRACKETED: set(),
    ProposalStatus.WITHDRAWN: set(),
    ProposalStatus.SUPERSEDED: set(),
}


class Reply(TextChoices):
    """What a delegation says to a tabled proposal."""

    CONSENT = "consent", _("Consents")
    DECLINE = "decline", _("Does not consent")


class BracketStatus(TextChoices):
    """A bracket is resolved by choosing words, or withdrawn by its sponsors."""

    OPEN = "open", pgettext_lazy("bracket", "Open")
    RESOLVED = "resolved", pgettext_lazy("bracket", "Resolved")


class PositionValue(TextChoices):
    """A delegation's position on one version of a paragraph. Ad ref: agreed subject to confirmation by the capital."""

    AGREE = "agree", _("Agree")
    AD_REF = "agree_ad_ref", _("Agree ad ref")
    RESERVE = "reserve", _("Reserve")
    OBJECT = "object", _("Object")


class Standing(TextChoices):
    """Where a paragraph stands; always computed, never stored. The first that applies, in this order."""

    BRACKETED = "bracketed", _("Bracketed")
    OBJECTED = "objected", _("Objected to")
    RESERVED = "reserved", _("Reserved")
    OPEN = "open", pgettext_lazy("paragraph", "Open")
    AD_REF = "agreed_ad_ref", _("Agreed ad ref")
    AGREED = "agreed", _("Agreed")


class LanguageState(TextChoices):
    """How far a paragraph's text in one language is."""

    ORIGINAL = "original", _("Negotiated")
    PROVISIONAL = "provisional", _("Provisional")
    REVIEWED = "reviewed", _("Reviewed")


class Strength(TextChoices):
    """How much a verb of force promises."""

    CORE = "core", _("Commitment")
    SOFT = "soft", _("Intention or view")


class FindingState(TextChoices):
    """A finding of the concordance stands open until two delegations waive it."""

    OPEN = "open", pgettext_lazy("finding", "Open")
    HALF_WAIVED = "half_waived", _("Waits for another delegation")
    WAIVED = "waived", _("Waived")
