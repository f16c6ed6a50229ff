"""The negotiation table: every paragraph with its text, where it stands, who said what, and what waits on whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from meetings.statements import rules
from meetings.statements.marked import Option
from meetings.statements.models import (
    Bracket,
    Comment,
    Consent,
    Paragraph,
    ParagraphVersion,
    Party,
    Position,
    Statement,
    TextProposal,
    TextRevision,
)
from meetings.statements.showing import shown
from meetings.statements.standing import standing_of
from meetings.statements.states import (
    BracketStatus,
    ParagraphKind,
    PartyStatus,
    PositionValue,
    ProposalStatus,
    Standing,
    Status,
)
from portal.people.models import Delegation

VIEWS = ("brackets", "nameless")
SETTLED = {Standing.AGREED}
SHAPES = {
    Standing.AGREED: ("ok", "ok"), Standing.AD_REF: ("quiet", "half"), Standing.OPEN: ("open", "open"),
    Standing.RESERVED: ("wait", "risk"), Standing.OBJECTED: ("bad", "cross"), Standing.BRACKETED: ("wait", "bracket"),
}  # fmt: skip
POSITION_WORDS = {
    PositionValue.AGREE: ("ok", "ok"), PositionValue.AD_REF: ("quiet", "half"), PositionValue.RESERVE: ("wait", "risk"),
    PositionValue.OBJECT: ("bad", "cross"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """One delegation's position, as a mark: its kind and shape, and the words; "none" for no position yet."""

    code: str
    kind: str
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, ready to print. `number` is None for headings; `texts` are HTML by language."""

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
    """Everything on the table for one reader. `counts` are by standing; `chosen` and `look` what was asked for."""

    groups: list[Group]
    map: list[Row]
    counts: list[tuple[Standing, int]]
    waiting: int
    total: int
    chosen: str
    look: str
    parties: list[str]
    opted_out: list[Party]
    revision: TextRevision | None
    may_speak: bool


def table_of(statement: Statement, user: Any, *, chosen: str = "all", look: str = "brackets") -> Table:
    """The table as this reader may see it. Twelve SQL queries, whatever the length of the text."""
    parties = list(
        Party.objects.visible_to(user).filter(statement=statement).order_by("delegation__order", "delegation")
    )
    active = [party.delegation_id for party in parties if party.status == PartyStatus.ACTIVE]
    live = Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__isnull=True)
    paragraphs = list(live.order_by("rank").values_list("id", "anchor", "kind"))
    newest = ParagraphVersion.objects.visible_to(user).filter(paragraph__in=live).order_by("paragraph_id", "-seq")
    versions = {
        paragraph: (key, nodes)
        for key, paragraph, nodes in newest.distinct("paragraph_id").values_list("id", "paragraph_id", "nodes")
    }
    brackets = _brackets(statement, user)
    positions = _positions([key for key, _nodes in versions.values()], user)
    tabled = _tabled(statement, user)
    drafts = _drafts(statement, user)
    comments = _comments(statement, user)
    colours = dict(Delegation.objects.filter(pk__in=statement.parties).values_list("code", "colour"))
    speaks = user.code in active and rules.can_negotiate(user, statement) and statement.status == Status.NEGOTIATING
    rows, number = [], 0
    for key, anchor, kind in paragraphs:
        if key not in versions:
            continue
        version, nodes = versions[key]
        number += kind != ParagraphKind.HEADING
        said, wishes = positions.get(version, {}), tabled.get(version, [])
        standing = standing_of(len(brackets.get(key, {})), said, active, bool(wishes))
        rows.append(
            Row(
                key=key,
                anchor=anchor,
                number=None if kind == ParagraphKind.HEADING else number,
                kind=kind,
                texts={
                    language: shown(
                        nodes.get(language, []),
                        _options(brackets.get(key, {}), language),
                        colours,
                        names=look != "nameless",
                    )
                    for language in statement.languages
                },
                standing=standing,
                status_kind=SHAPES[standing][0],
                status_shape=SHAPES[standing][1],
                status_words=words_of(standing, len(brackets.get(key, {})), len(active)),
                chips=[] if standing in SETTLED else [chip_of(code, said.get(code, "")) for code in active],
                waits=speaks and (user.code not in said or any(user.code not in answered for answered in wishes)),
                proposals=len(wishes),
                drafts=drafts.get(key, 0),
                comments=comments.get(key, 0),
            )
        )
    counted = Counter(row.standing for row in rows)
    waiting = sum(row.waits for row in rows)
    revision = TextRevision.objects.visible_to(user).filter(statement=statement).order_by("-number").first()
    picked = [row for row in rows if _is_chosen(row, chosen)]
    return Table(
        groups=_grouped(picked, fold=chosen == "all"),
        map=rows,
        counts=[(standing, counted[standing]) for standing in Standing if counted[standing]],
        waiting=waiting,
        total=len(rows),
        chosen=chosen,
        look=look,
        parties=active,
        opted_out=[party for party in parties if party.status == PartyStatus.OPTED_OUT],
        revision=revision,
        may_speak=speaks,
    )


def active_codes(statement: Statement, user: Any) -> list[str]:
    """The parties that have not opted out. One SQL query."""
    rows = Party.objects.visible_to(user).filter(statement=statement, status=PartyStatus.ACTIVE)
    return list(rows.values_list("delegation_id", flat=True))


def _is_chosen(row: Row, chosen: str) -> bool:
    if chosen == "waits":
        return row.waits
    return chosen in {"all", row.standing}


def _grouped(rows: list[Row], *, fold: bool) -> list[Group]:
    """Rows one by one, and runs of two or more settled paragraphs as one folded group."""
    groups: list[Group] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if fold and row is not None and row.standing in SETTLED and row.number is not None:
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


def _tabled(statement: Statement, user: Any) -> dict[UUID, list[set[str]]]:
    """For each version, the tabled proposals written against it, each as the set of those who have answered."""
    open_ones = TextProposal.objects.visible_to(user).filter(statement=statement, status=ProposalStatus.TABLED)
    wishes = dict(open_ones.values_list("id", "base_id"))
    answered: dict[UUID, set[str]] = {key: set() for key in wishes}
    for key, tabler in open_ones.values_list("id", "delegation_id"):
        answered[key].add(tabler)
    for key, code in (
        Consent.objects.visible_to(user).filter(proposal__in=open_ones).values_list("proposal_id", "delegation_id")
    ):
        answered[key].add(code)
    found: dict[UUID, list[set[str]]] = defaultdict(list)
    for key, base in wishes.items():
        found[base].append(answered[key])
    return found


def _drafts(statement: Statement, user: Any) -> dict[UUID, int]:
    """Our own internal drafts by paragraph."""
    rows = TextProposal.objects.visible_to(user).filter(statement=statement, status=ProposalStatus.INTERNAL)
    return dict(rows.order_by().values_list("paragraph_id").annotate(Count("pk")))


def _comments(statement: Statement, user: Any) -> dict[UUID, int]:
    rows = Comment.objects.visible_to(user).filter(paragraph__statement=statement)
    return dict(rows.order_by().values_list("paragraph_id").annotate(Count("pk")))


def chip_of(code: str, value: str) -> Chip:
    if not value:
        return Chip(code, "open", "open", gettext("no position yet"))
    kind, shape = POSITION_WORDS[PositionValue(value)]
    words = {
        PositionValue.AGREE: gettext("agrees"),
        PositionValue.AD_REF: gettext("agrees ad ref"),
        PositionValue.RESERVE: gettext("reserves"),
        PositionValue.OBJECT: gettext("objects"),
    }
    return Chip(code, kind, shape, words[PositionValue(value)])


def words_of(standing: Standing, brackets: int, parties: int) -> str:
    if standing == Standing.BRACKETED:
        return ngettext("%(count)s bracket", "%(count)s brackets", brackets) % {"count": brackets}
    if standing == Standing.AGREED:
        return gettext("Agreed by all %(count)s") % {"count": parties}
    return str(standing.label)
