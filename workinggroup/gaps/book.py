"""The register of gaps as a workbook of the reader's side, marked, numbered and noted as any paper that leaves."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.documents.states import Marking
from portal.audit.remembered import this_moment
from portal.core import times
from portal.core.office import SheetPage, spreadsheet
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.gaps import rules
from workinggroup.gaps.index import INDEX_OF, Entry, GapFilter
from workinggroup.gaps.models import Gap, Place
from workinggroup.gaps.saying import standing_of
from workinggroup.gaps.states import Level
from workinggroup.handling.models import banner
from workinggroup.handling.operations import next_number, note_register
from workinggroup.handling.rules import can_speak

WIDTHS = [16, 44, 44, 12, 26, 30, 14, 12, 40]


@transaction.atomic
def make_register(*, actor: Person, now: datetime, asked: GapFilter) -> tuple[bytes, str]:
    """The gaps that somebody's side reads and asks for as a workbook; returns the file and its name. What is marked TLP:RED
    stands in no paper, and what is marked TLP:AMBER+STRICT in those alone that its coordinators take."""
    ensure(rules.can_draft(actor))
    index = INDEX_OF(this_moment(), actor.code, now.date())
    entries = {each.key: each for each in index.counted(asked).views[asked.show]}
    rows = Gap.objects.visible_to(actor).in_bulk(list(entries))
    kept = [] if can_speak(actor) else [Marking.STRICT]
    shown = [rows[key] for key in entries if key in rows and rows[key].marking not in [Marking.RED, *kept]]
    number, when = next_number(actor), times.local(now, actor.zone)
    mark, readers = banner(shown)
    marked = f"TLP:{mark} · {_('Releasable to %(codes)s') % {'codes': ', '.join(readers or [actor.code])}}"
    water = f"{actor.code} · {actor.name} · {when:%Y-%m-%d %H:%M} · {_('export')} {number}"
    places = {code: str(place) for code, place in Place.objects.in_bulk().items()}
    lines = [_heads(), *(_line(gap, entries[gap.pk], places) for gap in shown), [water]]
    page = SheetPage(_("Security gaps")[:31], [marked], lines, WIDTHS)
    content = spreadsheet([page], marking=marked)
    note_register(kind="gap", actor=actor, now=now, number=number, form="xlsx", content=content)
    return content, f"GAP-{actor.code}-{when:%Y-%m-%d}.xlsx"


def _heads() -> list[str]:
    titles = [f"{_('Title')} ({code.upper()})" for code in settings.CONTENT_LANGUAGES]
    return [_("Ref."), *titles, _("Level"), _("Mark"), _("Place"), _("Mended by"), _("Raised by"), _("State")]


def _line(gap: Gap, entry: Entry, places: dict[str, str]) -> Sequence[str]:
    level = str(Level(entry.level).label) if entry.level else ""
    state = f"{gap.get_status_display()}: {standing_of(gap, has_measure=entry.has_measure).words}"
    titles = [gap.title.get(code, "") for code in settings.CONTENT_LANGUAGES]
    mark = f"TLP:{gap.marking} · {', '.join(gap.releasable_to)}"
    place = places.get(gap.place_id or "", "")
    return [gap.reference, *titles, level, mark, place, ", ".join(gap.owners), gap.raised_by_id, state]
