"""The negotiation table: every paragraph with its text, where it stands, who said what, and what waits on whom."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from meetings.negotiation import rules
from meetings.negotiation.agreement import agreement_on
from meetings.negotiation.models import Comment, Position
from meetings.negotiation.queries.proposed import Chip, NewRow, position_chip, proposals_on
from meetings.negotiation.states import Agreement
from meetings.revisions.models import TextRevision
from meetings.statements.models import Party, Statement
from meetings.statements.present import PresentLine, PresentText, read_present
from meetings.statements.showing import as_html
from meetings.statements.states import PartyStatus, Status
from meetings.texts.canonical import short_hash
from meetings.texts.notation import Marked
from portal.core.people import Person
from portal.people.models import Delegation

VIEWS = ("brackets", "nameless")
SETTLED = {Agreement.AGREED}
# What is agreed gives way to what is not, while it is negotiated; afterwards it is the text.
AFTERWARDS = {Status.ALIGNMENT, Status.FINAL_TEXT}
FOLDED = {Status.NEGOTIATING, Status.SUSPENDED}
SHAPES = {
    Agreement.AGREED: ("ok", "ok"), Agreement.AD_REF: ("quiet", "half"), Agreement.OPEN: ("open", "open"),
    Agreement.RESERVED: ("wait", "risk"), Agreement.OBJECTED: ("bad", "cross"), Agreement.BRACKETED: ("wait", "bracket"),
}  # fmt: skip


@dataclass(frozen=True)
class TableRow:
    """A paragraph, ready to print. `number` is None for headings; `new` would stand after it."""

    line: PresentLine
    colours: Mapping[str, str]
    names: bool
    number: int | None
    agreement: Agreement
    status_words: str
    chips: list[Chip]
    waits: bool
    proposals: int
    drafts: int
    comments: int
    new: list[NewRow]

    @property
    def key(self) -> UUID:
        return self.line.paragraph

    @property
    def anchor(self) -> str:
        return self.line.anchor

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def texts(self) -> dict[str, SafeString]:
        """HTML by language."""
        return self.shown.html

    @property
    def shown(self) -> "ShownRow":
        """All that the page shows of it, in plain values."""
        return ShownRow(
            anchor=self.line.anchor,
            number=self.number,
            kind=self.line.kind,
            texts=tuple((code, tuple(marked.pieces)) for code, marked in self.line.marked.items()),
            colours=tuple(self.colours.items()),
            names=self.names,
            status_kind=self.status_kind,
            status_shape=self.status_shape,
            status_words=self.status_words,
            chips=tuple(self.chips),
            waits=self.waits,
            proposals=self.proposals,
            drafts=self.drafts,
            comments=self.comments,
        )

    @property
    def status_kind(self) -> str:
        return SHAPES[self.agreement][0]

    @property
    def status_shape(self) -> str:
        return SHAPES[self.agreement][1]

    @property
    def is_awaited(self) -> bool:
        """Whether it, or a new one after it, waits on the reader's delegation."""
        return self.waits or any(each.waits for each in self.new)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A paragraph in plain values: the finished piece of the page is kept by them.

    `texts` are the pieces of the parsed text by language, `colours` those of delegations by code.
    """

    anchor: str
    number: int | None
    kind: str
    texts: tuple[tuple[str, tuple[Any, ...]], ...]
    colours: tuple[tuple[str, str], ...]
    names: bool
    status_kind: str
    status_shape: str
    status_words: str
    chips: tuple[Chip, ...]
    waits: bool
    proposals: int
    drafts: int
    comments: int

    @property
    def html(self) -> dict[str, SafeString]:
        """The text as HTML by language."""
        colours = dict(self.colours)
        return {code: as_html(Marked(list(pieces)), colours, names=self.names) for code, pieces in self.texts}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows in order; settled neighbours are folded to one line `first`–`last`. New paragraphs stand after the last row alone."""

    rows: list[TableRow]
    is_folded: bool

    @property
    def shown(self) -> list[ShownRow]:
        return [row.shown for row in self.rows]

    @property
    def new(self) -> list[NewRow]:
        """What would stand after the group; nothing stands inside a folded one."""
        return self.rows[-1].new

    @property
    def first(self) -> int | None:
        return self.rows[0].number

    @property
    def last(self) -> int | None:
        return self.rows[-1].number


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A paragraph on the map of the text, in plain values."""

    anchor: str
    number: int
    status_shape: str
    status_words: str
    waits: bool


@dataclass(frozen=True)
class Table:
    """Everything on the table for one reader. `counts` are by standing; `chosen` and `look` what was asked for; `first` are
    the new paragraphs that would stand before all others, or whose place is gone."""

    present: PresentText
    groups: list[Group]
    first: list[NewRow]
    map: list[TableRow]
    counts: list[tuple[Agreement, int]]
    waiting: int
    total: int
    chosen: str
    look: str
    ours: bool
    revision: TextRevision | None
    may_speak: bool

    @property
    def parties(self) -> list[str]:
        return self.present.parties

    @property
    def cells(self) -> list[ShownCell]:
        """The map of the text: a cell for each paragraph that has a number."""
        return [
            ShownCell(row.anchor, row.number, row.status_shape, row.status_words, row.waits)
            for row in self.map
            if row.number
        ]

    @property
    def opted_out(self) -> list[Party]:
        return [side for side in self.present.sides if side.status == PartyStatus.OPTED_OUT]

    @cached_property
    def text(self) -> str:
        """Which text this is: its hash, and whether it is a revision or what was made of one since."""
        whole, label = self.present.hash, ""
        if self.revision:
            is_it = self.revision.hashes.get("") == whole
            changed = gettext("changed since %(revision)s")
            label = self.revision.label if is_it else changed % {"revision": self.revision.label}
        return " · ".join(filter(None, [gettext("Text %(hash)s") % {"hash": short_hash(whole)}, label]))


def table_of(
    statement: Statement, user: Person, *, chosen: str = "all", look: str = "brackets", ours: bool = True
) -> Table:
    """The table as this reader may see it. Nine SQL queries, whatever the length of the text.

    Without `ours` nothing is on it that is the reader's delegation's alone: for a screen that others see.
    """
    present = read_present(statement)
    active = present.parties
    positions = _positions([line.version for line in present.lines], user)
    comments = _comments(statement, user, ours=ours)
    colours = dict(Delegation.objects.filter(pk__in=statement.parties).values_list("code", "colour"))
    speaks = may_speak(statement, user, active)
    proposed = proposals_on(statement, user, active, speaks=speaks, ours=ours)
    # Few different chips stand on a table many times.
    chip = cache(position_chip)
    rows = []
    for line in present.lines:
        said, tabled = positions.get(line.version, {}), proposed.answered.get(line.version, [])
        agreement = agreement_on(len(line.brackets), said, active, bool(tabled))
        if statement.status in AFTERWARDS and not said:
            # What the alignment edited was agreed before it began.
            agreement = Agreement.AGREED
        rows.append(
            TableRow(
                line=line,
                colours=colours,
                names=look != "nameless",
                number=present.numbers[line.anchor],
                agreement=agreement,
                status_words=words_of(agreement, len(line.brackets), len(active)),
                chips=[] if agreement in SETTLED else [chip(code, said.get(code, "")) for code in active],
                waits=speaks and (user.code not in said or any(user.code not in answered for answered in tabled)),
                proposals=len(tabled),
                drafts=proposed.drafts[line.paragraph],
                comments=comments.get(line.paragraph, 0),
                new=proposed.new.pop(line.paragraph, []),
            )
        )
    counted = Counter(row.agreement for row in rows)
    first = [each for new in proposed.new.values() for each in new]
    waiting = sum(row.waits for row in rows) + sum(
        each.waits for each in [*first, *(new for row in rows for new in row.new)]
    )
    picked = [row for row in rows if _is_chosen(row, chosen)]
    return Table(
        present=present,
        groups=_grouped(picked, fold=chosen == "all" and statement.status in FOLDED),
        first=[each for each in first if chosen == "all" or (chosen == "waits" and each.waits)],
        map=rows,
        counts=[(agreement, counted[agreement]) for agreement in Agreement if counted[agreement]],
        waiting=waiting,
        total=len(rows),
        chosen=chosen,
        look=look,
        ours=ours,
        revision=TextRevision.objects.visible_to(user).filter(statement=statement).order_by("-number").first(),
        may_speak=speaks,
    )


def _is_chosen(row: TableRow, chosen: str) -> bool:
    if chosen == "waits":
        return row.is_awaited
    return chosen in {"all", row.agreement}


def _grouped(rows: list[TableRow], *, fold: bool) -> list[Group]:
    """Runs of rows: two or more settled paragraphs are folded; a run ends where a new paragraph would stand after it."""
    groups: list[Group] = []
    for settled, run in groupby(rows, lambda row: fold and _folds(row)):
        there = list(run)
        if settled:
            groups.append(Group(there, is_folded=len(there) > 1))
            continue
        start = 0
        for end, row in enumerate(there, start=1):
            if row.new or end == len(there):
                groups.append(Group(there[start:end], is_folded=False))
                start = end
    return groups


def _folds(row: TableRow) -> bool:
    return row.agreement in SETTLED and row.number is not None and not row.new


def _positions(versions: list[UUID], user: Person) -> dict[UUID, dict[str, str]]:
    """Each delegation's latest position on the present versions."""
    rows = (
        Position.objects.visible_to(user)
        .filter(version__in=versions)
        .order_by("version_id", "delegation_id", "-number")
    )
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for version, code, value in rows.distinct("version_id", "delegation_id").values_list(
        "version_id", "delegation_id", "value"
    ):
        found[version][code] = value
    return found


def _comments(statement: Statement, user: Person, *, ours: bool) -> dict[UUID, int]:
    rows = Comment.objects.visible_to(user).filter(paragraph__statement=statement)
    rows = rows if ours else rows.filter(releasable_to__len__gt=1)
    return dict(rows.order_by().values_list("paragraph_id").annotate(Count("pk")))


def words_of(agreement: Agreement, brackets: int, parties: int) -> str:
    if agreement == Agreement.BRACKETED:
        return ngettext("%(count)s bracket", "%(count)s brackets", brackets) % {"count": brackets}
    if agreement == Agreement.AGREED:
        return gettext("Agreed by all %(count)s") % {"count": parties}
    return str(agreement.label)


def may_speak(statement: Statement, user: Person, active: Sequence[str]) -> bool:
    """Whether the person can speak for an active party now."""
    return user.code in active and rules.can_negotiate(user, statement) and statement.status == Status.NEGOTIATING
