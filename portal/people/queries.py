"""What the people pages need."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models import Q as Where

from portal.audit.remembered import Moment, Remembered
from portal.core.folding import ALPHABET, OTHER, Folded, in_letter
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.reader import PORTAL, reading_as
from portal.people.models import CalendarFeed, DeadAddress, Delegation, Invitation, User
from portal.people.rules import LEADING
from portal.people.states import FACTORS, InvitationStatus, Role

LONG_AWAY = timedelta(days=60)
RANK = {role: place for place, role in enumerate(Role)}


EVERYBODYS = KeptStatement("""
WITH closed AS (
    SELECT id FROM people_user WHERE NOT is_active AND EXISTS (SELECT FROM people_membership WHERE user_id = people_user.id))
SELECT (SELECT count(*) FROM people_membership), (SELECT count(*) FROM closed),
    (SELECT count(DISTINCT user_id) FROM mfa_authenticator
     WHERE type = ANY (%(factors)s) AND NOT EXISTS (SELECT FROM closed WHERE id = user_id)
        AND EXISTS (SELECT FROM people_membership AS place WHERE place.user_id = mfa_authenticator.user_id)),
    (SELECT count(*) FROM people_user
     WHERE is_active AND (last_seen_at < %(before)s OR (last_seen_at IS NULL AND joined_at < %(before)s))
        AND EXISTS (SELECT FROM people_membership WHERE user_id = people_user.id)),
    (SELECT count(*) FROM people_invitation WHERE status = %(sent)s),
    (SELECT count(*) FROM people_user
     WHERE is_active AND EXISTS (SELECT FROM people_membership WHERE user_id = people_user.id)
        AND id IN (SELECT person_id FROM people_deadaddress WHERE works_since IS NULL))
""")

DEAD_OF_PERSON = DeadAddress.objects.filter(person_id=OuterRef("pk"), works_since=None)
DEAD_OF_INVITATION = DeadAddress.objects.filter(invitation_id=OuterRef("pk"), works_since=None)


@dataclass(frozen=True)
class Narrowed:
    """Which people are looked at: words in name or address, the first letter of the name, one delegation; "" is all."""

    words: str = ""
    letter: str = ""
    side: str = ""

    def of(self, rows: QuerySet[Any], side: str) -> QuerySet[Any]:
        """These of `rows`, which have a name, an e-mail address, and the delegation under the name `side`."""
        if self.words:
            rows = rows.filter(Where(name__icontains=self.words) | Where(email__icontains=self.words))
        if self.letter:
            rows = rows.filter(in_letter(self.letter, "name"))
        return rows.filter(**{side: self.side}) if self.side else rows


@dataclass(frozen=True)
class PeopleList:
    """A page of accounts and open invitations, how many of each kind there are in all, what is chosen.

    `letters` are offered where the list is long.
    """

    people: list[Any]
    invitations: list[Any]
    counts: dict[str, int]
    chosen: str
    narrowed: Narrowed
    letters: list[str]
    page: Page


EVERYBODY = Narrowed()


def people_visible_to(user: User) -> QuerySet[User]:
    """Every account for administrators; the user's own side for others."""
    everybody = User.objects.select_related("membership__delegation").filter(membership__isnull=False)
    if user.administers:
        return everybody
    return everybody.filter(membership__delegation_id=user.code) if user.code else everybody.none()


def account_counts(user: User, narrowed: Narrowed = EVERYBODY, *, now: datetime) -> dict[str, int]:
    """How many people of each kind the user may see. Six SQL queries, one for everybody.

    Each kind is counted by itself: all at once, no index helps any of them.
    """
    if user.administers and narrowed == EVERYBODY:
        return _counts_of_everybody(now)
    people = narrowed.of(people_visible_to(user), "membership__delegation_id").order_by().select_related(None)
    counts = {kind: people.filter(rule).count() for kind, rule in _kinds(now).items()}
    counts["invited"] = narrowed.of(_waiting(user), "delegation_id").count()
    return counts | {"all": people.count() + counts["invited"]}


