"""Our own lines around the negotiated paragraphs, known again in a file that has lost their bookmarks. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from meetings.texts.docx.marks import OUTSIDE, fingerprint, settled
from meetings.texts.docx.reading import WordParagraph, WordText

# How much of two lines must be alike, from 0 to 1, for one to be taken for the other, edited.
ALIKE = 0.6


class Around:
    """The title, lead-in, lists and end line that the file holds without a bookmark; each is met once."""

    def __init__(self, returned: WordText, lines: Iterable[str]) -> None:
        marked = {each.outside for each in returned.paragraphs if each.outside}
        there = {returned.prints[name] for name in marked if name in returned.prints}
        for each in returned.paragraphs:
            there |= {fingerprint(text) for text in (each.before, each.after) if each.outside}
        self.exported = {print_ for name, print_ in returned.prints.items() if name.startswith(OUTSIDE)}
        words = {fingerprint(line): settled(line) for line in lines}
        self.absent = {print_: words.get(print_, "") for print_ in [*words, *self.exported] if print_ not in there}

    def gone(self) -> list[str]:
        """The words, as far as they are known, of the lines that the file was exported with and that were not met in it."""
        return [line for print_, line in self.absent.items() if print_ in self.exported]

    def meets(self, paragraph: WordParagraph) -> bool | None:
        """Whether the paragraph is one of the lines as it was (True), edited (False), or none of them (None)."""
        for text, is_kept in ((paragraph.after, True), (paragraph.before, False)):
            if text and self.absent.pop(fingerprint(text), None) is not None:
                return is_kept
        for print_, line in self.absent.items() if not paragraph.is_new else ():
            if _alike(line, settled(paragraph.after)):
                del self.absent[print_]
                return False
        return None


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
