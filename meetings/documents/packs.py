"""What happens to packs: asked for by a person, made by a timer, given out while they are still true."""

import logging
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.documents import rules, storing
from meetings.documents.binding import Cover, bind_pack
from meetings.documents.models import Document, Pack, Version
from meetings.documents.packing import Entry, Leaf, write_pack
from meetings.documents.states import NEXT, UNDER_WAY, Kind, Marking, PackForm, PackStatus, group_label
from meetings.rounds.models import Meeting
from meetings.rounds.telling import facts_of
from meetings.signals import pack_opening
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.leasing import MOST_ATTEMPTS, lease
from portal.core.locks import lock_key
from portal.core.people import Person, said_codes
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.core.texts import content_languages

log = logging.getLogger(__name__)
# How a form is written into a file, and the keys of what stands in it besides documents.
Written = tuple[Callable[[IO[bytes], Callable[[int], Any]], None], list[UUID]]
LIFE = timedelta(hours=24)
NOT_IN_PACKS = "TLP:RED is read in the portal only"


class PackNotReady(Refused):
    """Not made yet, failed or expired."""

    sentence = gettext_lazy("This pack is not there to download. Have a new one made on the meeting's page.")


class PackIsStale(Refused):
    """Something inside was withdrawn or is no longer released to this side."""

    sentence = gettext_lazy("Something in this pack was withdrawn or taken back since. Have a new pack made.")


@transaction.atomic
def request_pack(*, meeting: Meeting, actor: Person, now: datetime, form: str = PackForm.ZIP) -> Pack:
    """Ask for the meeting's pack as the actor's side reads it; while one of that form is under way, it is returned."""
    ensure(rules.can_pack(actor, meeting))
    lock_key(f"pack of {meeting.pk} for {actor.code}")
    under_way = Pack.objects.filter(meeting=meeting, delegation=actor.code, form=form, status__in=UNDER_WAY).first()
    if under_way:
        return under_way
    pack = Pack(meeting=meeting, delegation_id=actor.code, form=form, requested_by_id=actor.pk, requested_at=now)
    pack.releasable_to = pack.editable_by = [actor.code]
    pack.save(force_insert=True)
    record("meetings.pack.requested", pack, actor=actor)
    return pack


def make_packs(sides: list[Reader], *, now: datetime) -> int:
    """Make every pack that waits, whichever side asked, and remove those that ran out; returns how many were made.

    Safe to repeat and to run at once with another: each pack is leased, and a lease is taken over after 15 minutes.
    """
    made = 0
    for side in sides:
        _expire(side, now)
        rows = Pack.objects.select_related("requested_by__membership__delegation")
        while (pack := lease(rows, side, now=now)) is not None:
            made += _make(pack, pack.requested_by)
    return made


def require_current(pack: Pack, user: Person, now: datetime) -> None:
    """Refuse `PackNotReady` and `PackIsStale`. Two SQL queries; for a PDF one more, of what stands before the papers."""
    if pack.status != PackStatus.DONE or pack.expires_at is None or pack.expires_at <= now:
        raise PackNotReady
    standing = Document.objects.visible_to(user).filter(withdrawn_at__isnull=True).exclude(marking=Marking.RED)
    still = Version.objects.filter(pk__in=pack.contents, document__in=standing).count()
    if still != len(pack.contents):
        raise PackIsStale
    if pack.rows and not set(pack.rows) <= {row for leaf in _leaves_of(pack, user, now) for row in leaf.rows}:
        raise PackIsStale


def entries_of(meeting_id: UUID, user: Person) -> list[Entry]:
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
    kinds = Kind.values.index
    ordered = sorted(
        versions, key=lambda each: (kinds(each.document.kind), each.document.added_at, each.document_id, each.number)
    )
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
        document=document.pk,
        left_out=NOT_IN_PACKS if document.marking == Marking.RED else "",
    )


def _make(pack: Pack, person: Any) -> bool:
    """Make one leased pack as the person who asked may read; a person who left gets none."""
    side = Reader(pack.delegation_id)
    if not person.is_active or person.code != pack.delegation_id or pack.attempts > MOST_ATTEMPTS:
        _settle(pack, side, status=PackStatus.FAILED)
        return False
    key = ""
    try:
        with reading_as(person.reader, in_one_moment=True):
            entries = entries_of(pack.meeting_id, person)
            write, rows = _zip(entries) if pack.form == PackForm.ZIP else _book(pack, person, entries)
        files = [entry.version for entry in entries if entry.key and not entry.left_out]
        _note(pack, side, total=len(files))
        with tempfile.TemporaryFile(prefix="portal-pack-") as target:
            write(target, lambda count: _progress(pack, side, count, len(files)))
            size = target.tell()
            key = storing.keep(target)
        given = [entry.version for entry in entries if not entry.left_out]
        if _settle(pack, side, status=PackStatus.DONE, key=key, size=size, contents=given, rows=rows):
            return True
        storing.drop([key])
    except Exception:
        storing.drop([key] if key else [])
        _settle(pack, side, status=PackStatus.FAILED)
        log.exception("a pack could not be made")
    return False


def _zip(entries: list[Entry]) -> Written:
    names = dict(content_languages())
    return lambda target, progress: write_pack(target, entries, storing.fetch, languages=names, progress=progress), []


def _book(pack: Pack, person: Any, entries: list[Entry]) -> Written:
    """All that the PDF says, as its reader may read it now; binding it needs no database."""
    assert pack.started_at is not None
    meeting = Meeting.objects.visible_to(person).select_related("host").get(pk=pack.meeting_id)
    language = person.language
    with translation.override(language):
        opened = _leaves_of(pack, person, pack.started_at)
        leaves = [(leaf.title, leaf.printed()) for leaf in opened]
        given = [Marking.values.index(entry.marking) for entry in entries if not entry.left_out]
        marks = [f"TLP:{Marking.values[max(given)]}"] if given else []
        made = {"name": person.name, "day": times.long_day(pack.started_at), "clock": f"{pack.started_at:%H:%M}"}
        side = person.membership.delegation
        cover = Cover(
            title=str(meeting),
            facts=facts_of(meeting, language)[1:],
            whose=_("For %(name)s (%(code)s)") % {"name": side, "code": side.short},
            made=_("Asked for by %(name)s, made on %(day)s at %(clock)s UTC") % made,
            marking=" · ".join([*marks, _("Releasable to %(codes)s") % {"codes": said_codes([side.code])}]),
        )

    def write(target: IO[bytes], progress: Callable[[int], Any]) -> None:
        with translation.override(language):
            bind_pack(target, cover, leaves, entries, storing.fetch, progress=progress)

    return write, [row for leaf in opened for row in leaf.rows]


def _leaves_of(pack: Pack, user: Person, now: datetime) -> list[Leaf]:
    answers: list[tuple[Any, Any]] = pack_opening.send(Pack, meeting=pack.meeting, user=user, now=now)
    return [leaf for _receiver, leaf in answers]


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
        Pack.objects.filter(pk__in=keys).update(status=PackStatus.EXPIRED, key="", size=0, contents=[], rows=[])
    storing.drop(keys.values())
