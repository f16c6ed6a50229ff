"""What everybody reads of a released text, from the rows that the public sees and from no other."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models.functions import Length

from meetings.records.models import Readout
from meetings.release.models import Dissociation, Endorsement, ReleasedFile, ReleasedText, TextCorrigendum
from meetings.texts.canonical import short_hash
from meetings.texts.kinds import TITLE_ANCHOR, ParagraphKind, numbered
from portal.core import times
from portal.people.models import Delegation

FORMS = ("pdf", "docx", "txt", "json", "xml")


@dataclass(frozen=True)
class Piece:
    """Words of a paragraph as they were released, and the number of the corrigendum that is about their end, 0 for none."""

    words: str
    corrigendum: int = 0


@dataclass(frozen=True)
class PublicLine:
    """The title or one paragraph as it was released: `number` is None for the title and headings; `pieces` are its
    words by language."""

    anchor: str
    kind: str
    number: int | None
    texts: Mapping[str, str]
    pieces: Mapping[str, Sequence[Piece]]


@dataclass(frozen=True)
class Correction:
    """One entry of a corrigendum: the paragraph's label, the language, what was read and what is to be read."""

    anchor: str
    number: int | None
    language: str
    old: str
    new: str


@dataclass(frozen=True)
class PublicCorrigendum:
    """A released corrigendum with its entries."""

    row: TextCorrigendum
    entries: list[Correction]


@dataclass(frozen=True)
class Parting:
    """A party's dissociation, and the paragraphs that it is about, by anchor and number; none of them for the whole text."""

    row: Dissociation
    name: Mapping[str, str]
    places: list[tuple[str, int | None]]


@dataclass(frozen=True)
class PublicText:
    """A released text as its page shows it. `clocks` are the time zones of the delegations by code."""

    text: ReleasedText
    lines: list[PublicLine]
    corrigenda: list[PublicCorrigendum]
    endorsements: list[Endorsement]
    dissociations: list[Parting]
    readouts: list[Readout]
    sizes: Mapping[str, int]
    zones: list[tuple[str, Mapping[str, str]]]
    clocks: Mapping[str, str]

    @property
    def title(self) -> PublicLine:
        return self.lines[0]

    @property
    def languages(self) -> list[str]:
        return list(self.text.languages)

    @property
    def hash(self) -> str:
        return short_hash(self.text.hashes[""])

    @property
    def whole_hash(self) -> str:
        return str(self.text.hashes[""])

    @cached_property
    def parties(self) -> list[dict[str, Any]]:
        """Who signed, as it was at the release."""
        return [
            each | {"day": self.day_of(datetime.fromisoformat(each["signed_at"])) if each.get("signed_at") else None}
            for each in self.text.facts.get("parties", ())
        ]

    def day_of(self, at: datetime | None) -> date:
        """The day of an instant where the text was made: at the seat of its host."""
        assert at
        return times.local(at, self.clocks.get(self.text.facts.get("meeting", {}).get("host", ""), "UTC")).date()

    @property
    def interpretations(self) -> list[dict[str, Any]]:
        names = {each["code"]: each["names"] for each in self.text.facts.get("parties", ())}
        found = self.text.facts.get("interpretations", ())
        return [each | {"names": names.get(each["code"], {})} for each in found]

    @property
    def city(self) -> Any:
        return self.text.facts.get("meeting", {}).get("city", "")

    @property
    def dated(self) -> date:
        return self.text.dated


def public_texts() -> list[ReleasedText]:
    """Every released text, the newest first. One SQL query."""
    return list(ReleasedText.objects.public().order_by("-released_at", "slug"))


def public_text(text: ReleasedText) -> PublicText:
    """All that is shown of one. Seven SQL queries, whatever its length."""
    corrigenda = list(TextCorrigendum.objects.public().filter(text=text).order_by("number"))
    lines = lines_of(text, corrigenda)
    numbers = {line.anchor: line.number for line in lines}
    sides = {each.code: each for each in Delegation.objects.all()}
    partings = Dissociation.objects.public().filter(text=text).order_by("released_at")
    readouts = Readout.objects.public().filter(meeting_id=text.meeting_key).select_related("delegation")
    sizes = ReleasedFile.objects.public().filter(text=text, edition=len(corrigenda))
    return PublicText(
        text=text,
        lines=lines,
        corrigenda=[PublicCorrigendum(row, _entries(row, numbers)) for row in corrigenda],
        endorsements=list(Endorsement.objects.public().filter(text=text).order_by("dated", "released_at")),
        dissociations=[
            Parting(row, sides[row.delegation_id].name, [(each, numbers.get(each)) for each in row.anchors])
            for row in partings
        ],
        readouts=list(readouts.order_by("delegation__order")),
        sizes=dict(sizes.annotate(size=Length("content")).values_list("form", "size")),
        zones=_zones(text, sides),
        clocks={code: side.time_zone for code, side in sides.items()},
    )


def public_readout(key: UUID) -> Readout | None:
    """A delegation's readout that it released. One SQL query."""
    found: Readout | None = Readout.objects.public().filter(pk=key).select_related("delegation").first()
    return found


def lines_of(text: ReleasedText, corrigenda: Iterable[TextCorrigendum]) -> list[PublicLine]:
    """The title and the paragraphs from the canonical text itself, marked where a corrigendum is about their words."""
    about: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in corrigenda:
        for entry in row.entries:
            about.setdefault((entry["anchor"], entry["language"]), []).append((entry["old"], row.number))
    found, facts = [], json.loads(text.canonical)
    numbers = dict(numbered((each["anchor"], each["kind"]) for each in facts["paragraphs"]))
    title = {"anchor": TITLE_ANCHOR, "kind": ParagraphKind.TITLE, **facts["title"]}
    for each in [title, *facts["paragraphs"]]:
        words = {language: each.get(language, "") for language in text.languages}
        pieces = {code: split_at(said, about.get((each["anchor"], code), ())) for code, said in words.items()}
        found.append(PublicLine(each["anchor"], each["kind"], numbers.get(each["anchor"]), words, pieces))
    return found


def split_at(words: str, corrections: Sequence[tuple[str, int]]) -> list[Piece]:
    """The words cut behind each passage that a corrigendum is about; behind the last word where it stands no longer so."""
    cuts: dict[int, int] = {}
    for old, number in corrections:
        place = re.search(re.escape(old), words) if old else None
        cuts[place.end() if place else len(words)] = number
    pieces, start = [], 0
    for end, number in sorted(cuts.items()):
        pieces.append(Piece(words[start:end], number))
        start = end
    return [*pieces, Piece(words[start:])] if start < len(words) or not pieces else pieces


def _entries(row: TextCorrigendum, numbers: Mapping[str, int | None]) -> list[Correction]:
    return [
        Correction(each["anchor"], numbers.get(each["anchor"]), each["language"], each["old"], each["new"])
        for each in row.entries
    ]


def _zones(text: ReleasedText, sides: Mapping[str, Delegation]) -> list[tuple[str, Mapping[str, str]]]:
    """The parties' time zones with the names of their seats, each zone once."""
    found: dict[str, Mapping[str, str]] = {}
    for code in text.parties:
        found.setdefault(sides[code].time_zone, sides[code].seat)
    return list(found.items())
