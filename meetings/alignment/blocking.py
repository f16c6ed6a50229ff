"""What stands between a text and its final form: a checklist in which each line leads to where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.alignment.queries import alignment_blockers
from meetings.concordance.queries import findings_of
from meetings.negotiation.queries.proposed import NewRow
from meetings.negotiation.queries.rows import TableRow
from meetings.negotiation.queries.table import table_of
from meetings.negotiation.states import SETTLED, Agreement
from meetings.promises.queries import PromiseLine, lacking, promises_of
from meetings.statements.blocking import Blocker
from meetings.statements.models import Statement
from meetings.statements.present import PresentText, label_of, marked_label, read_present
from meetings.statements.states import Status
from portal.core.people import Person


@dataclass(frozen=True)
class Checklist:
    """`now` keeps the text in its present stage, `later` will count in the next; `agreed` of `total` paragraphs are agreed.

    `asked` blocks nothing: what marked commitments lack, which is easiest to say before the text closes.
    """

    now: list[Blocker]
    later: list[Blocker]
    agreed: int
    total: int
    asked: list[Blocker] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.now) + len(self.later)


def checklist_of(statement: Statement, user: Person) -> Checklist:
    """Everything that a statement still lacks, as this reader may see it; nothing for a text that is final or ended.

    A constant number of SQL queries whatever the length of the text.
    """
    if statement.status == Status.ALIGNMENT:
        return Checklist(
            alignment_blockers(statement, user), [], 0, 0, _asked(promises_of(read_present(statement), user.code))
        )
    if statement.status not in {Status.PLANNED, Status.NEGOTIATING, Status.SUSPENDED}:
        return Checklist([], [], 0, 0)
    table = table_of(statement, user)
    now = [
        Blocker(f"{marked_label(label_of(row.number, row.kind), begins=True)}: {words}", _place(statement, row))
        for row in table.map
        for words in _lacks(row)
    ]
    now += [_new(statement, each, None) for each in table.first if not each.is_draft]
    now += [_new(statement, each, row) for row in table.map for each in row.new if not each.is_draft]
    paragraphs = [row.agreement in SETTLED for row in table.map if row.number]
    asked = _asked(table.lacking)
    return Checklist([*_stage(statement), *now], _later(table.present, user), sum(paragraphs), len(paragraphs), asked)


def _asked(lines: Iterable[PromiseLine]) -> list[Blocker]:
    """What marked commitments lack: a lead, a date, words that still stand."""
    return [
        Blocker(f"¶ {line.label}: {'; '.join(line.lacks)}", line.promise.get_absolute_url()) for line in lacking(lines)
    ]


def _lacks(row: TableRow) -> list[str]:
    """What a paragraph lacks, in sentences; nothing for one that is agreed, at least ad ref."""
    if row.agreement in SETTLED:
        return []
    found = []
    if row.agreement == Agreement.BRACKETED:
        found.append(row.status_words)
    by_shape: dict[str, list[str]] = {}
    for chip in row.chips:
        by_shape.setdefault(chip.shape, []).append(chip.code)
    sentences = {
        "cross": _("objected to by %(codes)s"),
        "risk": _("reserved by %(codes)s"),
        "open": _("no position yet by %(codes)s"),
    }
    found += [sentences[shape] % {"codes": ", ".join(by_shape[shape])} for shape in sentences if shape in by_shape]
    if row.proposals:
        words = ngettext("%(count)s proposal waits for answers", "%(count)s proposals wait for answers", row.proposals)
        found.append(words % {"count": row.proposals})
    return ["; ".join(found)]


def _new(statement: Statement, new: NewRow, row: TableRow | None) -> Blocker:
    """A proposed paragraph that waits for answers."""
    place = f"{marked_label(label_of(row.number, row.kind), begins=True)} +" if row else "¶ 0 +"
    words = _("a new paragraph by %(code)s waits for answers") % {"code": new.code}
    return Blocker(f"{place}: {words}", reverse("negotiation:proposal", args=[statement.slug, new.key]))


def _stage(statement: Statement) -> list[Blocker]:
    """The stage itself, where nobody can work on the text."""
    steps = reverse("negotiation:stage", args=[statement.slug])
    if statement.status == Status.PLANNED:
        return [Blocker(_("The negotiation is not open yet."), steps)]
    if statement.status == Status.SUSPENDED:
        return [Blocker(_("The negotiation is suspended."), steps)]
    return []


def _later(present: PresentText, user: Person) -> list[Blocker]:
    """What the alignment will ask for beyond agreement: both languages whole and saying the same."""
    findings = [each for each in findings_of(present, user) if each.is_open]
    board = reverse("concordance:concordance", args=[present.statement.slug])
    errors = sum(each.is_error for each in findings)
    found = []
    if errors:
        words = ngettext("%(count)s error of the concordance.", "%(count)s errors of the concordance.", errors)
        found.append(Blocker(words % {"count": errors}, f"{board}?show=error"))
    if warnings := len(findings) - errors:
        words = ngettext("%(count)s warning of the concordance.", "%(count)s warnings of the concordance.", warnings)
        found.append(Blocker(words % {"count": warnings}, f"{board}?show=warning"))
    return found


def _place(statement: Statement, row: TableRow) -> str:
    return reverse("negotiation:paragraph", args=[statement.slug, row.anchor])
