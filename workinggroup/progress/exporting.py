"""A scorecard as a file, as it is shown: a spreadsheet, or plain values."""

import csv
import io
from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.documents.names import inert
from portal.core.office import SheetPage, spreadsheet
from workinggroup.progress.scorecard import CardLine, Scorecard
from workinggroup.progress.states import Completion
from workinggroup.progress.trend import Trend


def as_xlsx(card: Scorecard, lines: Sequence[CardLine], *, marking: str) -> bytes:
    heads = _heads(card)
    widths = [16, 60, 8, 14, *[16] * len(card.sides), 18, 50, 50]
    page = SheetPage(pgettext("name of a sheet", "Scorecard"), heads, [_row(line) for line in lines], widths)
    return spreadsheet([page], marking=marking)


def as_csv(card: Scorecard, lines: Sequence[CardLine]) -> bytes:
    """With a mark of its encoding, by which spreadsheets read it; no cell is read as a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([inert(head) for head in _heads(card)])
    writer.writerows([inert(cell) for cell in _row(line)] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def trend_as_csv(trend: Trend) -> bytes:
    """How the commitments of each round stood, in all and by theme or lead: a row for each, with a mark of the encoding."""
    written = io.StringIO()
    writer = csv.writer(written)
    group = _("Theme") if trend.chosen == "theme" else _("Lead")
    kinds = [
        pgettext("trend", "settled"), pgettext("trend", "agreed, not complete"), pgettext("trend", "the lead’s word alone"),
        pgettext("trend", "views differ"), pgettext("trend", "nothing said"),
    ]  # fmt: skip
    heads = (_("Before the meeting"), _("Meets on"), group, pgettext("trend", "all"), *kinds)
    writer.writerow([inert(capfirst(head)) for head in heads])
    for place, line in enumerate(trend.rounds):
        stood = [(_("All commitments"), line.stood), *((each.name or "–", each.stood[place]) for each in trend.groups)]
        for name, numbers in stood:
            counts = [number for _name, number in numbers.parts]
            writer.writerow([inert(line.meeting), inert(line.day), inert(name), numbers.all, *counts])
    return written.getvalue().encode("utf-8-sig")


def _heads(card: Scorecard) -> list[str]:
    says = [_("%(side)s says") % {"side": side} for side in card.sides]
    return [
        _("Ref."), _("Commitment"), _("Lead"), _("Due"), *says, _("Jointly agreed"), _("Standing"),
        _("Why it will miss the meeting"),
    ]  # fmt: skip


def _row(line: CardLine) -> list[str]:
    said = [_label(completion) for _side, completion in line.says]
    due = line.due_on.isoformat() if line.due_on else ""
    return [line.reference, line.words, line.lead, due, *said, _label(line.agreed), line.standing, line.misses]


def _label(completion: str) -> str:
    return str(Completion(completion).label) if completion else ""
