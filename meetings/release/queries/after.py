"""What the page needs of what follows a release: the text as it was released, and what was added to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.safestring import SafeString

from meetings.concordance.checks import Finding, Pair
from meetings.concordance.queries import found_in
from meetings.release.correcting import ReleasedLine, Texts, corrected, lines_of, texts_of
from meetings.release.models import CorrigendumSignOff, Dissociation, Endorsement, ReleasedText, TextCorrigendum
from meetings.release.states import CorrigendumStatus
from meetings.statements.present import label_of, marked_label
from meetings.statements.showing import redline_html
from meetings.texts.canonical import short_hash
from meetings.texts.kinds import ParagraphKind
from portal.core import times
from portal.core.people import Person
from portal.core.texts import word_for_language


@dataclass(frozen=True)
class Change:
    """The title or one paragraph in one language, with what a corrigendum strikes out and puts in."""

    anchor: str
    place: str
    language: str
    words: SafeString


@dataclass(frozen=True)
class CorrigendumRow:
    """A corrigendum with its changes where they stand, who signed it and who has not; none of both for one that is withdrawn.

    `doubts` are places where the languages seem to part by an open one: the paragraph, and what differs.
    """

    corrigendum: TextCorrigendum
    changes: list[Change]
    signed: list[CorrigendumSignOff]
    missing: list[str]
    doubts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return short_hash(self.corrigendum.text_hash)

    @property
    def is_open(self) -> bool:
        return self.corrigendum.status == CorrigendumStatus.PROPOSED

    @property
    def is_released(self) -> bool:
        return self.corrigendum.status == CorrigendumStatus.RELEASED

    @property
    def languages(self) -> list[str]:
        """Those in which it corrects something."""
        return sorted({entry["language"] for entry in self.corrigendum.entries})

    @property
    def tongues(self) -> str:
        """Those in words, as in a sentence."""
        return times.all_of([word_for_language(code) for code in self.languages])


@dataclass(frozen=True)
class AfterLine:
    """A paragraph as it was released; `corrected_by` are the numbers of the released corrigenda that touch it."""

    line: ReleasedLine
    label: int | str
    corrected_by: list[int]

    @property
    def place(self) -> str:
        """What a list of places calls it."""
        return marked_label(self.label, begins=True)

    @property
    def is_title(self) -> bool:
        return self.line.kind == ParagraphKind.TITLE


@dataclass(frozen=True)
class Afterwards:
    """A released text and everything that followed. `now` is how its paragraphs read with all released corrigenda."""

    text: ReleasedText
    lines: list[AfterLine]
    now: Texts
    corrigenda: list[CorrigendumRow]
    endorsements: list[Endorsement]
    dissociations: list[tuple[Dissociation, list[int | str]]]
    released: list[CorrigendumRow] = field(default_factory=list)

    @property
    def open_one(self) -> CorrigendumRow | None:
        return next((row for row in self.corrigenda if row.is_open), None)

    @property
    def edition(self) -> int:
        """How many corrigenda are released."""
        return len(self.released)


def afterwards_of(text: ReleasedText, user: Person) -> Afterwards:
    """Everything that followed a release, as its reader sees it. Four SQL queries, however much it is, and two more while a
    corrigendum is open."""
    lines = lines_of(text.canonical, text.languages)
    labels = {line.anchor: label_of(line.number, line.kind) for line in lines}
    rows = TextCorrigendum.objects.visible_to(user).filter(text=text).prefetch_related("sign_offs")
    there = sorted(rows, key=lambda each: (each.status == CorrigendumStatus.PROPOSED, each.number, each.proposed_at))
    state, found = texts_of(lines), []
    for each in there:
        changes: list[Change] = []
        doubts: list[tuple[str, str]] = []
        if each.status != CorrigendumStatus.WITHDRAWN:
            after = corrected(state, each.entries)
            changes = _changes(state, after, each.entries, labels)
            if each.status == CorrigendumStatus.PROPOSED:
                parted = newly_parted(text, state, after)
                doubts = [(marked_label(labels[one.anchor], begins=True), one.detail) for one in parted]
            state = after if each.status == CorrigendumStatus.RELEASED else state
        signed = sorted(each.sign_offs.all(), key=lambda row: row.at)
        waits = each.status == CorrigendumStatus.PROPOSED
        missing = [code for code in text.parties if code not in {row.delegation_id for row in signed}] if waits else []
        found.append(CorrigendumRow(each, changes, signed, missing, doubts))
    released = [row for row in found if row.is_released]
    shown = [AfterLine(line, labels[line.anchor], _touching(released, line.anchor)) for line in lines]
    gone = Dissociation.objects.visible_to(user).filter(text=text).order_by("released_at")
    endorsed = Endorsement.objects.visible_to(user).filter(text=text).order_by("dated", "released_at")
    named = [(row, [labels[anchor] for anchor in row.anchors if anchor in labels]) for row in gone]
    return Afterwards(text, shown, state, found, list(endorsed), named, released)


def newly_parted(text: ReleasedText, before: Texts, after: Texts) -> list[Finding]:
    """Where the languages of a text part by what would correct it, and did not `before`; errors first. Two SQL queries."""
    kinds = [(line.anchor, line.kind) for line in lines_of(text.canonical, text.languages)]

    def found(texts: Texts) -> tuple[Finding, ...]:
        pairs = [Pair(anchor, number, kind, texts[anchor]) for number, (anchor, kind) in enumerate(kinds)]
        return found_in(pairs, text.statement, len(text.parties))

    known = {each.key for each in found(before)}
    return sorted((each for each in found(after) if each.key not in known), key=lambda each: each.severity)


def _changes(
    before: Texts, after: Texts, entries: Sequence[dict[str, str]], labels: dict[str, int | str]
) -> list[Change]:
    places = dict.fromkeys((entry["anchor"], entry["language"]) for entry in entries)
    return [
        Change(
            anchor,
            marked_label(labels[anchor], begins=True),
            language,
            redline_html(before[anchor][language], after[anchor][language]),
        )
        for anchor, language in places
    ]


def _touching(released: Sequence[CorrigendumRow], anchor: str) -> list[int]:
    return [row.corrigendum.number for row in released if any(each.anchor == anchor for each in row.changes)]


def corrigenda_in(text: ReleasedText, anchors: Collection[str]) -> list[TextCorrigendum]:
    """The released corrigenda that replace words of one of these paragraphs, in their order. One SQL query."""
    touches = reduce(or_, (Q(entries__contains=[{"anchor": anchor}]) for anchor in anchors))
    return list(TextCorrigendum.objects.public().filter(touches, text=text).order_by("number"))
