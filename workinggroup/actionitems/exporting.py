"""A list of action items as a file, as it is shown: a spreadsheet, plain values, or a paper."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from meetings.documents.names import inert
from portal.core import times
from portal.core.office import SheetPage, spreadsheet
from portal.core.people import Person
from portal.core.printing import printed
from portal.people.models import User
from workinggroup.actionitems.choices import statements_with_items
from workinggroup.actionitems.filtering import NOBODY, ItemFilter
from workinggroup.actionitems.lines import ItemLine
from workinggroup.actionitems.states import Priority, ProgressRating, Status

SHOWN = {
    "ours": gettext_lazy("Ours"),
    "mine": gettext_lazy("Mine"),
    "late": gettext_lazy("Late"),
    "unowned": gettext_lazy("No owner"),
    "done": gettext_lazy("Done"),
    "dropped": pgettext_lazy("action items", "Dropped"),
}
# The heads of the columns beside reference and title, in the order in which a list shows them.
HEADS = {
    "lead": gettext_lazy("Lead"),
    "owner": gettext_lazy("Owner"),
    "due": gettext_lazy("Due"),
    "before": gettext_lazy("Before ministerial"),
    "status": gettext_lazy("Status"),
    "priority": gettext_lazy("Priority"),
    "commitment": gettext_lazy("Commitment"),
    "agenda": gettext_lazy("Agenda item"),
    "reports": gettext_lazy("Last reports"),
}
# A file has all of them but the reports and the days before the ministerial, unless somebody chose.
IN_FILE = ("lead", "owner", "due", "status", "priority", "commitment", "agenda")
WIDTHS = {
    "lead": 12,
    "owner": 26,
    "due": 12,
    "before": 18,
    "status": 14,
    "priority": 10,
    "commitment": 16,
    "agenda": 40,
    "reports": 30,
}


def as_xlsx(lines: Sequence[ItemLine], columns: str = "", *, marking: str) -> bytes:
    """With the chosen columns, parted by dots, else with all that a file has."""
    shown = _columns(columns)
    widths = (16, 60, *(WIDTHS[name] for name in shown))
    rows = [_row(line, shown) for line in lines]
    page = SheetPage(pgettext("name of a sheet", "Action items"), _heads(shown), rows, widths)
    return spreadsheet([page], marking=marking)


def as_csv(lines: Sequence[ItemLine], columns: str = "") -> bytes:
    """The same with a mark of its encoding, by which spreadsheets read it; no cell is read as a formula."""
    written, shown = io.StringIO(), _columns(columns)
    writer = csv.writer(written)
    writer.writerow(_heads(shown))
    writer.writerows([inert(cell) for cell in _row(line, shown)] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def as_pdf(lines: Sequence[ItemLine], *, asked: str, today: date, marking: str, is_cut: bool) -> bytes:
    """A4 across, with what was asked for under the title, and in which order it stands; `is_cut` says that there is more."""
    rows = [
        {
            "reference": line.reference,
            "title": line.title,
            "beside": " · ".join(_beside(line)),
            "side": line.side,
            "owner": line.owner or _("nobody yet"),
            "due": times.short_day(line.due),
            "is_late": line.is_late,
            "status": str(Status(line.status).label),
            "priority": str(Priority(line.priority).label),
        }
        for line in lines
    ]
    heads = [_("Ref."), _("Action item"), _("Lead"), _("Owner"), _("Due"), _("Status"), _("Priority")]
    data = {
        "asked": asked,
        "as_of": _("As of %(day)s") % {"day": times.long_day(today)},
        "heads": heads,
        "rows": rows,
        "late": pgettext("action items", "late"),
        "nothing": _("No action item is in this view."),
        "more": _("There are more; these are the most urgent.") if is_cut else "",
    }
    return printed("action_items", data, title=_("Action items"), marking=marking)


def words_of(asked: ItemFilter, user: Person) -> str:
    """What a filter asks for, as people read it; "" for all that is open. One SQL query where an owner or a statement is
    named."""
    said = [
        str(SHOWN[asked.show]) if asked.show != "all" else "",
        asked.lead,
        str(Status(asked.state).label) if asked.state else "",
        _("nobody yet") if asked.owner == NOBODY else _owner_named(asked.owner),
        str(Priority(int(asked.priority)).label) if asked.priority else "",
        dict(statements_with_items(user)).get(asked.statement, "") if asked.statement else "",
        f"“{asked.words}”" if asked.words else "",
    ]
    return " · ".join(filter(None, said))


def _owner_named(key: str) -> str:
    return User.objects.filter(pk=key).values_list("name", flat=True).first() or "" if key else ""


def _beside(line: ItemLine) -> list[str]:
    said = [line.agenda or line.commitment]
    if line.steps:
        said.append(_("%(done)s of %(all)s steps") % {"done": line.steps_done, "all": line.steps})
    if line.waits_for:
        said.append(f"{_('Waits for')} {', '.join(line.waits_for)}")
    if line.too_long:
        words = ngettext("%(days)s working day short", "%(days)s working days short", line.too_long)
        said.append(words % {"days": line.too_long})
    return said


def name_of_file(today: date, ending: str) -> str:
    return f"action-items-{today:%Y-%m-%d}.{ending}"


def _columns(said: str) -> Sequence[str]:
    return said.split(".") if said else IN_FILE


def _heads(columns: Sequence[str]) -> list[str]:
    return [_("Ref."), _("Action item"), *(str(HEADS[name]) for name in columns)]


def _row(line: ItemLine, columns: Sequence[str]) -> list[str]:
    said = {
        "lead": line.side,
        "owner": line.owner,
        "due": line.due.isoformat(),
        "before": line.days_before,
        "status": str(Status(line.status).label),
        "priority": str(Priority(line.priority).label),
        "commitment": line.commitment,
        "agenda": line.agenda,
        "reports": ", ".join(str(ProgressRating(each).label) for each in line.reports),
    }
    return [line.reference, line.title, *(said[name] for name in columns)]
