"""What happens to datasets: opened and described anew by those who coordinate their delegation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation
from workinggroup.flows import rules
from workinggroup.flows.models import Dataset

# What of a dataset one form rewrites.
FACTS = (
    "name", "about", "source", "source_url", "licence", "contact", "origin", "first", "due_after", "rounding",
    "definition_version", "layout", "declared", "public_url", "public_on",
)  # fmt: skip


class NameTaken(Refused):
    """Two datasets of one delegation have two names."""

    sentence = _("Your delegation has a dataset of this name already.")
    field = "name_en"


@transaction.atomic
def open_dataset(
    *, actor: Person, name: Mapping[str, str], now: datetime, reporting: str = "", **facts: Any
) -> Dataset:
    """Open a dataset of the actor's delegation, of which all sides know from now on. `reporting` is the delegation's own
    country where none is named. Refuses `NameTaken`."""
    ensure(rules.can_open(actor))
    assert actor.delegation is not None
    _require_free(actor.code, name)
    dataset = Dataset(
        delegation_id=actor.code, name=dict(name), created_by_name=actor.name, created_at=now, **_clean(facts)
    )
    dataset.reporting = reporting or actor.delegation.holiday_country
    dataset.releasable_to = sorted(everybody())
    dataset.editable_by = [actor.code]
    dataset.save(force_insert=True)
    record("workinggroup.dataset.opened", dataset, actor=actor)
    return dataset


@transaction.atomic
def change_dataset(
    *, dataset: Dataset, actor: Person, name: Mapping[str, str], seen: str | None = None, **facts: Any
) -> None:
    """Say anew what a dataset is. `seen` is the digest of what the form was opened with. Refuses `ChangedMeanwhile`,
    `NameTaken`."""
    dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
    ensure(rules.can_change(actor, dataset))
    require_seen(seen, dataset_as_held(dataset))
    _require_free(actor.code, name, but=dataset)
    dataset.name = dict(name)
    for fact, value in _clean(facts).items():
        setattr(dataset, fact, value)
    dataset.save()
    record("workinggroup.dataset.changed", dataset, actor=actor)


def dataset_as_held(dataset: Dataset) -> dict[str, Any]:
    """What the form that changes a dataset rewrites."""
    return values_of(dataset, FACTS)


def _clean(facts: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(facts)
    first: date | None = found.get("first")
    if first:
        found["first"] = first.replace(day=1)
    return found


def _require_free(code: str, name: Mapping[str, str], but: Dataset | None = None) -> None:
    lock_key(f"dataset:{code}")
    rows = Dataset.objects.filter(delegation=code)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if any(set(each.values()) & set(name.values()) for each in rows.values_list("name", flat=True)):
        raise NameTaken


def everybody() -> list[str]:
    """All sides that read what is published."""
    return list(Delegation.objects.exclude(kind="guests").values_list("code", flat=True))
