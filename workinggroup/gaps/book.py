"""The register of gaps as a workbook of the reader's side, marked, numbered and noted as any paper that leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
from workinggroup.gaps.index import INDEX_OF, GapFilter
from workinggroup.gaps.models import Gap, Place, reference_of
from workinggroup.gaps.saying import standing_of
from workinggroup.gaps.states import Level, Status
from workinggroup.handling.models import banner
from workinggroup.handling.operations import next_number, note_register
from workinggroup.handling.papers import banner_words, watermark_words
from workinggroup.handling.rules import can_speak

WIDTHS = [16, 32, 32, 10, 26, 24, 12, 14, 34]
# What a line says. Of thousands it is read as plain rows: to make gaps of them takes longer than to write the file.
READ = [
    *("title", "marking", "releasable_to", "owners", "ever_owners", "done_by", "raised_by_id", "number", "place_id"),
    *("status", "due_on", "verified_by"),
]


@transaction.atomic
def make_register(*, actor: Person, now: datetime, asked: GapFilter) -> tuple[bytes, str]:
    """The gaps that somebody's side reads and asks for as a workbook; returns the file and its name. What is marked TLP:RED
    stands in no paper, and what is marked TLP:AMBER+STRICT in those alone that its coordinators take."""
    ensure(rules.can_draft(actor))
    index = INDEX_OF(this_moment(), actor.code, now.date())
    entries = {each.key: each for each in index.counted(asked).views[asked.show]}
    there = Gap.objects.visible_to(actor).filter(pk__in=list(entries))
    rows = {each.pk: each for each in there.values_list("pk", *READ, named=True)}
    kept = [] if can_speak(actor) else [Marking.STRICT]
    shown = [rows[key] for key in entries if key in rows and rows[key].marking not in [Marking.RED, *kept]]
    number = next_number(actor)
    mark, readers = banner(shown)
    marked = banner_words(mark, readers or [actor.code])
    water = watermark_words(actor, now, number, [actor.code])
    places = {code: str(place) for code, place in Place.objects.in_bulk().items()}
    # Looked up once, not once a line.
    states, levels = ({key: str(label) for key, label in each.choices} for each in (Status, Level))

    def line(gap: Any) -> Sequence[str]:
        entry = entries[gap.pk]
        state = f"{states[gap.status]}: {standing_of(gap, has_measure=entry.has_measure).words}"
        titles = [gap.title.get(code, "") for code in settings.CONTENT_LANGUAGES]
        said = [levels.get(entry.level, ""), f"TLP:{gap.marking} · {', '.join(gap.releasable_to)}"]
        owners, place = ", ".join(gap.owners), places.get(gap.place_id, "")
        return [reference_of(gap.raised_by_id, gap.number), *titles, *said, place, owners, gap.raised_by_id, state]

    lines = [_heads(), *map(line, shown), [water]]
    title = _("Security gaps")
    page = SheetPage(title[:31], [marked], lines, WIDTHS, headed=1)
    content = spreadsheet([page], marking=marked, footer=f"{marked} · {water}", title=title, at=now)
    note_register(kind="gap", actor=actor, now=now, number=number, form="xlsx", content=content)
    return content, f"GAP-{actor.code}-{times.local(now, actor.zone):%Y-%m-%d}.xlsx"


def _heads() -> list[str]:
    titles = [f"{_('Title')} ({code.upper()})" for code in settings.CONTENT_LANGUAGES]
    return [_("Ref."), *titles, _("Level"), _("Mark"), _("Place"), _("Mended by"), _("Raised by"), _("State")]
