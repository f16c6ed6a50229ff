"""What happens to packs: asked for by a person, made by whoever rings, given out while they are still true."""

import logging
import tempfile
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.documents import rules, storing
from meetings.documents.models import Document, Pack, Version
from meetings.documents.packing import Entry, write_pack
from meetings.documents.states import NEXT, UNDER_WAY, Marking, PackStatus, group_label
from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as

log = logging.getLogger(__name__)
LIFE = timedelta(hours=24)
STALLED = timedelta(minutes=15)
MOST_ATTEMPTS = 3
NOT_IN_PACKS = "TLP:RED is read in the portal only"


class PackNotReady(Refused):
    """Not made yet, failed or expired."""

    sentence = _("This pack is not there to download. Have a new one made on the meeting's page.")


class PackIsStale(Refused):
    """Something inside was withdrawn or is no longer released to this side."""

    sentence = _("A document in this pack was withdrawn or taken back since. Have a new pack made.")


@transaction.atomic
def request_pack(*, meeting: Meeting, actor: Any, now: datetime) -> Pack:
    """Ask for the meeting's pack as the actor's side reads it; while one is under way, that one is returned."""
    ensure(rules.can_pack(actor, meeting))
    lock_key(f"pack of {meeting.pk} for {actor.code}")
    under_way = Pack.objects.filter(meeting=meeting, delegation=actor.code, status__in=UNDER_WAY).first()
    if under_way:
        return under_way
    pack = Pack(meeting=meeting, delegation_id=actor.code, requested_by=actor, requested_at=now)
    pack.releasable_to = pack.editable_by = [actor.code]
    pack.save(force_insert=True)
    record("meetings.pack.requested", pack, actor=actor, releasable_to=pack.releasable_to)
    return pack


def make_packs(sides: list[Reader], *, now: datetime) -> int:
    """Make every pack that waits, whichever side asked, and remove those that ran out; returns how many were made.

    Safe to repeat and to run at once with another: each pack is leased, and a lease is taken over after 15 minutes.
    """
    made = 0
    for side in sides:
        _expire(side, now)
        while (leased := _lease(side, now)) is not None:
            made += _make(*leased)
    return made


def require_current(pack: Pack, user: Any, now: datetime) -> None:
    """Refuse `PackNotReady` and `PackIsStale`. Two SQL queries."""
    if pack.status != PackStatus.DONE or pack.expires_at is None or pack.expires_at <= now:
        raise PackNotReady
    standing = Document.objects.visible_to(user).filter(withdrawn_at__isnull=True).exclude(marking=Marking.RED)
    still = Version.objects.filter(pk__in=pack.contents, document__in=standing).count()
    if still != len(pack.contents):
        raise PackIsStale


def entries_of(meeting_id: UUID, user: Any) -> list[Entry]:
    """The latest version in each language of each document that stands and that the user may see. One SQL query.

    TLP:RED is named, if at all to this reader, and left out.
    """
    versions = (
        Version.objects.filter(document__meeting=meeting_id, document__withdrawn_at__isnull=True)
        .filter(document__releasable_to__contains=[user.code])
        .select_related("document")
        .order_by("document_id", "language", "-number")
        .distinct("document_id", "language")
    )
    ordered = sorted(versions, key=lambda each: (each.document.kind, each.document.added_at, each.number))
    return [_entry(version) for version in ordered]


def _entry(version: Version) -> Entry:
    document = version.document
    return Entry(
        version=version.pk,
        title=document.title,
        kind=document.kind,
        marking=document.marking,
        label=group_label(document.marking),
        releasable_to=document.releasable_to,
        delegation=document.delegation_id,
        language=version.language,
        number=version.number,
        at=version.at,
        key=version.key,
        name=version.name,
        size=version.size,
        sha256=version.sha256,
        content_type=version.content_type,
        url=version.url,
        left_out=NOT_IN_PACKS if document.marking == Marking.RED else "",
    )


def _lease(side: Reader, now: datetime) -> tuple[Pack, Any] | None:
    """Take the oldest pack that waits or whose maker died; (pack, person who asked), or None."""
    with reading_as(side):
        waiting = Q(status=PackStatus.QUEUED) | Q(status=PackStatus.WORKING, started_at__lt=now - STALLED)
        rows = Pack.objects.select_for_update(skip_locked=True, of=("self",)).filter(waiting)
        rows = rows.select_related("requested_by__membership__delegation").order_by("requested_at")
        pack: Pack | None = rows.first()
        if pack is None:
            return None
        assert PackStatus.WORKING in NEXT[PackStatus(pack.status)]
        pack.status, pack.started_at, pack.attempts, pack.done = PackStatus.WORKING, now, pack.attempts + 1, 0
        pack.save(update_fields=["status", "started_at", "attempts", "done"])
        return pack, pack.requested_by


def _make(pack: Pack, person: Any) -> bool:
    """Make one leased pack as the person who asked may read; a person who left gets none."""
    side = Reader(pack.delegation_id)
    if not person.is_active or person.code != pack.delegation_id or pack.attempts > MOST_ATTEMPTS:
        _settle(pack, side, status=PackStatus.FAILED)
        return False
    key = ""
    try:
        with reading_as(person.reader):
            entries = entries_of(pack.meeting_id, person)
        files = [entry.version for entry in entries if entry.key and not entry.left_out]
        _note(pack, side, total=len(files))
        with tempfile.TemporaryFile(prefix="portal-pack-") as target:
            write_pack(target, entries, storing.fetch, progress=lambda count: _progress(pack, side, count, len(files)))
            size = target.tell()
            key = storing.keep(target)
        given = [entry.version for entry in entries if not entry.left_out]
        if _settle(pack, side, status=PackStatus.DONE, key=key, size=size, contents=given):
            return True
        storing.drop([key])
    except Exception:
        storing.drop([key] if key else [])
        _settle(pack, side, status=PackStatus.FAILED)
        log.exception("a pack could not be made")
    return False


def _progress(pack: Pack, side: Reader, count: int, total: int) -> None:
    """About twenty notes for a pack of any size."""
    if count == total or count % max(1, total // 20) == 0:
        _note(pack, side, done=count)


def _note(pack: Pack, side: Reader, **facts: Any) -> None:
    with reading_as(side):
        Pack.objects.filter(pk=pack.pk, attempts=pack.attempts).update(**facts)


def _settle(pack: Pack, side: Reader, *, status: str, **facts: Any) -> bool:
    """End a pack, unless another has taken it over meanwhile."""
    assert status in NEXT[PackStatus.WORKING]
    ends = timezone.now() + LIFE if status == PackStatus.DONE else None
    with reading_as(side):
        mine = Pack.objects.filter(pk=pack.pk, attempts=pack.attempts, status=PackStatus.WORKING)
        return mine.update(status=status, expires_at=ends, **facts) == 1


def _expire(side: Reader, now: datetime) -> None:
    with reading_as(side):
        over = Pack.objects.select_for_update(skip_locked=True).filter(status=PackStatus.DONE, expires_at__lte=now)
        keys = dict(over.values_list("pk", "key"))
        Pack.objects.filter(pk__in=keys).update(status=PackStatus.EXPIRED, key="", size=0, contents=[])
    storing.drop(keys.values())
