"""What the people pages need."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models import Q as Where

from portal.core.reader import PORTAL, reading_as
from portal.people.models import CalendarFeed, Delegation, Invitation, User
from portal.people.states import FACTORS, InvitationStatus, Role

LONG_AWAY = timedelta(days=60)
RANK = {Role.HEAD: 0, Role.COORDINATOR: 1, Role.NEGOTIATOR: 2, Role.MEMBER: 3, Role.OBSERVER: 4, Role.ADMINISTRATOR: 5}


@dataclass(frozen=True)
class PeopleList:
    """The people page: accounts and open invitations, how many of each kind, what is chosen."""

    people: list[Any]
    invitations: list[Any]
    counts: dict[str, int]
    chosen: str
    words: str


def people_visible_to(user: User) -> QuerySet[User]:
    """Every account for administrators; the user's own side for others."""
    everybody = User.objects.select_related("membership__delegation").filter(membership__isnull=False)
    if user.administers:
        return everybody
    return everybody.filter(membership__delegation_id=user.code) if user.code else everybody.none()


def people_list(user: User, *, chosen: str, words: str, now: datetime) -> PeopleList:
    """The people this user may see, with account states. Three SQL queries, whatever their number."""
    rank = Case(*(When(membership__role=role, then=Value(place)) for role, place in RANK.items()), default=Value(9))
    factor = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    rows = people_visible_to(user).annotate(has_factor=Exists(factor), rank=rank)
    rows = rows.order_by("membership__delegation__order", "membership__delegation_id", "rank", "name")
    if words:
        rows = rows.filter(Where(name__icontains=words) | Where(email__icontains=words))
    people: list[Any] = list(rows)
    for person in people:
        person.is_long_away = person.is_active and (person.last_seen_at or person.joined_at) < now - LONG_AWAY
    waiting = Invitation.objects.visible_to(user).filter(status=InvitationStatus.SENT).select_related("delegation")
    if words:
        waiting = waiting.filter(Where(name__icontains=words) | Where(email__icontains=words))
    invitations = list(waiting.order_by("delegation__order", "name"))
    kinds = {
        "all": people,
        "no-factor": [person for person in people if person.is_active and not person.has_factor],
        "away": [person for person in people if person.is_long_away],
        "closed": [person for person in people if not person.is_active],
        "invited": [],
    }
    counts = {kind: len(members) for kind, members in kinds.items()}
    counts["invited"] = len(invitations)
    counts["all"] += len(invitations)
    chosen = chosen if chosen in kinds else "all"
    shown = invitations if chosen in {"all", "invited"} else []
    return PeopleList(kinds[chosen], shown, counts, chosen, words)


def known_addresses(emails: set[str]) -> tuple[set[str], set[str]]:
    """Of these addresses, which have an account and which an open invitation. Two SQL queries."""
    accounts = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    waiting = Invitation.objects.filter(email__in=emails, status=InvitationStatus.SENT)
    return accounts, set(waiting.values_list("email", flat=True))


def delegation_facts(record: Delegation | None) -> dict[str, Any]:
    """A delegation's facts under the names of its form's fields; none for a new one."""
    if record is None:
        return {}
    texts = {
        f"{name}_{language}": getattr(record, name).get(language, "")
        for name in ("name", "seat")
        for language in settings.CONTENT_LANGUAGES
    }
    plain = ("code", "order", "time_zone", "holiday_country", "colour")
    return texts | {name: getattr(record, name) for name in plain}


def secret_hash(secret: str) -> str:
    """What is kept of a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of(user: User) -> CalendarFeed | None:
    """The person's calendar address, if they have one. One SQL query, as the portal."""
    with reading_as(PORTAL):
        return CalendarFeed.objects.filter(user_id=user.pk).first()


def person_of_feed(secret: str) -> User | None:
    """The active person whose calendar address has this secret. Two SQL queries, as the portal."""
    with reading_as(PORTAL):
        feed = CalendarFeed.objects.filter(secret_hash=secret_hash(secret)).first()
        people = User.objects.filter(is_active=True).select_related("membership__delegation")
        return people.filter(pk=feed.user_id).first() if feed else None
