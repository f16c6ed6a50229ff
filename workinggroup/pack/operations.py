"""What happens to follow-up packs: asked for by a person, made by a timer, given out while their side may read them."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Item
from meetings.documents import storing
from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.leasing import MOST_ATTEMPTS, lease
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from workinggroup.actionitems.models import ActionItem
from workinggroup.commitments.models import Commitment
from workinggroup.pack import notices, rules
from workinggroup.pack.contents import Contents, canonical, hash_of
from workinggroup.pack.gathering import is_still_read
from workinggroup.pack.models import FollowUpPack, PackPaper
from workinggroup.pack.papers import as_docx, as_pdf
from workinggroup.pack.queries import Gathered, gather
from workinggroup.pack.saying import say, volumes_of
from workinggroup.pack.states import NEXT, UNDER_WAY, Form, Status
from workinggroup.progress.models import ReportingRound

log = logging.getLogger(__name__)
WRITERS = {Form.PDF: as_pdf, Form.DOCX: as_docx}


class MeetingIsOver(Refused):
    """A pack prepares a meeting to come."""

    sentence = _("%(meeting)s is not to come. A follow-up pack prepares a meeting.")


class PackIsNotMade(Refused):
    """Papers are given out when all of them are there."""

    sentence = _("This pack is not made yet.")


class PackIsTakenBack(Refused):
    """Something in it is no longer released to this side."""

    sentence = _("Something in this pack is no longer released to your side. Have a new pack made.")


@dataclass(frozen=True)
class Written:
    """A paper that is kept under `key` and that no row names yet."""

    form: str
    language: str
    volume: int
    key: str
    size: int
    sha256: str


@transaction.atomic
def request_pack(*, asked: ReportingRound, actor: Person, now: datetime) -> FollowUpPack:
    """Ask for the pack of a round as the actor's side sees it; while one is under way, it is returned.

    Refuses `MeetingIsOver`.
    """
    lock_key(f"follow-up pack of {asked.pk} for {actor.code}")
    ensure(rules.can_make(actor, asked))
    if not asked.meeting.is_coming:
        raise MeetingIsOver(meeting=asked.meeting)
    rows = FollowUpPack.objects.filter(round=asked, delegation=actor.code, status__in=UNDER_WAY)
    under_way: FollowUpPack | None = rows.first()
    if under_way:
        return under_way
    pack = FollowUpPack(round=asked, delegation_id=actor.code, requested_by_id=actor.pk, requested_at=now)
    pack.requested_by_name = actor.name
    pack.releasable_to = pack.editable_by = [actor.code]
    pack.save(force_insert=True)
    record("workinggroup.pack.requested", pack, actor=actor)
    return pack


def make_follow_up_packs(sides: list[Reader], *, now: datetime) -> int:
    """Make every pack that waits, whichever side asked; returns how many were made.

    Safe to repeat and to run at once with another: each pack is leased, and a lease is taken over after 15 minutes. A pack and
    all of its papers appear in one transaction; files that a crash leaves behind belong to no row and are swept.
    """
    made = 0
    for side in sides:
        rows = FollowUpPack.objects.select_related("requested_by__membership__delegation")
        while (pack := lease(rows, side, now=now)) is not None:
            made += _make(pack, pack.requested_by, now=now)
    return made


def require_current(pack: FollowUpPack, user: Person) -> None:
    """Refuse `PackIsNotMade` and `PackIsTakenBack`. Six SQL queries at most."""
    if not pack.is_done:
        raise PackIsNotMade
    for model, keys in ((Commitment, pack.contents), (ActionItem, pack.items), (Item, pack.rows)):
        if keys and model.objects.visible_to(user).filter(pk__in=keys).count() != len(keys):
            raise PackIsTakenBack
    if not is_still_read(pack.cell, user):
        raise PackIsTakenBack


def note_download(*, paper: PackPaper, actor: Person) -> None:
    """Write into the side's own trail who took which paper of a pack out."""
    facts: dict[str, Any] = {
        "form": paper.form,
        "language": paper.language,
        "volume": paper.volume,
        "sha256": paper.sha256,
    }
    record("workinggroup.pack.taken_out", paper.pack, actor=actor, **facts)


