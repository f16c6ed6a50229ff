"""What a returned file holds that becomes no change of the text, in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.texts.docx import marks
from meetings.texts.docx.body import NotTaken
from meetings.texts.docx.reading import Returned

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


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something a person has to look at: a sentence, the paragraph it concerns (its anchor), the words, whose."""

    sentence: str
    anchor: str | None = None
    text: str = ""
    author: str = ""


def left_out(returned: Returned) -> list[Unplaced]:
    """Tables, pictures, comments and the like; then edits of what surrounds the text."""
    return [_of(each) for each in returned.not_taken] + _around(returned)


def _of(found: NotTaken) -> Unplaced:
    return Unplaced(str(SENTENCES[found.what]), found.anchor, found.text, found.author)


def _around(returned: Returned) -> list[Unplaced]:
    listed = []
    for paragraph in returned.paragraphs:
        print_ = returned.prints.get(paragraph.around)
        if print_ and marks.fingerprint(paragraph.after) != print_:
            sentence = _("This line stands outside the negotiated paragraphs. Its edit was not taken over.")
            listed.append(Unplaced(sentence, None, paragraph.after))
    return listed
