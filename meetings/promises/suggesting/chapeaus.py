"""Inheritance: what a sentence with a colon announces holds for the items under it, and ordinals continue a lead-in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.promises.suggesting.clauses import opens_with_doer
from meetings.promises.suggesting.cues import Language
from meetings.promises.suggesting.dues import Due
from meetings.promises.suggesting.undertakings import Hit
from meetings.texts.blocks import Block

_STOPPED = re.compile(r"[.!?\u2026;][\"')\]]*\s*$")
_GOES_ON = re.compile(r"[;,](?:\s+(?:and|or|y|e|o))?\s*$")
_LIST_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]-?\s+", re.IGNORECASE)
HEADING, TABLE = "chapeau_heading", "table_label"


@dataclass(frozen=True)
class Chapeau:
    """What items inherit: strength, the verb with its chapeau named, the rule, and the time the chapeau sets."""

    strength: str
    verb: str
    rule: str
    due: Due | None = None


class Inheritance:
    """Remembers, from block to block and sentence to sentence, which chapeau is open and for what."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._close()

    def _close(self) -> None:
        self._over_list: Chapeau | None = None
        self._over_headings: Chapeau | None = None
        self._over_paragraphs: Chapeau | None = None
        self._over_ordinals: Chapeau | None = None
        self._over_this_block: Chapeau | None = None
        self._lead_in: Chapeau | None = None
        self._goes_on = False
        self.in_charter = False

    def enter_heading(self, text: str, paragraph: int) -> None:
        """Close everything but what was announced over headings; "Next steps" opens a list of commitments.

        A plan of action is announced once and its actions stand under headings: they go on until a paragraph comes that is
        no item.
        """
        over_headings = self._over_headings
        self._close()
        self.in_charter = self._language.charter_heading.match(text.strip()) is not None
        operative = self._language.operative.match(text.strip()) is not None
        if operative or self._language.commitment_heading.match(text.strip()):
            over_headings = Chapeau("core", self._name(self._language.heading_verb, paragraph), HEADING)
            self._over_paragraphs = over_headings if operative else None
        elif over_headings:
            self._over_paragraphs = over_headings
        self._over_list = self._over_headings = over_headings

    def enter_block(self, kind: str, text: str) -> None:
        """Find what the first sentence of this block inherits, and close the chapeaus that end here.

        A paragraph inherits when it comes right after the colon, or when the one before it goes on (";"), or when it
        looks like an item: a number, a small letter, a bare verb.
        """
        if kind == "list_item":
            self._over_this_block = self._over_list
            return
        if not (self._goes_on or self._language.item_opening.match(text.strip())):
            self._over_paragraphs = None
        if self._over_paragraphs is None:
            self._over_headings = None
        if self._over_paragraphs is None:
            self._over_list = None
        self._over_this_block = self._over_paragraphs
        self._goes_on = _GOES_ON.search(text) is not None

    def enter_sentence(self, sentence: str, *, opens_block: bool) -> Chapeau | None:
        """Return what this sentence inherits: from a colon above, or as an ordinal ("Second, ...") of a lead-in."""
        if opens_block and self._over_this_block is not None and not self._is_apart(sentence, self._over_this_block):
            return self._over_this_block
        if self._over_this_block is not None and not opens_block and self._language.item_goes_on.match(sentence):
            return self._over_this_block
        unmarked = _LIST_MARK.sub("", sentence, count=1)
        ordinal = self._language.ordinal.match(unmarked)
        if ordinal or (unmarked != sentence and not opens_block):
            self._over_ordinals = self._lead_in or self._over_ordinals
            # "Second, the ministers thanked ..." has a subject and a verb of its own, and is judged by them.
            # The capital after "2." makes no name.
            rest = unmarked[ordinal.end() :] if ordinal else unmarked[:1].lower() + unmarked[1:]
            stands_alone = opens_with_doer(rest, self._language.words)
            return None if stands_alone else self._over_ordinals
        if opens_block:
            self._over_ordinals = None
        return None

    def _is_apart(self, sentence: str, chapeau: Chapeau) -> bool:
        """Whether an item inherits nothing: it tells of the text itself, holds a view, or under a heading names a text or
        tells what is so."""
        if self._language.of_itself.match(sentence) or self._language.viewed_item.match(sentence):
            return True
        if chapeau.rule != HEADING:
            return False
        return any(each.match(sentence) for each in (self._language.numbered_text, self._language.told_item))

    def leave_sentence(self, sentence: str, handed_down: Chapeau | None) -> None:
        """Remember a sentence that may lead in ordinals: "... agreed on the following steps. First, ..."."""
        leads_in = self._language.ordinal_lead_in.search(sentence) is not None
        self._lead_in = handed_down if leads_in else None

    def open_chapeau(self, kind: str, own: Chapeau | None, next_kind: str | None) -> None:
        """Open a chapeau over the blocks that follow."""
        # An item with a colon and no verb of its own ("On visas:") passes on what it inherited.
        if kind == "paragraph" or own is not None:
            self._over_list = own
        self._over_paragraphs = own if next_kind == "paragraph" else None
        self._over_headings = own if next_kind in ("heading", "numbered") else None
        self._goes_on = True

    def make_chapeau(self, hits: Sequence[Hit], sentence: str, paragraph: int, due: Due | None) -> Chapeau | None:
        """Return what the last cue of a sentence hands down; None when the list behind it only describes.

        A line that reads like a heading of commitments ("What we agreed:") hands down what the heading would.
        """
        announced = self._language.commitment_heading.match(sentence) or self._language.list_announcement.search(
            sentence
        )
        if not hits and sentence.endswith(":") and announced:
            return Chapeau("core", self._name(self._language.heading_verb, paragraph), HEADING, due)
        if not hits or (not announced and self._language.describing_chapeau.search(sentence, hits[-1].end)):
            return None
        cue = hits[-1].cue
        return Chapeau(cue.strength, self._name(hits[-1].verb, paragraph), f"chapeau_{cue.name}", due)

    def announces_over_headings(self, sentence: str, next_kind: str | None) -> bool:
        """Tell whether what a sentence announces stands under headings: named ("the following actions:") or numbered."""
        if next_kind == "numbered":
            return sentence.endswith(":")
        return next_kind == "heading" and self._language.list_announcement.search(sentence) is not None

    def is_hollow(self, hits: Sequence[Hit], sentence: str) -> bool:
        """Tell whether a chapeau promises nothing but its items: "we intend to work together to:"."""
        core_ends = [hit.end for hit in hits if hit.cue.strength == "core"]
        if not core_ends or self._language.hollow_chapeau.fullmatch(sentence, min(core_ends)):
            return True
        announced = self._language.list_announcement.search(sentence)
        between = sentence[min(core_ends) : announced.start("what")] if announced else ","
        return "," not in between and len(core_ends) == 1

    def read_table(self, sentence: str, following: str) -> Chapeau | None:
        """Return what a row of a table is by its labels: "Align the forms. Lead: Mexico." is a task."""
        label = self._language.table_label
        inside = label.search(sentence)
        if inside and inside.start("verb") == next((at for at, each in enumerate(sentence) if each.isalnum()), 0):
            return None
        named = inside or label.match(following)
        return Chapeau("core", named["verb"].lower(), TABLE) if named else None

    def labels(self, sentence: str) -> bool:
        """Tell whether a sentence is nothing but a label of a table: "Deadline: June 2027."."""
        return self._language.table_label.match(sentence) is not None

    def _name(self, verb: str, paragraph: int) -> str:
        return self._language.inherited_verb.format(verb=verb, paragraph=paragraph)


def look_ahead(blocks: Sequence[Block], number: int) -> str | None:
    """Return the kind of the block after this one; a heading over numbered paragraphs is "numbered"."""
    if number >= len(blocks):
        return None
    kind = blocks[number].kind
    if kind != "heading":
        return kind
    below = next((block for block in blocks[number:] if block.kind != "heading"), None)
    return "numbered" if below and below.kind == "paragraph" and _LIST_MARK.match(below.text) else kind


def ends_like_chapeau(last_sentence: str, kind: str, next_kind: str | None) -> bool:
    """Tell whether a block whose last sentence this is announces the blocks after it."""
    if next_kind not in ("list_item", "paragraph"):
        return False
    if last_sentence.rstrip().endswith(":"):
        return True
    return kind == "paragraph" and next_kind == "list_item" and _STOPPED.search(last_sentence) is None
