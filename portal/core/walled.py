"""The two marks that every row of content carries, and the query that respects them."""

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from portal.core.people import Person
from portal.core.questions import SOME_KEYS, Question, among

Row = TypeVar("Row")


def CodesField(**options: Any) -> "ArrayField[Any, Any]":  # noqa: N802 - reads as a field where it is used
    """A set of delegation codes."""
    return ArrayField(models.CharField(max_length=12), **options)


class WalledQuerySet(models.QuerySet[Any]):
    """What a person may see; row-level security holds the same line below."""

    def visible_to(self, user: Person | None) -> Self:
        """Rows releasable to the user's delegation; none for anonymous people and administrators."""
        code = getattr(user, "code", "")
        return self.read_with(code) if code else self.none()

    def read_with(self, code: str) -> Self:
        """Rows releasable to a code, for questions that are asked with one code after another."""
        return self.filter(releasable_to__contains=[code])


class Walled(models.Model):
    """A row of content: who may read it (`releasable_to`), and which of them may change it (`editable_by`).

    `seen_through` names the relation to the row without which nobody sees this one, as the policy has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    releasable_to = CodesField()
    editable_by = CodesField()

    seen_through: ClassVar[str] = ""
    objects: ClassVar[Any] = WalledQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_editors_read",
                condition=Q(releasable_to__contains=F("editable_by")) & Q(editable_by__len__gt=0),
            )
        ]

    def known_to(self, codes: Iterable[str]) -> list[str]:
        """Of these, the sides that see this row and all that it is seen through. One SQL query for each row not loaded."""
        known = [code for code in codes if code in self.releasable_to]
        return getattr(self, self.seen_through).known_to(known) if self.seen_through and known else known

    def lineage(self) -> list[str]:
        """The keys of this row and of all that it is seen through. One SQL query for each row between that is not loaded."""
        if not self.seen_through:
            return [str(self.pk)]
        above: Any = self._meta.get_field(self.seen_through)
        if not above.related_model.seen_through:
            return [str(self.pk), str(getattr(self, above.attname))]
        return [str(self.pk), *getattr(self, self.seen_through).lineage()]


class SeenByKey(Generic[Row]):
    """Rows of a model by their keys, as far as somebody sees them, with what is read `related`; the SQL is built once.

    `SeenByKey(Statement, "meeting")(keys, user)`. Where rows are seen in a way of their own, the SQL is built anew. One SQL
    query, none for no key.
    """

    def __init__(self, model: type[Any], *related: str) -> None:
        self._model, self._related = model, related

    def __call__(self, keys: Iterable[Any], user: Person | None) -> list[Row]:
        wanted, way = [self._model._meta.pk.to_python(key) for key in keys], self._way
        if not wanted:
            return []
        if way is None:
            return list(self._rows.visible_to(user).filter(pk__in=wanted))
        if way is not WalledQuerySet.visible_to:
            return self._asked(wanted)
        code = getattr(user, "code", "")
        return self._asked(code, wanted) if code else []

    @cached_property
    def _way(self) -> Any:
        """How rows are seen: as all content is, by anybody ("") or in a way of their own (None)."""
        way = getattr(type(self._rows), "visible_to", "")
        return way if way in (WalledQuerySet.visible_to, "") else None

    @property
    def _rows(self) -> Any:
        rows = self._model.objects.all()
        return rows.select_related(*self._related) if self._related else rows

    @cached_property
    def _asked(self) -> Question[Row]:
        meta = self._model._meta
        column = f'"{meta.db_table}"."{meta.pk.column}"'
        if self._way == "":
            return Question(lambda keys: self._rows.filter(among(column, keys)), SOME_KEYS)
        seen: Question[Row] = Question(
            lambda code, keys: self._rows.read_with(code).filter(among(column, keys)), "a code", SOME_KEYS
        )
        return seen


class PublishedQuerySet(WalledQuerySet):
    """Rows that everybody may read from an instant on."""

    def public(self) -> Self:
        """Rows that are released by the clock of the database."""
        return self.filter(released_at__lte=Now())


class Published(Walled):
    """A row of content that everybody reads from `released_at` on, signed in or not; until then, and where that is None,
    those of `releasable_to` alone. Row-level security holds it by the database's clock (`portal_publish`).
    """

    released_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()

    class Meta(Walled.Meta):
        abstract = True
