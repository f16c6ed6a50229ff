"""What happens to accounts: invited, accepted, moved, closed, opened again."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import PORTAL, reading_as
from portal.core.seen import require_seen, values_of
from portal.people import notices, register, rules
from portal.people.models import PREFERENCES, CalendarFeed, Delegation, Invitation, Membership, Session, User
from portal.people.queries import delegation_facts, secret_hash
from portal.people.returning import pass_on, settle_address
from portal.people.states import NEXT, WAITING, InvitationStatus, Kind, Role

VALID = timedelta(days=7)
# One at a time changes who administers: two could each close the other's account.
ACCOUNTS = "accounts"


class EmailInUse(Refused):
    """An account with this address exists."""

    sentence = _("%(email)s has an account already. Change the account instead of inviting it again.")
    field = "email"


class AlreadyInvited(Refused):
    """An invitation to this address is waiting to be accepted."""

    sentence = _("%(email)s was invited already and has not answered. Send that invitation again instead.")
    field = "email"


class InvitationOver(Refused):
    """The invitation was used, withdrawn, replaced or has run out."""

    sentence = _("This invitation can no longer be used. Ask your administrator to send it again.")


class DelegationNeeded(Refused):
    """Everybody but an administrator belongs to a delegation."""

    sentence = _("Choose a delegation. Only administrators belong to none.")
    field = "delegation"


class CodeInUse(Refused):
    """Codes stand in every row's marks, so each belongs to one delegation for good."""

    sentence = _("%(code)s is the code of another delegation.")
    field = "code"


class NotYourself(Refused):
    """Nobody closes or moves the account they are using."""

    sentence = _("This is your own account. Ask another administrator to change it.")


class LastAdministrator(Refused):
    """Somebody must be left who can open accounts."""

    sentence = _("This is the last administrator. Appoint another one first.")


@transaction.atomic
def invite_person(
    *,
    actor: Person | None,
    email: str,
    name: str,
    role: str,
    delegation: Delegation | None,
    language: str,
    now: datetime,
) -> Invitation:
    """Offer a seat to an address for seven days and mail the link.

    `actor` None is the operator at the shell. Refuses `EmailInUse`, `AlreadyInvited`, `DelegationNeeded`.
    """
    ensure(actor is None or rules.can_administer(actor))
    if (role == Role.ADMINISTRATOR) != (delegation is None):
        raise DelegationNeeded
    address = User.objects.normalize_email(email)
    lock_key(f"invitation to {address}")
    if _has_account(address):
        raise EmailInUse(email=address)
    if _is_invited(address, now):
        raise AlreadyInvited(email=address)
    return _offer(actor, address, name, role, delegation, language, now)


@transaction.atomic
def invite_guest(
    *, actor: Person, group: Delegation, email: str, name: str, language: str, now: datetime
) -> Invitation:
    """Offer an address a guest's seat: it reads what is released to `group`, and changes nothing.

    For the slice that knows the group's meeting and who may invite to it. Who has an account or an invitation elsewhere is
    told so by mail; here nothing differs. Refuses `EmailInUse`, `AlreadyInvited` for the group's own guests.
    """
    ensure(rules.coordinates(actor) and group.kind == Kind.GUESTS)
    with reading_as(PORTAL):
        address = User.objects.normalize_email(email)
        lock_key(f"invitation to {address}")
        if User.objects.filter(email=address, membership__delegation=group).exists():
            raise EmailInUse(email=address)
        own = Invitation.objects.select_for_update().filter(email=address, delegation=group, status__in=WAITING).first()
        if own and own.expires_at > now:
            raise AlreadyInvited(email=address)
        if own:
            _close(own, now)
        is_known = _has_account(address) | _is_invited(address, now)
        status = InvitationStatus.KNOWN if is_known else InvitationStatus.SENT
        return _offer(actor, address, name, Role.OBSERVER, group, language, now, status=status)


