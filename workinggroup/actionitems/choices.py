"""What the pages of action items offer beside the items: filters, people, texts, and the last change to be undone."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from meetings.statements.models import Statement
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.questions import SOME_KEYS, Question, among
from portal.core.texts import in_language
from portal.people.models import User
from workinggroup.actionitems.filtering import NOBODY, ItemFilter
from workinggroup.actionitems.keeping import SavedFilter
from workinggroup.actionitems.models import ActionItem, ItemBatch
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as Confirmed

# What a question is built with, which no row holds.
NO_KEY, SOME_TIME = UUID(int=0), datetime(1, 1, 2, tzinfo=UTC)


def last_batch(user: Person, *, since: datetime) -> ItemBatch | None:
    """What the person changed last, in one item or in several, if it can still be undone. One SQL query, none for those
    who belong to no side."""
    return LAST_BATCH.first(user.pk, since) if user.code else None


LAST_BATCH: Question[ItemBatch] = Question(
    lambda person, since: ItemBatch.objects.filter(author=person, undone_at=None, at__gte=since).order_by("-at")[:1],
    NO_KEY,
    SOME_TIME,
)


def statements_with_items(user: Person) -> list[tuple[str, str]]:
    """Statements that action items come from, by their names in addresses and their titles. One SQL query."""
    return [(slug, in_language(title)) for slug, title in STATEMENTS(user.code)] if user.code else []


def _statements(code: str) -> QuerySet[Any]:
    promised = Commitment.objects.filter(status=Confirmed.CONFIRMED).values("statement")
    rows = Statement.objects.read_with(code).filter(pk__in=promised).order_by("-dated", "slug")
    return rows.values_list("slug", "title")


STATEMENTS: Question[tuple[str, dict[str, str]]] = Question(_statements, "a code")


def filters_of(user: Person) -> list[SavedFilter]:
    """The filters that a person keeps. One SQL query."""
    return FILTERS(user.pk)


FILTERS: Question[SavedFilter] = Question(
    lambda person: SavedFilter.objects.filter(person=person).order_by("name"), NO_KEY
)


def owners_of(user: User, asked: ItemFilter, moment: Moment) -> list[tuple[UUID, str]]:
    """Active members of the user's own side who own items, and who is asked for: their keys and names. One SQL query, and one
    more where the keys are not remembered."""
    keys = [*OWNERS_OF(moment, user.code)]
    if asked.owner and asked.owner != NOBODY:
        keys.append(UUID(asked.owner))
    return MEMBERS(user.code, keys) if keys else []


def _owners(code: str) -> tuple[UUID, ...]:
    rows = ActionItem.objects.filter(delegation_id=code, assignee__isnull=False).order_by("assignee_id")
    return tuple(rows.values_list("assignee_id", flat=True).distinct())


OWNERS_OF: Remembered[tuple[UUID, ...]] = Remembered(_owners)
MEMBERS: Question[tuple[UUID, str]] = Question(
    lambda code, keys: (
        User.objects.filter(among("people_user.id", keys), is_active=True, membership__delegation_id=code)
        .order_by("name")
        .values_list("pk", "name")
    ),
    "a code",
    SOME_KEYS,
)
