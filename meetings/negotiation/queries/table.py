"""The negotiation table: every paragraph with its text, where it stands, who said what, and what waits on whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from meetings.negotiation import rules
from meetings.negotiation.agreement import agreement_on
from meetings.negotiation.models import Comment, Position
from meetings.negotiation.queries.proposed import NewRow, position_chip, proposals_on
from meetings.negotiation.queries.rows import Group, ShownCell, TableRow, cell_label
from meetings.negotiation.states import Agreement, words_for
from meetings.promises.queries import OPEN, PromiseLine, lacking, promises_of
from meetings.revisions.models import TextRevision
from meetings.statements.models import Party, Statement
from meetings.statements.naming import places_counted
from meetings.statements.present import PresentText, read_present
from meetings.statements.states import PartyStatus, Status
from meetings.texts.canonical import short_hash
from meetings.texts.kinds import ParagraphKind, Places
from portal.core.people import Person
from portal.core.questions import Question, among
from portal.people.sides import present_sides

VIEWS = ("brackets", "nameless")
# What is agreed gives way to what is not, while it is negotiated; afterwards it is the text.
FOLDED = {Status.NEGOTIATING, Status.SUSPENDED}
# Each takes the reader's code: the latest position of each delegation on some versions; a statement's comments by paragraph,
# all and those for others too; its last revision.
POSITIONS: Question[tuple[UUID, str, str]] = Question(
    lambda code, versions: (
        Position.objects.read_with(code)
        .filter(among("meetings_position.version_id", versions))
        .order_by("version_id", "delegation_id", "-number")
        .distinct("version_id", "delegation_id")
        .values_list("version_id", "delegation_id", "value")
    ),
    "a code",
    [UUID(int=1)],
    keeps_plan=False,
)
COMMENTS: dict[bool, Question[tuple[UUID, int]]] = {
    ours: Question(
        lambda code, statement, seen=seen: (
            Comment.objects.read_with(code)
            .filter(paragraph__statement=statement, **seen)
            .order_by()
            .values_list("paragraph_id")
            .annotate(Count("pk"))
        ),
        "a code",
        UUID(int=1),
    )
    for ours, seen in ((True, {}), (False, {"releasable_to__len__gt": 1}))
}
LAST_REVISION: Question[TextRevision] = Question(
    lambda code, statement: TextRevision.objects.read_with(code).filter(statement=statement).order_by("-number")[:1],
    "a code",
    UUID(int=1),
)


@dataclass(frozen=True)
class Table:
    """Everything on the table for one reader. `counts` are by standing, each with its words: of paragraphs, or in words of the
    title and headings where no paragraph stands so; so is `waiting`; `total` counts paragraphs; `chosen` and `look` what was
    asked for; `head` is the title, where it is shown; `first` are the new paragraphs that would stand before all others, or
    whose place is gone; `lacking` the marked commitments that lack something."""

    present: PresentText
    head: Group | None
    groups: list[Group]
    first: list[NewRow]
    map: list[TableRow]
    counts: list[tuple[Agreement, str, str]]
    waiting: str
    total: int
    chosen: str
    look: str
    ours: bool
    revision: TextRevision | None
    may_speak: bool
    lacking: list[PromiseLine]

    @property
    def parties(self) -> list[str]:
        return self.present.parties

    @property
    def cells(self) -> list[ShownCell]:
        """The map of the text: a cell for the title and each paragraph that has a number."""
        return [
            ShownCell(f"#{row.anchor}", label, row.status_shape, row.status_words, row.waits)
            for row in self.map
            if (label := cell_label(row.number, row.kind))
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
    """The table as this reader may see it. Ten SQL queries, whatever the length of the text.

    Without `ours` nothing is on it that is the reader's delegation's alone: for a screen that others see.
    """
    present = read_present(statement)
    active = present.parties
    positions = positions_on([line.version for line in present.lines], user.code)
    comments = dict(COMMENTS[ours](user.code, statement.pk))
    sides = present_sides(getattr(user, "sides_digest", "")).delegations
    colours = {code: sides[code].colour for code in statement.parties}
    speaks = may_speak(statement, user, active)
    proposed = proposals_on(statement, user.code, active, speaks=speaks, ours=ours)
    # Few different chips stand on a table many times.
    chip = cache(position_chip)
    rows = []
    if present.title and (behind := proposed.new.pop(present.title.paragraph, [])):
        # Behind the title is the beginning.
        proposed.new[None] = proposed.new.get(None, []) + behind
    for line in present.lines:
        said, tabled = positions.get(line.version, {}), proposed.answered.get(line.version, [])
        agreement = agreement_on(len(line.brackets), said, active, bool(tabled), statement.status)
        rows.append(
            TableRow(
                line=line,
                colours=colours,
                names=look != "nameless",
                number=present.numbers[line.anchor],
                agreement=agreement,
                status_words=words_of(agreement, len(line.brackets), len(active)),
                chips=[] if agreement == Agreement.AGREED else [chip(code, said.get(code, "")) for code in active],
                waits=speaks and (user.code not in said or any(user.code not in answered for answered in tabled)),
                proposals=len(tabled),
                drafts=proposed.drafts[line.paragraph],
                comments=comments.get(line.paragraph, 0),
                new=proposed.new.pop(line.paragraph, []),
            )
        )
    first = [each for new in proposed.new.values() for each in new]
    new_ones = [*first, *(new for row in rows for new in row.new)]
    kinds = [row.kind for row in rows if row.waits] + [each.kind for each in new_ones if each.waits]
    by_standing = {each: Places.of(row.kind for row in rows if row.agreement == each) for each in Agreement}
    picked = [row for row in rows if _is_chosen(row, chosen)]
    fold = chosen == "all" and statement.status in FOLDED
    leads = {present.lead_ins.get(row.anchor) for row in picked if not (fold and _folds(row))}
    if len(picked) < len(rows):
        there = {row.anchor for row in picked}
        picked = [row for row in rows if row.anchor in there or row.anchor in leads]
    return Table(
        present=present,
        head=Group(title, is_folded=False)
        if (title := [row for row in picked if row.kind == ParagraphKind.TITLE])
        else None,
        groups=_grouped([row for row in picked if row.kind != ParagraphKind.TITLE], leads, fold=fold),
        first=[each for each in first if chosen == "all" or (chosen == "waits" and each.waits)],
        map=rows,
        counts=[
            (each, places_counted(places), words_for(each, sum(places)))
            for each, places in by_standing.items()
            if any(places)
        ],
        waiting=places_counted(Places.of(kinds)),
        total=Places.of(row.kind for row in rows).paragraphs,
        chosen=chosen,
        look=look,
        ours=ours,
        revision=LAST_REVISION.first(user.code, statement.pk),
        may_speak=speaks,
        lacking=lacking(promises_of(present, user.code)) if statement.status in OPEN else [],
    )


def _is_chosen(row: TableRow, chosen: str) -> bool:
    if chosen == "waits":
        return row.is_awaited
    return chosen in {"all", row.agreement}


def _grouped(rows: list[TableRow], leads: Collection[str | None], *, fold: bool) -> list[Group]:
    """Runs of rows: two or more settled paragraphs are folded; a run ends where a new paragraph would stand after it.
    The `leads` of list items that are shown are not folded."""
    groups: list[Group] = []
    for settled, run in groupby(rows, lambda row: fold and _folds(row) and row.anchor not in leads):
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
    return row.agreement == Agreement.AGREED and row.number is not None and not row.new


def positions_on(versions: list[UUID], code: str) -> dict[UUID, dict[str, str]]:
    """Each delegation's latest position on the present versions."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for version, side, value in POSITIONS(code, versions):
        found[version][side] = value
    return found


def words_of(agreement: Agreement, brackets: int, parties: int) -> str:
    if agreement == Agreement.BRACKETED:
        return ngettext("%(count)s bracket", "%(count)s brackets", brackets) % {"count": brackets}
    if agreement == Agreement.AGREED:
        return gettext("Agreed by all %(count)s") % {"count": parties}
    return str(agreement.label)


def may_speak(statement: Statement, user: Person, active: Sequence[str]) -> bool:
    """Whether the person can speak for an active party now."""
    return user.code in active and rules.can_negotiate(user, statement) and statement.status == Status.NEGOTIATING