@transaction.atomic
def dismiss_guest(*, email: str, group: Delegation, actor: Person, now: datetime) -> None:
    """Close a guest's account, and take the invitation back where it was not accepted. Twice is as once."""
    ensure(rules.coordinates(actor) and group.kind == Kind.GUESTS)
    with reading_as(PORTAL):
        for invitation in Invitation.objects.select_for_update().filter(
            email=email, delegation=group, status__in=WAITING
        ):
            _close(invitation, now)
            _record("invitation_withdrawn", invitation, actor, group)
        for person in User.objects.select_for_update(of=("self",)).filter(
            email=email, membership__delegation=group, is_active=True
        ):
            register.set_open(person.pk, is_open=False)
            _record("deactivated", person, actor, group)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, actor: Person, now: datetime) -> Invitation:
    """Send an open invitation again with seven new days; the earlier link is void. Refuses `InvitationOver`."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    ensure(rules.can_administer(actor))
    if InvitationStatus.SENT not in NEXT[InvitationStatus(invitation.status)]:
        raise InvitationOver
    invitation.turn += 1
    invitation.expires_at = now + VALID
    invitation.save(update_fields=["turn", "expires_at"])
    settle_address(invitation.email, now=now)
    _record("invited_again", invitation, actor, invitation.delegation)
    notices.tell_invited(invitation, now=now)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: Person, now: datetime) -> None:
    """Take an offered seat back. Refuses `InvitationOver`."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    ensure(rules.can_administer(actor))
    if InvitationStatus.WITHDRAWN not in NEXT[InvitationStatus(invitation.status)]:
        raise InvitationOver
    _close(invitation, now)
    _record("invitation_withdrawn", invitation, actor, invitation.delegation)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, turn: int, password: str, now: datetime) -> User:
    """Turn an invitation into an account with a verified address. Refuses `InvitationOver`, `EmailInUse`.

    Runs as the portal: nobody is signed in yet. `password` has passed the validators.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open(turn, now):
        raise InvitationOver
    if User.objects.filter(email=invitation.email).exists():
        raise EmailInUse(email=invitation.email)
    user = User(email=invitation.email, name=invitation.name, language=invitation.language, joined_at=now)
    user.set_password(password)
    register.add_account(user, role=invitation.role, code=invitation.delegation_id, at=now)
    invitation.status, invitation.user, invitation.settled_at = InvitationStatus.ACCEPTED, user, now
    invitation.save(update_fields=["status", "user", "settled_at"])
    settle_address(user.email, now=now)
    _record("joined", user, user, invitation.delegation, role=invitation.role)
    return user


@transaction.atomic
def change_role(
    *, person: User, actor: Person, role: str, delegation: Delegation | None, now: datetime, seen: str | None = None
) -> None:
    """Give a person another role or delegation; holds from their next request on.

    `seen` is the digest of both as the form was opened with. Refuses `NotYourself`, `ChangedMeanwhile`, `DelegationNeeded`,
    `LastAdministrator`.
    """
    lock_key(ACCOUNTS)
    membership = Membership.objects.select_related("delegation").get(user=person)
    ensure(rules.can_administer(actor))
    if (role == Role.ADMINISTRATOR) != (delegation is None):
        raise DelegationNeeded
    _keep_administration(person, actor)
    before = {"role": membership.role, "delegation": membership.delegation_id or ""}
    require_seen(seen, before)
    old_delegation = membership.delegation
    register.give_place(person.pk, role=role, code=delegation.code if delegation else None, at=now)
    pass_on(person, delegation.code if delegation else "")
    after = {"role": role, "delegation": delegation.code if delegation else ""}
    codes = {side.code for side in (old_delegation, delegation) if side}
    record(
        "people.person.role_changed",
        person,
        actor=actor,
        releasable_to=codes,
        administration=True,
        before=before,
        after=after,
    )
    notices.tell_role_changed(person, now=now)


@transaction.atomic
def deactivate_person(*, person: User, actor: Person, now: datetime) -> None:
    """Close an account: the next request is refused, waiting mails do not go. Refuses `NotYourself`, `LastAdministrator`."""
    lock_key(ACCOUNTS)
    person = User.objects.select_for_update(of=("self",)).select_related("membership__delegation").get(pk=person.pk)
    ensure(rules.can_administer(actor))
    _keep_administration(person, actor)
    register.set_open(person.pk, is_open=False)
    _record("deactivated", person, actor, person.delegation)


@transaction.atomic
def reactivate_person(*, person: User, actor: Person, now: datetime) -> None:
    """Open a closed account again. Refuses `NotYourself`."""
    person = User.objects.select_for_update(of=("self",)).select_related("membership__delegation").get(pk=person.pk)
    ensure(rules.can_administer(actor))
    if person == actor:
        raise NotYourself
    register.set_open(person.pk, is_open=True)
    _record("reactivated", person, actor, person.delegation)


@transaction.atomic
def reset_second_factor(*, person: User, actor: Person, now: datetime) -> None:
    """Remove a person's second factors after a lost phone; the next sign-in asks to set one up. Refuses `NotYourself`."""
    person = User.objects.select_for_update(of=("self",)).select_related("membership__delegation").get(pk=person.pk)
    ensure(rules.can_administer(actor))
    if person == actor:
        raise NotYourself
    Authenticator.objects.filter(user=person).delete()
    _record("second_factor_reset", person, actor, person.delegation)
    notices.tell_second_factor_reset(person, now=now)


