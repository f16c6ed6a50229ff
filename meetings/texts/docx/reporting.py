"""What a Word document holds that becomes no wording, in sentences: of a new text, and of a file that comes back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.texts.docx import marks
from meetings.texts.docx.pieces import Hint, NotTaken, What
from meetings.texts.docx.reading import WordParagraph, WordText

SENTENCES = {
    "table": gettext_lazy("A table was not taken over. Its words belong in paragraphs."),
    "picture": gettext_lazy("A picture was not taken over."),
    "text_box": gettext_lazy("A text box was not taken over. Its words belong in paragraphs."),
    "object": gettext_lazy("An embedded object was not taken over."),
    "formula": gettext_lazy("A formula was not taken over. Write it in words."),
    "symbol": gettext_lazy("A symbol of a special typeface was not taken over. Write it as a letter."),
    "comment": gettext_lazy("A comment changes no text. Decide whether it belongs in a rationale."),
    "footnote": gettext_lazy("A footnote was not taken over. Its words belong in a paragraph."),
    "endnote": gettext_lazy("An endnote was not taken over. Its words belong in a paragraph."),
    "embedded_document": gettext_lazy("An embedded document was not taken over."),
}
EDITED_OUTSIDE = gettext_lazy("This line stands outside the negotiated paragraphs. Its edit was not taken over.")
GONE_OUTSIDE = gettext_lazy(
    "A line outside the negotiated paragraphs is no longer in the file. It stays in the text: nothing was taken out."
)
EDITED_MARGIN = gettext_lazy("This line in the header or footer was changed. It was not taken over.")
# Said with the words that are marked; where a paragraph is marked so, nothing is taken of it.
HINTED: dict[Hint, Any] = {
    "struck": gettext_lazy(
        "Words are struck through by hand (“%(words)s”). That deletes nothing, and nothing was taken of this paragraph."
    ),
    "coloured": gettext_lazy(
        "Words are coloured by hand (“%(words)s”). That says nothing for certain, and nothing was taken of this paragraph."
    ),
    "hidden": gettext_lazy("Words are hidden in the file (“%(words)s”). Nothing was taken of this paragraph."),
    "broken": gettext_lazy(
        "A line breaks inside this paragraph (“%(words)s”): is it one paragraph or two? Nothing was taken of it."
    ),
}
COUNTED = {
    "table": gettext_lazy("Tables were not taken over: %(count)s."),
    "picture": gettext_lazy("Pictures were not taken over: %(count)s."),
    "text_box": gettext_lazy("Text boxes were not taken over: %(count)s."),
    "object": gettext_lazy("Embedded objects were not taken over: %(count)s."),
    "formula": gettext_lazy("Formulas were not taken over: %(count)s."),
    "symbol": gettext_lazy("Symbols of special typefaces were not taken over: %(count)s."),
    "comment": gettext_lazy("Comments were not taken over: %(count)s."),
    "footnote": gettext_lazy("Footnotes were not taken over: %(count)s."),
    "endnote": gettext_lazy("Endnotes were not taken over: %(count)s."),
    "embedded_document": gettext_lazy("Embedded documents were not taken over: %(count)s."),
}
# The words of these are said, so that a person can put them where they belong.
QUOTED: frozenset[What] = frozenset({"text_box", "comment", "footnote", "endnote"})
LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something a person has to look at: a sentence, the paragraphs it concerns (their anchors), the words, whose."""

    sentence: str
    anchors: tuple[str, ...] = ()
    text: str = ""
    author: str = ""

    @property
    def anchor(self) -> str | None:
        """The first of the paragraphs, if it concerns one."""
        return self.anchors[0] if self.anchors else None


def remarks_on(not_taken: Iterable[NotTaken]) -> Iterator[str]:
    """Yield a sentence for each kind of thing that was not taken over, with the words of notes and text boxes."""
    kinds: dict[What, list[NotTaken]] = {}
    for each in not_taken:
        kinds.setdefault(each.what, []).append(each)
    for what, found in kinds.items():
        words = [_("“%(words)s”") % {"words": _excerpt(each.text)} for each in found if each.text and what in QUOTED]
        quoted = f" ({', '.join(words)})" if words else ""
        yield COUNTED[what] % {"count": f"{len(found)}{quoted}"}


def _excerpt(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…"


def left_out(returned: WordText) -> list[Unplaced]:
    """List tables, pictures, comments and the like; then edits outside the negotiated paragraphs."""
    margins = [Unplaced(str(EDITED_MARGIN), (), line) for line in returned.margins]
    return [_of(each) for each in returned.not_taken] + margins + _edits_outside(returned)


def hinted(paragraph: WordParagraph, anchors: tuple[str, ...], text: str, author: str = "") -> list[Unplaced]:
    """Tell what is marked by hand in a paragraph; `text` are its words, where they changed."""
    return [
        Unplaced(HINTED[hint] % {"words": _excerpt(words)}, anchors, text, author) for hint, words in paragraph.hints
    ]


def _of(found: NotTaken) -> Unplaced:
    return Unplaced(str(SENTENCES[found.what]), (found.anchor,) if found.anchor else (), found.text, found.author)


def _edits_outside(returned: WordText) -> list[Unplaced]:
    listed = []
    for paragraph in returned.paragraphs:
        exported = returned.prints.get(paragraph.outside)
        if exported and marks.fingerprint(paragraph.after) != exported:
            listed.append(Unplaced(str(EDITED_OUTSIDE), (), paragraph.after))
    return listed
