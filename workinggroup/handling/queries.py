"""Questions about marks and passages, asked in the reader's own context."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from portal.core.people import Person
from workinggroup.handling.models import ExportedPassage, Grant, Opening, ReleaseRequest
from workinggroup.handling.sanitising import Portion
from workinggroup.handling.things import kind_of


def passages_of(whole: Any) -> list[Any]:
    """The passages of a whole that the reader sees, in order. One SQL query."""
    model = kind_of(whole).passage
    return list(model.objects.filter(**{model.seen_through: whole}).order_by("position", "anchor"))


def portion(passage: Any, gists: Mapping[UUID, str], *, readers: Iterable[str] = (), text: Any = None) -> Portion:
    """A passage for the sanitiser; `gists` are anchors by key."""
    return Portion(
        passage.anchor,
        passage.part,
        passage.text if text is None else text,
        passage.marking,
        frozenset(readers or passage.releasable_to),
        tuple(passage.originators),
        gists.get(passage.gist_id, "") if passage.gist_id else "",
        passage.trace,
        passage.mark_until.isoformat() if passage.mark_until else "",
    )


def portions_of(
    whole: Any,
    *,
    readers: Mapping[Any, Iterable[str]] | None = None,
    texts: Mapping[Any, Mapping[str, str]] | None = None,
) -> dict[UUID, Portion]:
    """The portions of a whole by key, in order; `readers` and `texts` stand in for those that are there. One SQL query."""
    return as_portions(passages_of(whole), readers=readers, texts=texts)


def as_portions(
    passages: Sequence[Any],
    *,
    readers: Mapping[Any, Iterable[str]] | None = None,
    texts: Mapping[Any, Mapping[str, str]] | None = None,
) -> dict[UUID, Portion]:
    """Passages that were read already, for the sanitiser."""
    anchors = {each.pk: each.anchor for each in passages}
    readers, texts = readers or {}, texts or {}
    return {
        each.pk: portion(each, anchors, readers=readers.get(each.pk, ()), text=texts.get(each.pk)) for each in passages
    }


def without_gists(passages: Sequence[Any]) -> list[Any]:
    """Passages as a page shows them: none that stands for another which the reader sees, too."""
    shown_for = {each.gist_id for each in passages if each.gist_id}
    return [each for each in passages if each.pk not in shown_for]


def live_grants(thing: Any) -> list[Grant]:
    """The grants of a thing that hold, as the reader sees them: none for who is no originator. One SQL query."""
    return list(Grant.objects.filter(thing=thing.pk, revoked_at__isnull=True).order_by("at"))


def exports_of(keys: Iterable[UUID]) -> list[ExportedPassage]:
    """The papers of other sides that hold these passages, for their originators. One SQL query."""
    return list(ExportedPassage.objects.filter(passage__in=list(keys)).order_by("-at"))


def openings_of(thing: Any) -> list[Opening]:
    """The sides that have opened a thing, for its originators, each once and since when, as far as the reader was told. One SQL
    query."""
    found: dict[str, Opening] = {}
    for each in Opening.objects.filter(thing=thing.pk).order_by("at", "side"):
        found.setdefault(each.side, each)
    return list(found.values())


def requests_of(thing: Any) -> list[ReleaseRequest]:
    """The requests for wider release of a thing that the reader sees, the newest first. One SQL query."""
    return list(ReleaseRequest.objects.filter(thing=thing.pk).select_related("asked_by").order_by("-asked_at"))


def request_for(user: Person, pk: Any) -> ReleaseRequest | None:
    """A request with its asker; None where it is not seen. One SQL query."""
    rows: Any = ReleaseRequest.objects.visible_to(user).select_related("asked_by")
    found: ReleaseRequest | None = rows.filter(pk=pk).first()
    return found
