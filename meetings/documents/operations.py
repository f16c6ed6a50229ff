"""What happens to documents."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.documents import rules, storing
from meetings.documents.models import Document, Version
from meetings.documents.queries import thing_about
from meetings.documents.states import Marking
from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen


class NothingToAdd(Refused):
    """A document is at least one file or one link."""

    sentence = _("Choose a file or give a link.")
    field = "file_en"


class NotSecure(Refused):
    """Links lead to https addresses."""

    sentence = _("%(url)s is not taken: a link begins with https://.")
    field = "link"


class ReadersBeyondMeeting(Refused):
    """Nobody reads a document who may not see its meeting."""

    sentence = _("%(codes)s cannot see this meeting, so the document cannot be released there.")
    field = "readers"


class IsWithdrawn(Refused):
    """A withdrawn document stays listed; nothing more happens to it."""

    sentence = _("“%(title)s” was withdrawn; its files are no longer given out.")


class NotOfThisMeeting(Refused):
    """The agenda item, paragraph or action item belongs to another meeting, or cannot be seen."""

    sentence = _("That item does not belong to this meeting.")


@dataclass(frozen=True)
class Source:
    """What somebody brings for one language: a file in pieces with its name, or a link."""

    language: str
    name: str = ""
    chunks: Iterable[bytes] = ()
    url: str = ""


@contextmanager
def _files(sources: Sequence[Source]) -> Iterator[list[tuple[Source, storing.Stored | None]]]:
    """The sources with their files checked and kept; when the block fails, the files are removed again."""
    kept: list[tuple[Source, storing.Stored | None]] = []
    try:
        for source in sources:
            if source.url and not source.url.startswith("https://"):
                raise NotSecure(url=source.url)
            kept.append((source, None if source.url else storing.take_in(source.chunks, source.name)))
        with transaction.atomic():
            yield kept
    except BaseException:
        storing.drop(stored.key for _source, stored in kept if stored)
        raise


def add_document(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    kind: str,
    marking: str,
    readers: Sequence[str],
    sources: Sequence[Source],
    about: tuple[str, uuid.UUID] | None = None,
) -> Document:
    """Add a document with its first versions, at most one for each language.

    Readable by the actor's side and by `readers`, who must be readers of the meeting. Refuses `NothingToAdd`, `NotSecure`,
    `ReadersBeyondMeeting`, `NotOfThisMeeting`, and what `storing.take_in` refuses.
    """
    ensure(rules.can_add(actor, meeting))
    if not sources:
        raise NothingToAdd
    codes = _readers(meeting, actor.code, readers)
    _require_about(about, meeting, actor)
    with _files(sources) as files:
        document = Document(meeting=meeting, delegation_id=actor.code, title=dict(title))
        document.about_kind, document.about_id = about or ("", None)
        document.kind, document.marking = kind, marking
        document.added_by_id, document.added_at = actor.pk, now
        document.releasable_to, document.editable_by = codes, [actor.code]
        document.save(force_insert=True)
        for number, (source, stored) in enumerate(files, 1):
            _add(document, number, source, stored, actor, now)
        _record("added", document, actor, marking=marking, languages=[source.language for source in sources])
    return document


def revise_document(*, document: Document, actor: Person, now: datetime, source: Source) -> Version:
    """Add a further version in one language. Refuses `IsWithdrawn`, `NotSecure`, and what `storing.take_in` refuses."""
    ensure(rules.can_revise(actor, document))
    _require_standing(document)
    with _files([source]) as files:
        document = _lock(document)
        ensure(rules.can_revise(actor, document))
        _require_standing(document)
        last = Version.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
        version = _add(document, last + 1, *files[0], actor, now)
        _record("revised", document, actor, version=version.number, language=version.language)
    return version


@transaction.atomic
def mark_document(
    *, document: Document, actor: Person, now: datetime, marking: str, readers: Sequence[str], seen: str | None = None
) -> Document:
    """Change a document's mark and who may read it, with all of its versions.

    Packs that hold it and whose side reads it no longer are not given out any more. `seen` is the digest of both as the form
    was opened with. Refuses `IsWithdrawn`, `ChangedMeanwhile`, `ReadersBeyondMeeting`.
    """
    document = _lock(document)
    ensure(rules.can_manage(actor, document))
    _require_standing(document)
    before = {"marking": document.marking, "readers": document.releasable_to}
    require_seen(seen, before)
    document.releasable_to = _readers(document.meeting, document.delegation_id, readers)
    document.marking = Marking(marking)
    document.save(update_fields=["marking", "releasable_to"])
    _record("marked", document, actor, before=before, marking=marking, readers=document.releasable_to)
    return document


@transaction.atomic
def withdraw_document(*, document: Document, actor: Person, now: datetime, reason: str) -> Document:
    """Take a document back: it stays listed with the reason, its files are given to nobody. Refuses `IsWithdrawn`."""
    document = _lock(document)
    ensure(rules.can_manage(actor, document))
    _require_standing(document)
    document.withdrawn_at, document.withdrawn_by, document.withdrawn_why = now, actor.name, reason
    document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    _record("withdrawn", document, actor, reason=reason)
    return document


def _add(
    document: Document, number: int, source: Source, stored: storing.Stored | None, actor: Person, now: datetime
) -> Version:
    version = Version(document=document, number=number, language=source.language, author_name=actor.name, at=now)
    if stored:
        version.key, version.name, version.size = stored.key, stored.name, stored.size
        version.sha256, version.content_type = stored.sha256, stored.content_type
    else:
        version.url = source.url
    # Its document says who reads it; guests who are invited later must find it releasable.
    version.releasable_to = [*document.meeting.parties, document.meeting.guests]
    version.editable_by = document.editable_by
    version.save(force_insert=True)
    return version


def _readers(meeting: Meeting, side: str, chosen: Sequence[str]) -> list[str]:
    """The chosen codes and the own side, in the meeting's order."""
    if beyond := set(chosen) - set(meeting.audience):
        raise ReadersBeyondMeeting(codes=", ".join(sorted(beyond)))
    return [code for code in meeting.audience if code in {*chosen, side}]


def _require_about(about: tuple[str, uuid.UUID] | None, meeting: Meeting, actor: Person) -> None:
    if about and not thing_about(meeting, *about, actor):
        raise NotOfThisMeeting


def _require_standing(document: Document) -> None:
    if document.is_withdrawn:
        raise IsWithdrawn(title=document)


def _lock(document: Document) -> Document:
    rows = Document.objects.select_for_update(of=("self",)).select_related("meeting")
    found: Document | None = rows.filter(pk=document.pk).first()
    # Another side's document cannot even be locked: the wall lets nobody else change it.
    ensure(found is not None)
    assert found
    return found


def _record(verb: str, document: Document, actor: Person, **detail: Any) -> None:
    record(
        f"meetings.document.{verb}",
        document,
        actor=actor,
        **detail,
    )