def _counts_of_everybody(now: datetime) -> dict[str, int]:
    """The same over all accounts. Those without a second factor are those that neither are closed nor have one: nobody is
    looked for among the rest. One SQL query."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"factors": list(FACTORS), "before": now - LONG_AWAY, "sent": InvitationStatus.SENT}
        cursor.execute(EVERYBODYS, values)
        accounts, closed, with_factor, away, invited, returned = cursor.fetchone()
    return {
        "no-factor": accounts - closed - with_factor,
        "returned": returned,
        "away": away,
        "closed": closed,
        "invited": invited,
        "all": accounts + invited,
    }


def people_list(
    user: User, *, chosen: str, now: datetime, narrowed: Narrowed = EVERYBODY, wanted: str | None = None
) -> PeopleList:
    """A page of the people this user may see, with account states. Eight SQL queries, whatever their number.

    A list of one page stands in the order of roles, a longer one and a letter in that of the alphabet; invitations come last.
    """
    counts = account_counts(user, narrowed, now=now)
    kinds = _kinds(now)
    chosen = chosen if chosen in counts else "all"
    accounts = {"all": counts["all"] - counts["invited"], "invited": 0}.get(chosen, counts[chosen])
    invited = counts["invited"] if chosen in {"all", "invited"} else 0
    count = page(range(accounts + invited), wanted, count=accounts + invited)
    start = (count.number - 1) * PAGE
    people = _accounts(user, narrowed, kinds.get(chosen, Where()) if chosen != "invited" else None, start, now)
    waiting = narrowed.of(_waiting(user), "delegation_id").annotate(is_dead=Exists(DEAD_OF_INVITATION))
    waiting = waiting.order_by(Folded("name"), "pk")
    first = max(0, start - accounts)
    invitations = list(waiting[first : first + PAGE])[: PAGE - len(people)] if invited else []
    if accounts <= PAGE and not narrowed.letter:
        people.sort(key=lambda person: (_place(person.delegation), RANK.get(person.role, 9)))
    letters = [*ALPHABET, OTHER] if narrowed.letter or accounts + invited > PAGE else []
    return PeopleList(people, invitations, counts, chosen, narrowed, letters, count)


def _kinds(now: datetime) -> dict[str, Where]:
    """The kinds of accounts that need attention."""
    factor = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    seen_before = Where(last_seen_at__lt=now - LONG_AWAY) | Where(last_seen_at=None, joined_at__lt=now - LONG_AWAY)
    return {
        "no-factor": Where(~Exists(factor), is_active=True),
        "returned": Where(Exists(DEAD_OF_PERSON), is_active=True),
        "away": Where(seen_before, is_active=True),
        "closed": Where(is_active=False),
    }


def _waiting(user: User) -> QuerySet[Any]:
    return Invitation.objects.visible_to(user).filter(status=InvitationStatus.SENT)


def _accounts(user: User, narrowed: Narrowed, kind: Where | None, start: int, now: datetime) -> list[Any]:
    """A page of accounts, A to Z, from the one in place `start` on."""
    if kind is None:
        return []
    factor = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    rows = narrowed.of(people_visible_to(user), "membership__delegation_id").filter(kind)
    people: list[Any] = list(
        rows.annotate(has_factor=Exists(factor), is_dead=Exists(DEAD_OF_PERSON)).order_by(Folded("name"), "pk")[
            start : start + PAGE
        ]
    )
    for person in people:
        person.is_long_away = person.is_active and (person.last_seen_at or person.joined_at) < now - LONG_AWAY
    return people


def _place(delegation: Delegation | None) -> tuple[int, str]:
    """Where a delegation stands among the others; administrators, who have none, come last."""
    return (delegation.order, delegation.code) if delegation else (2**31, "")


def known_addresses(emails: set[str]) -> tuple[set[str], set[str]]:
    """Of these addresses, which have an account and which an open invitation. Two SQL queries."""
    accounts = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    waiting = Invitation.objects.filter(email__in=emails, status=InvitationStatus.SENT)
    return accounts, set(waiting.values_list("email", flat=True))


def who_mends(person: User | None) -> list[User]:
    """Who is told that a person's address is dead: the coordinators of their side, else the deputy heads, else the heads, else
    the administrators, who are told of somebody invited too. At most two SQL queries."""
    active = User.objects.select_related("membership__delegation").filter(is_active=True).order_by("pk")
    others = active.exclude(pk=person.pk) if person else active
    if person and person.code:
        side = list(others.filter(membership__delegation_id=person.code, membership__role__in=LEADING))
        for role in (Role.COORDINATOR, Role.DEPUTY, Role.HEAD):
            if found := [each for each in side if each.role == role]:
                return found
    return list(others.filter(membership__role=Role.ADMINISTRATOR))


def _dead_of_side(code: str) -> tuple[tuple[UUID, UUID], ...]:
    """The dead addresses of a side's active people: their keys, and whose they are. One SQL query."""
    rows = DeadAddress.objects.filter(works_since=None, person__is_active=True, person__membership__delegation_id=code)
    return tuple(rows.order_by("since", "pk").values_list("pk", "person_id"))


DEAD_OF: Remembered[tuple[tuple[UUID, UUID], ...]] = Remembered(_dead_of_side)


def dead_address_of(user: Person, *, moment: Moment) -> DeadAddress | None:
    """The person's own address, if mail came back from it. One SQL query when there is one, and one when that is not
    remembered."""
    mine = [key for key, person in DEAD_OF(moment, user.code) if person == user.pk]
    return DeadAddress.objects.filter(pk__in=mine).first() if mine else None


def dead_addresses(user: User, *, moment: Moment) -> list[DeadAddress]:
    """Those of the user's colleagues, the first first. One SQL query when there are any, and one when that is not remembered."""
    theirs = [key for key, person in DEAD_OF(moment, user.code) if person != user.pk]
    rows = DeadAddress.objects.select_related("person").filter(pk__in=theirs) if theirs else []
    return sorted(rows, key=lambda dead: (dead.since, dead.pk))


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
