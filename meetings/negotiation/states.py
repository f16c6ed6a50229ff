"""Kinds and states of proposals, replies and positions, and how far a paragraph is agreed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext, pgettext_lazy


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


class PositionValue(TextChoices):
    """A delegation's position on one version of a paragraph. Ad ref: agreed subject to confirmation by the capital."""

    AGREE = "agree", _("Agree")
    AD_REF = "agree_ad_ref", _("Agree ad ref")
    RESERVE = "reserve", _("Reserve")
    OBJECT = "object", _("Object")


class Agreement(TextChoices):
    """Where a paragraph stands; always computed, never stored. The first that applies, in this order."""

    BRACKETED = "bracketed", _("Bracketed")
    OBJECTED = "objected", _("Objected to")
    RESERVED = "reserved", _("Reserved")
    OPEN = "open", pgettext_lazy("paragraph", "Open")
    AD_REF = "agreed_ad_ref", _("Agreed ad ref")
    AGREED = "agreed", _("Agreed")


# Where the words of a paragraph are settled: nothing more is needed of them before alignment.
SETTLED = frozenset({Agreement.AGREED, Agreement.AD_REF})


def words_for(agreement: Agreement, count: int) -> str:
    """How so many paragraphs stand."""
    return {
        Agreement.BRACKETED: npgettext("paragraphs", "Bracketed", "Bracketed", count),
        Agreement.OBJECTED: npgettext("paragraphs", "Objected to", "Objected to", count),
        Agreement.RESERVED: npgettext("paragraphs", "Reserved", "Reserved", count),
        Agreement.OPEN: npgettext("paragraphs", "Open", "Open", count),
        Agreement.AD_REF: npgettext("paragraphs", "Agreed ad ref", "Agreed ad ref", count),
        Agreement.AGREED: npgettext("paragraphs", "Agreed", "Agreed", count),
    }[agreement]
