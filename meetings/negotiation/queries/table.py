"""The negotiation table: every paragraph with its text, where it stands, who said what, and what waits on whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from meetings.negotiation import rules
from meetings.negotiation.models import Comment, Position
from meetings.negotiation.queries.proposed import Chip, NewRow, position_chip, wishes_of
from meetings.negotiation.standing import standing_of
from meetings.negotiation.states import Standing
from meetings.revisions.models import TextRevision
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Party, Statement
from meetings.statements.showing import shown
from meetings.statements.states import BracketStatus, PartyStatus, Status
from meetings.texts.canonical import CanonicalLine, hashes_of, short_hash
from meetings.texts.kinds import ParagraphKind
from meetings.texts.notation import Option, written
from portal.people.models import Delegation

VIEWS = ("brackets", "nameless")
SETTLED = {Standing.AGREED}
# What is agreed gives way to what is not, while it is negotiated; afterwards it is the text.
AFTERWARDS = {Status.ALIGNMENT, Status.FINAL_TEXT}
FOLDED = {Status.NEGOTIATING, Status.SUSPENDED}
SHAPES = {
    Standing.AGREED: ("ok", "ok"), Standing.AD_REF: ("quiet", "half"), Standing.OPEN: ("open", "open"),
    Standing.RESERVED: ("wait", "risk"), Standing.OBJECTED: ("bad", "cross"), Standing.BRACKETED: ("wait", "bracket"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, ready to print. `number` is None for headings; `texts` are HTML by language; `new` would stand behind it."""

    key: UUID
    anchor: str
    number: int | None
    kind: str
    texts: dict[str, SafeString]
    standing: Standing
    status_kind: str
    status_shape: str
    status_words: str
    chips: list[Chip]
    waits: bool
    proposals: int
    drafts: int
    comments: int
    new: list[NewRow]

    @property
    def is_awaited(self) -> bool:
        """Whether it, or a new one behind it, waits on the reader's delegation."""
        return self.waits or any(each.waits for each in self.new)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows in order; settled neighbours stand together and are folded to one line `first`–`last`."""

    rows: list[Row]
    is_folded: bool

    @property
    def first(self) -> int | None:
        return self.rows[0].number

    @property
    def last(self) -> int | None:
        return self.rows[-1].number


@dataclass(frozen=True)
class Table:
    """Everything on the table for one reader. `counts` are by standing; `chosen` and `look` what was asked for; `first` are
    the new paragraphs that would stand before all others, or whose place is gone."""

    groups: list[Group]
    first: list[NewRow]
    map: list[Row]
    counts: list[tuple[Standing, int]]
    waiting: int
    total: int
    chosen: str
    look: str
    ours: bool
    parties: list[str]
    opted_out: list[Party]
    revision: TextRevision | None
    text: str
    may_speak: bool


def table_of(
    statement: Statement, user: Any, *, chosen: str = "all", look: str = "brackets", ours: bool = True
) -> Table:
    """The table as this reader may see it. Ten SQL queries, whatever the length of the text.

    Without `ours` nothing is on it that is the reader's delegation's alone: for a screen that others see.
    """
    parties = list(
        Party.objects.visible_to(user).filter(statement=statement).order_by("delegation__order", "delegation")
    )
    active = [party.delegation_id for party in parties if party.status == PartyStatus.ACTIVE]
    live = Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__isnull=True)
    paragraphs = list(live.order_by("rank").values_list("id", "anchor", "kind", "parent__anchor"))
    newest = ParagraphVersion.objects.visible_to(user).filter(paragraph__in=live).order_by("paragraph_id", "-seq")
    versions = {
        paragraph: (key, nodes)
        for key, paragraph, nodes in newest.distinct("paragraph_id").values_list("id", "paragraph_id", "nodes")
    }
    brackets = _brackets(statement, user)
    positions = _positions([key for key, _nodes in versions.values()], user)
    comments = _comments(statement, user, ours=ours)
    colours = dict(Delegation.objects.filter(pk__in=statement.parties).values_list("code", "colour"))
    speaks = user.code in active and rules.can_negotiate(user, statement) and statement.status == Status.NEGOTIATING
    wishes = wishes_of(statement, user, active, speaks=speaks, ours=ours)
    rows, lines, number = [], [], 0
    for key, anchor, kind, parent in paragraphs:
        if key not in versions:
            continue
        version, nodes = versions[key]
        number += kind != ParagraphKind.HEADING
        options = {code: _options(brackets.get(key, {}), code) for code in statement.languages}
        texts = {code: written(nodes.get(code, []), options[code]) for code in statement.languages}
        lines.append(CanonicalLine(anchor, kind, parent or "", texts))
        said, tabled = positions.get(version, {}), wishes.answered.get(version, [])
        standing = standing_of(len(brackets.get(key, {})), said, active, bool(tabled))
        if statement.status in AFTERWARDS and not said:
            # What the alignment edited was agreed before it began.
            standing = Standing.AGREED
        rows.append(
            Row(
                key=key,
                anchor=anchor,
                number=None if kind == ParagraphKind.HEADING else number,
                kind=kind,
                texts={
                    code: shown(nodes.get(code, []), options[code], colours, names=look != "nameless")
                    for code in statement.languages
                },
                standing=standing,
                status_kind=SHAPES[standing][0],
                status_shape=SHAPES[standing][1],
                status_words=words_of(standing, len(brackets.get(key, {})), len(active)),
                chips=[] if standing in SETTLED else [position_chip(code, said.get(code, "")) for code in active],
                waits=speaks and (user.code not in said or any(user.code not in answered for answered in tabled)),
                proposals=len(tabled),
                drafts=wishes.drafts[key],
                comments=comments.get(key, 0),
                new=wishes.new.pop(key, []),
            )
        )
    counted = Counter(row.standing for row in rows)
    first = [each for new in wishes.new.values() for each in new]
    waiting = sum(row.waits for row in rows) + sum(
        each.waits for each in [*first, *(new for row in rows for new in row.new)]
    )
    revision = TextRevision.objects.visible_to(user).filter(statement=statement).order_by("-number").first()
    picked = [row for row in rows if _is_chosen(row, chosen)]
    return Table(
        groups=_grouped(picked, fold=chosen == "all" and statement.status in FOLDED),
        first=[each for each in first if chosen == "all" or (chosen == "waits" and each.waits)],
        map=rows,
        counts=[(standing, counted[standing]) for standing in Standing if counted[standing]],
        waiting=waiting,
        total=len(rows),
        chosen=chosen,
        look=look,
        ours=ours,
        parties=active,
        opted_out=[party for party in parties if party.status == PartyStatus.OPTED_OUT],
        revision=revision,
        text=_text(statement, lines, revision),
        may_speak=speaks,
    )


def active_codes(statement: Statement, user: Any) -> list[str]:
    """The parties that have not opted out. One SQL query."""
    rows = Party.objects.visible_to(user).filter(statement=statement, status=PartyStatus.ACTIVE)
    return list(rows.values_list("delegation_id", flat=True))


def _is_chosen(row: Row, chosen: str) -> bool:
    if chosen == "waits":
        return row.is_awaited
    return chosen in {"all", row.standing}


def _grouped(rows: list[Row], *, fold: bool) -> list[Group]:
    """Rows one by one, and runs of two or more settled paragraphs as one folded group."""
    groups: list[Group] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if fold and row is not None and row.standing in SETTLED and row.number is not None and not row.new:
            run.append(row)
            continue
        if run:
            groups.append(Group(run, is_folded=len(run) > 1))
            run = []
        if row is not None:
            groups.append(Group([row], is_folded=False))
    return groups


def _brackets(statement: Statement, user: Any) -> dict[UUID, dict[str, Bracket]]:
    found: dict[UUID, dict[str, Bracket]] = defaultdict(dict)
    rows = Bracket.objects.visible_to(user).filter(paragraph__statement=statement, status=BracketStatus.OPEN)
    for bracket in rows:
        found[bracket.paragraph_id][str(bracket.pk)] = bracket
    return found


def _text(statement: Statement, lines: list[CanonicalLine], revision: TextRevision | None) -> str:
    """Which text this is: its hash, and whether it is a revision or what was made of one since."""
    facts = {"numbered": statement.numbered}
    whole = hashes_of(str(statement.pk), statement.title, lines, statement.languages, **facts)[""]
    label = ""
    if revision:
        is_it = revision.hashes.get("") == whole
        label = revision.label if is_it else gettext("changed since %(revision)s") % {"revision": revision.label}
    return " · ".join(filter(None, [gettext("Text %(hash)s") % {"hash": short_hash(whole)}, label]))


def _options(brackets: dict[str, Bracket], language: str) -> dict[str, list[Option]]:
    return {key: bracket.options_in(language) for key, bracket in brackets.items()}


def _positions(versions: list[UUID], user: Any) -> dict[UUID, dict[str, str]]:
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


def _comments(statement: Statement, user: Any, *, ours: bool) -> dict[UUID, int]:
    rows = Comment.objects.visible_to(user).filter(paragraph__statement=statement)
    rows = rows if ours else rows.filter(releasable_to__len__gt=1)
    return dict(rows.order_by().values_list("paragraph_id").annotate(Count("pk")))


def words_of(standing: Standing, brackets: int, parties: int) -> str:
    if standing == Standing.BRACKETED:
        return ngettext("%(count)s bracket", "%(count)s brackets", brackets) % {"count": brackets}
    if standing == Standing.AGREED:
        return gettext("Agreed by all %(count)s") % {"count": parties}
    return str(standing.label)
