"""Roles, and the life of an invitation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a person does in a delegation; an administrator belongs to none and sees no content."""

    HEAD = "head", _("Head of delegation")
    DEPUTY = "deputy", _("Deputy head of delegation")
    COORDINATOR = "coordinator", _("Coordinator")
    NEGOTIATOR = "negotiator", _("Negotiator")
    MEMBER = "member", pgettext_lazy("role", "Member")
    PRESS = "press", _("Press officer")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("Administrator")


# In the head of every page there is room for one line: these stand there instead of the role's own words.
BRIEF = {
    Role.HEAD: pgettext_lazy("role, in brief", "head of delegation"),
    Role.DEPUTY: pgettext_lazy("role, in brief", "deputy head"),
}


class Kind(TextChoices):
    """What a delegation's record stands for."""

    DELEGATION = "delegation", _("Delegation")
    SECRETARIAT = "secretariat", _("Secretariat")
    GUESTS = "guests", _("Guests of a meeting")


class InvitationStatus(TextChoices):
    """An invitation that has run out stays `sent`; its date says so.

    A guest's to an address that has an account, or an invitation to one, already is `known`: there is nothing to accept, and
    whoever invited sees no difference.
    """

    SENT = "sent", _("Invited")
    KNOWN = "known", _("Known already")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NEXT = {
    InvitationStatus.SENT: {InvitationStatus.SENT, InvitationStatus.ACCEPTED, InvitationStatus.WITHDRAWN},
    InvitationStatus.KNOWN: {InvitationStatus.WITHDRAWN},
    InvitationStatus.ACCEPTED: set(),
    InvitationStatus.WITHDRAWN: set(),
}

# Those that wait for an answer, as far as whoever invited can see.
WAITING = [InvitationStatus.SENT, InvitationStatus.KNOWN]

# What counts as a second factor, by allauth's names; recovery codes stand in for one and are none.
FACTORS = ["totp", "webauthn"]
