"""What the people pages need."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models import Q as Where

from portal.core.folding import ALPHABET, OTHER, Folded, in_letter
from portal.core.pagination import PAGE, Page, page
from portal.core.reader import PORTAL, reading_as
from portal.people.models import CalendarFeed, Delegation, Invitation, User
from portal.people.states import FACTORS, InvitationStatus, Role

LONG_AWAY = timedelta(days=60)
RANK = {role: place for place, role in enumerate(Role)}


EVERYBODYS = """
WITH closed AS (
    SELECT id FROM people_user WHERE NOT is_active AND EXISTS (SELECT FROM people_membership WHERE user_id = people_user.id))
SELECT (SELECT count(*) FROM people_membership), (SELECT count(*) FROM closed),
    (SELECT count(DISTINCT user_id) FROM mfa_authenticator
     WHERE type = ANY (%(factors)s) AND NOT EXISTS (SELECT FROM closed WHERE id = user_id)
        AND EXISTS (SELECT FROM people_membership AS place WHERE place.user_id = mfa_authenticator.user_id)),
    (SELECT count(*) FROM people_user
     WHERE is_active AND (last_seen_at < %(before)s OR (last_seen_at IS NULL AND joined_at < %(before)s))
        AND EXISTS (SELECT FROM people_membership WHERE user_id = people_user.id)),
    (SELECT count(*) FROM people_invitation WHERE status = %(sent)s)
"""


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
    """How many people of each kind the user may see. Five SQL queries, one for everybody.

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
        accounts, closed, with_factor, away, invited = cursor.fetchone()
    return {
        "no-factor": accounts - closed - with_factor,
        "away": away,
        "closed": closed,
        "invited": invited,
        "all": accounts + invited,
    }


def people_list(
    user: User, *, chosen: str, now: datetime, narrowed: Narrowed = EVERYBODY, wanted: str | None = None
) -> PeopleList:
    """A page of the people this user may see, with account states. Seven SQL queries, whatever their number.

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
    waiting = narrowed.of(_waiting(user), "delegation_id").order_by(Folded("name"), "pk")
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
        rows.annotate(has_factor=Exists(factor)).order_by(Folded("name"), "pk")[start : start + PAGE]
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
