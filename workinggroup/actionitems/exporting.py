"""A list of action items as a file, as it is shown: a spreadsheet, or plain values."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.core.office import SheetPage, spreadsheet
from workinggroup.actionitems.queries import ItemLine
from workinggroup.actionitems.states import Priority, Status

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (16, 60, 12, 26, 12, 14, 10, 16)


def as_xlsx(lines: Sequence[ItemLine], *, marking: str) -> bytes:
    page = SheetPage(pgettext("name of a sheet", "Action items"), _heads(), [_row(line) for line in lines], WIDTHS)
    return spreadsheet([page], marking=marking)


def as_csv(lines: Sequence[ItemLine]) -> bytes:
    """With a mark of its encoding, by which spreadsheets read it; no cell is read as a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_heads())
    writer.writerows([_safe(cell) for cell in _row(line)] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def name_of_file(today: date, ending: str) -> str:
    return f"action-items-{today:%Y-%m-%d}.{ending}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _heads() -> list[str]:
    return [
        _("Ref."), _("Action item"), _("Lead"), _("Owner"), _("Due"), _("Status"), _("Priority"), _("Commitment"),
    ]  # fmt: skip


def _row(line: ItemLine) -> list[str]:
    status, priority = str(Status(line.status).label), str(Priority(line.priority).label)
    return [
        line.reference, line.title, line.side, line.owner, line.due.isoformat(), status, priority, line.commitment,
    ]  # fmt: skip