def _make(pack: FollowUpPack, person: Any, *, now: datetime) -> bool:
    """Make one leased pack as the person who asked may read; a person who left gets none."""
    if not _is_of_side(person, pack) or pack.attempts > MOST_ATTEMPTS:
        _fail(pack, person, now)
        return False
    kept: list[Written] = []
    try:
        with reading_as(person.reader, in_one_moment=True):
            rows = ReportingRound.objects.visible_to(person).select_related("meeting__host")
            asked = rows.get(pk=pack.round_id)
            gathered = gather(asked, person, now=now)
        facts = canonical(gathered.contents)
        for paper in _papers(gathered.contents, asked.meeting, facts, pack):
            kept.append(paper)
            _note(pack, done=len(kept))
        if _settle(pack, person, gathered, hash_of(facts), kept, now):
            return True
    except Exception:
        _fail(pack, person, now)
        log.exception("a follow-up pack could not be made")
    storing.drop(paper.key for paper in kept)
    return False


def _papers(contents: Contents, meeting: Meeting, facts: bytes, pack: FollowUpPack) -> Iterator[Written]:
    """Every paper of a pack, each kept as it is written. No SQL query of its own but notes of how far it is."""
    languages = list(settings.CONTENT_LANGUAGES)
    _note(pack, total=len(languages) * len(volumes_of(contents)) * len(WRITERS) + 1)
    yield _kept(Form.JSON, "", 1, facts)
    for language in languages:
        for book in say(contents, meeting, language=language, sha256=hash_of(facts)):
            for form, write in WRITERS.items():
                yield _kept(form, language, book.volume, write(book))


def _kept(form: Form, language: str, volume: int, content: bytes) -> Written:
    return Written(form.value, language, volume, storing.keep(BytesIO(content)), len(content), hash_of(content))


def _note(pack: FollowUpPack, **facts: Any) -> None:
    with reading_as(Reader(pack.delegation_id)):
        _mine(pack).update(**facts)


def _mine(pack: FollowUpPack) -> Any:
    """The row, as long as nobody else has taken the pack over."""
    return FollowUpPack.objects.filter(pk=pack.pk, attempts=pack.attempts, status=Status.WORKING)


def _is_of_side(person: Any, pack: FollowUpPack) -> bool:
    return bool(person.is_active and person.code == pack.delegation_id)


def _fail(pack: FollowUpPack, person: Any, now: datetime) -> None:
    """End a pack without papers, unless another has taken it over meanwhile; who asked is told, if still of the side."""
    assert Status.FAILED in NEXT[Status.WORKING]
    is_there = _is_of_side(person, pack)
    with reading_as(person.reader if is_there else Reader(pack.delegation_id)):
        if _mine(pack).update(status=Status.FAILED) and is_there:
            record("workinggroup.pack.failed", pack, actor=person)
            notices.tell_ended(pack, person, is_made=False, now=now)


def _settle(
    pack: FollowUpPack, person: Any, gathered: Gathered, sha256: str, papers: list[Written], now: datetime
) -> bool:
    """End a pack with all of its papers, unless another has taken it over meanwhile."""
    contents = gathered.contents
    counts = {"matters": len(contents.matters), "sheets": len(contents.sheets), "decisions": len(contents.decisions)}
    with reading_as(person.reader):
        marks = {"releasable_to": pack.releasable_to, "editable_by": pack.editable_by}
        if not _mine(pack).select_for_update().first():
            return False
        PackPaper.objects.bulk_create(
            PackPaper(
                pack=pack,
                form=each.form,
                language=each.language,
                volume=each.volume,
                key=each.key,
                size=each.size,
                sha256=each.sha256,
                **marks,
            )
            for each in papers
        )
        keys = [each.key for each in contents.matters]
        _mine(pack).update(
            status=Status.DONE,
            made_at=now,
            sha256=sha256,
            contents=keys,
            items=gathered.items,
            rows=gathered.rows,
            cell=contents.cell.keys,
            counts=counts,
        )
        record("workinggroup.pack.made", pack, actor=person, sha256=sha256)
        notices.tell_ended(pack, person, is_made=True, now=now)
    return True