@transaction.atomic
def save_delegation(
    *,
    actor: Person,
    code: str,
    name: dict[str, str],
    seat: dict[str, str],
    time_zone: str,
    holiday_country: str,
    colour: str,
    order: int,
    is_new: bool,
    seen: str | None = None,
) -> Delegation:
    """Add a delegation, or change one; everybody may know of it. The code `SEC` is the neutral secretariat.

    `holiday_country` "" knows weekends alone; `seen` is the digest of its facts as the form was opened with. Refuses
    `CodeInUse`, `ChangedMeanwhile`.
    """
    ensure(rules.can_administer(actor))
    lock_key(f"delegation {code}")
    found = Delegation.objects.filter(code=code).first()
    if is_new and found:
        raise CodeInUse(code=code)
    if found:
        require_seen(seen, delegation_facts(found))
    delegation = found or Delegation(code=code, kind=Kind.SECRETARIAT if code == rules.SECRETARIAT else Kind.DELEGATION)
    delegation.name, delegation.seat, delegation.time_zone = name, seat, time_zone
    delegation.holiday_country, delegation.colour, delegation.order = holiday_country, colour, order
    register.save_delegation(delegation)
    everyone = Delegation.objects.values_list("code", flat=True)
    act = "people.delegation.added" if is_new else "people.delegation.changed"
    record(act, delegation, actor=actor, releasable_to=everyone, administration=True, code=code, time_zone=time_zone)
    return delegation


@transaction.atomic
def make_feed(*, actor: Person, now: datetime) -> str:
    """Give the actor a new private calendar address and return its secret; the earlier address is void."""
    secret = secrets.token_urlsafe(24)
    with reading_as(PORTAL):
        CalendarFeed.objects.filter(user_id=actor.pk).delete()
        marks = {"releasable_to": [PORTAL.code], "editable_by": [PORTAL.code]}
        CalendarFeed.objects.create(user_id=actor.pk, secret_hash=secret_hash(secret), made_at=now, **marks)
    _record("feed_made", actor, actor, actor.delegation)
    return secret


@transaction.atomic
def revoke_feed(*, actor: Person, now: datetime) -> None:
    """Make the actor's calendar address void."""
    with reading_as(PORTAL):
        CalendarFeed.objects.filter(user_id=actor.pk).delete()
    _record("feed_revoked", actor, actor, actor.delegation)


@transaction.atomic
def end_other_sessions(*, actor: Person, kept: str) -> None:
    """Sign the actor out everywhere but in the session that the table calls `kept`."""
    Session.objects.filter(user_id=actor.pk).exclude(session_key=kept).delete()
    _record("signed_out", actor, actor, actor.delegation, elsewhere=True)


@transaction.atomic
def save_preferences(*, actor: Person, name: str, language: str, time_zone: str, seen: str | None = None) -> None:
    """Change how the portal speaks to the actor: name, language, and zone ("" follows the delegation).

    `seen` is the digest of these as the form was opened with. Refuses `ChangedMeanwhile`.
    """
    person = User.objects.select_for_update().get(pk=actor.pk)
    require_seen(seen, values_of(person, PREFERENCES))
    person.name, person.language, person.time_zone = name, language, time_zone
    register.save_preferences(person)
    _record("preferences_saved", person, actor, actor.delegation)


def _has_account(address: str) -> bool:
    return User.objects.filter(email=address).exists()


def _is_invited(address: str, now: datetime) -> bool:
    """Whether an invitation to the address waits; one that has run out is closed."""
    earlier = Invitation.objects.select_for_update().filter(email=address, status=InvitationStatus.SENT).first()
    if earlier and earlier.expires_at <= now:
        _close(earlier, now)
        return False
    return earlier is not None


def _offer(
    actor: Person | None,
    email: str,
    name: str,
    role: str,
    delegation: Delegation | None,
    language: str,
    now: datetime,
    *,
    status: InvitationStatus = InvitationStatus.SENT,
) -> Invitation:
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        delegation=delegation,
        language=language,
        status=status,
        invited_by_id=actor.pk if actor else None,
        created_at=now,
        expires_at=now + VALID,
        releasable_to=[delegation.code if delegation else PORTAL.code, PORTAL.code],
    )
    settle_address(email, now=now)
    _record("invited", invitation, actor, delegation, email=email, role=role)
    notices.tell_invited(invitation, now=now)
    return invitation


def _close(invitation: Invitation, now: datetime) -> None:
    invitation.status, invitation.settled_at = InvitationStatus.WITHDRAWN, now
    invitation.save(update_fields=["status", "settled_at"])


def _keep_administration(person: User, actor: Person) -> None:
    if person == actor:
        raise NotYourself
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if person.role == Role.ADMINISTRATOR and not others.exclude(user=person).exists():
        raise LastAdministrator


def _record(verb: str, subject: Any, actor: Person | None, delegation: Delegation | None, **detail: Any) -> None:
    codes = [delegation.code] if delegation else []
    record(f"people.person.{verb}", subject, actor=actor, releasable_to=codes, administration=True, **detail)
