"""Mails about accounts."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from portal.audit.daily import HOUR
from portal.audit.models import DailyHead
from portal.core import times
from portal.core.vault import vault
from portal.notifications.kinds import Ways, describe_mandatory
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.news import Occasion, Topic, describe_news, tell_news
from portal.notifications.outbox import post, post_each
from portal.people.models import DeadAddress, Invitation, User
from portal.people.states import WAITING, InvitationStatus

SALT = "portal.people.invitation"
# Seconds.
RESET_EVERY = 300
RESET = "links that set a password anew"
USED = gettext_noop("The invitation was used or withdrawn.")

# What allauth tells people about their own account, by its template prefix.
SECURITY_EVENTS = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was set anew."),
    "account/email/password_set": _("A password was set for your account."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A security key was added to your account."),
    "mfa/email/webauthn_removed": _("A security key was removed from your account."),
    "role_changed": _("Your role in the portal was changed by an administrator."),
    "second_factor_reset": _(
        "An administrator removed your second factor. You set up a new one when you next sign in."
    ),
}
describe_mandatory(
    "security",
    _("The security of my account"),
    always=Ways(mail=True),
    reason=_("Whoever got into your account could switch it off."),
)


def invitation_link(invitation: Invitation) -> str:
    """The address that accepts an invitation; signed, and void once the invitation is renewed or settled."""
    token = signing.dumps([str(invitation.pk), invitation.turn], salt=SALT)
    return settings.PORTAL_ADDRESS + reverse("people:accept", args=[token])


def read_invitation_token(token: str) -> tuple[str, int] | None:
    """The invitation's key and turn that a link names, or None if we did not sign it."""
    try:
        key, turn = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return key, turn


def tell_invited(invitation: Invitation, *, now: datetime) -> None:
    post(
        "people/invitation",
        address=invitation.email,
        language=invitation.language,
        dedupe_key=f"invitation:{invitation.pk}:{invitation.turn}",
        now=now,
        subject=invitation,
    )


def tell_role_changed(person: User, *, now: datetime) -> None:
    tell_security("role_changed", person, now=now)


def tell_second_factor_reset(person: User, *, now: datetime) -> None:
    tell_security("second_factor_reset", person, now=now)


def tell_security(event: str, person: User, *, now: datetime) -> None:
    """Tell a person what happened to their account."""
    fresh = User.objects.select_related("membership__delegation").get(pk=person.pk)
    post(
        "people/security",
        subject=fresh,
        recipient=fresh,
        dedupe_key=f"security:{uuid.uuid4()}",
        now=now,
        event=event,
        at=now.isoformat(),
    )


def tell_password_reset(person: User, link: str, *, now: datetime) -> None:
    """The link is a secret: the row holds it encrypted, is readable by the portal's machinery alone and loses it once sent.

    Anybody may ask for it, so a person gets one in `RESET_EVERY` and not as many as a stranger likes.
    """
    key = f"password-reset:{person.pk}:{int(now.timestamp()) // RESET_EVERY}"
    sealed = vault(RESET).encrypt(link.encode()).decode()
    post("people/password_reset", address=person.email, language=person.language, dedupe_key=key, now=now, link=sealed)


def tell_address_dead(dead: DeadAddress, people: Iterable[User], *, now: datetime) -> None:
    """Tell these people that mail comes back from an address."""
    tell_news("people.person.address_dead", dead, people, now=now)


def tell_head_of_trail(head: DailyHead, people: Iterable[User], *, now: datetime) -> None:
    """The same words for each of them, whatever was recorded."""
    key = f"trail-head:{head.day}"
    post_each("people/trail_head", people, dedupe_key=key, now=now, day=head.day.isoformat(), head=head.hex)


@message("people/invitation")
def invitation(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    rows = Invitation.objects.select_related("delegation", "invited_by")
    invited = subject_among(mail, rows, gone=USED)
    # Whoever may write into the outbox does not choose who gets the link.
    if invited.status not in WAITING or invited.email != mail.address:
        raise NoLongerWanted(USED)
    is_known = invited.status == InvitationStatus.KNOWN
    link = settings.PORTAL_ADDRESS + reverse("account_login") if is_known else invitation_link(invited)
    return {"invitation": invited, "link": link, "is_known": is_known}


@message("people/security")
def security(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    at = datetime.fromisoformat(mail.payload["at"])
    return {"event": SECURITY_EVENTS[mail.payload["event"]], "at": at, "person": mail.recipient}


@message("people/trail_head")
def trail_head(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    day = date.fromisoformat(mail.payload["day"])
    return {"person": mail.recipient, "day": day, "hour": HOUR, "head": mail.payload["head"]}


@message("people/password_reset")
def password_reset(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    return {"link": vault(RESET).decrypt(mail.payload["link"].encode()).decode()}


def _said_of(occasion: Occasion) -> list[str]:
    dead: DeadAddress = occasion.subject
    day = times.long_day(times.local(dead.since, occasion.person.zone).date())
    lines = [gettext("A mail to %(address)s came back on %(day)s.") % {"address": dead.address, "day": day}]
    if dead.words:
        lines.append(gettext("The server there said: %(words)s") % {"words": dead.words})
    if dead.person_id:
        lines.append(
            gettext(
                "Until the address is corrected, this person gets no reminder and no invitation. Ask for an address that works."
            )
        )
    else:
        lines.append(
            gettext("The invitation has not arrived. Withdraw it, and invite the person at an address that works.")
        )
    return lines


def _page_of(dead: DeadAddress) -> str:
    return dead.person.get_absolute_url() if dead.person else reverse("people:list") + "?show=invited"


describe_news(
    "people.person.address_dead",
    Topic(
        DeadAddress,
        title=_("Mail comes back from an address"),
        heading=lambda dead: dead.person or dead.invitation,
        why=_("You receive this because you coordinate this delegation, or manage accounts."),
        gone=gettext_noop("The address works again."),
        related=("person", "invitation"),
    ),
    describe_mandatory(
        "addresses",
        _("Addresses from which mail comes back"),
        always=Ways(bell=True, mail=True),
        reason=_("Until it is mended, somebody gets no mail."),
    ),
    words=_said_of,
    address=_page_of,
    brief=_("Mail comes back from an address."),
)
