"""A statement, or a redline of two revisions, as a Word document with tracked changes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from itertools import count, groupby

from django.utils import translation
from django.utils.translation import gettext as _

from meetings.exchange.docx.packaging import FIRST_NUMBERED, LANGUAGES, package
from meetings.exchange.sheet import Comment, Run, Sheet, SheetParagraph
from meetings.texts.docx.marks import (
    END,
    LANGUAGE,
    LEAD_IN,
    LISTS,
    LOOK,
    MARGIN,
    PARAGRAPH,
    REDLINE,
    REVISION,
    STATEMENT,
    TITLE,
    fingerprint,
    packed,
)
from meetings.texts.kinds import ParagraphKind
from portal.core.signs import writable

STYLES = {ParagraphKind.TITLE: "Title", ParagraphKind.HEADING: "Heading1", ParagraphKind.LIST_ITEM: "ListBullet"}
TRACKED = {"inserted": "ins", "deleted": "del", "moved_from": "moveFrom", "moved_to": "moveTo"}


def write(sheet: Sheet) -> bytes:
    """Write the .docx. Equal sheets give equal bytes. Word tracks every change in it from the first keystroke."""
    with translation.override(sheet.language):
        writer = _Writer(sheet)
        body = "".join(writer.body())
        prints = {} if sheet.head else {TITLE: fingerprint(sheet.title)}
        prints[END] = fingerprint(_("End of text"))
        for name, texts in ((LEAD_IN, sheet.lead_in), (LISTS, sheet.lists)):
            prints |= {f"{name}{number}": fingerprint(text) for number, text in enumerate(texts, start=1)}
        prints |= {f"{PARAGRAPH}{each.anchor}": fingerprint(each.text) for each in sheet.paragraphs if each.is_there}
        margins = enumerate((*sheet.header, *sheet.footer), start=1)
        prints |= {f"{MARGIN}{number}": fingerprint(line) for number, line in margins}
        return package(
            body=body,
            comments="".join(writer.comments),
            header=[_plain(line) for line in sheet.header],
            footer=[_plain(line) for line in sheet.footer],
            title=_plain(sheet.title),
            language=sheet.language,
            made_at=_moment(sheet.made_at),
            numbers=[_plain(number) for number in sheet.numbering.values()],
            properties={
                STATEMENT: sheet.statement,
                REVISION: "" if sheet.revision is None else sheet.revision,
                LANGUAGE: sheet.language,
                LOOK: sheet.look,
                REDLINE: int(any(each.mark != "same" for each in sheet.paragraphs)),
                **dict(packed(prints)),
            },
        )


class _Writer:
    """Writes the paragraphs of one sheet; every revision, bookmark and comment has a number of its own."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.numbers = count(1)
        self.comments: list[str] = []
        self.lists = {anchor: number for number, anchor in enumerate(sheet.numbering, start=FIRST_NUMBERED)}

    def body(self) -> Iterator[str]:
        if head := self.sheet.head:
            yield self._paragraph(head)
        else:
            yield self._plain_paragraph("Title", TITLE, self.sheet.title, self.sheet.comments)
        for number, text in enumerate(self.sheet.lead_in, start=1):
            yield self._plain_paragraph("LeadIn", f"{LEAD_IN}{number}", text)
        for paragraph in self.sheet.body:
            yield self._paragraph(paragraph)
        for number, text in enumerate(self.sheet.lists, start=1):
            yield self._plain_paragraph("Lists", f"{LISTS}{number}", text)
        # A last paragraph of ours: Word can neither insert nor delete the mark of a document's last one.
        yield self._plain_paragraph("EndOfText", END, _("End of text"))

    def _plain_paragraph(self, style: str, bookmark: str, text: str, comments: tuple[Comment, ...] = ()) -> str:
        inside = self._commented(comments, self._bookmarked(bookmark, _run(text)))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'

    def _paragraph(self, paragraph: SheetParagraph) -> str:
        tracked = TRACKED.get(paragraph.mark)
        inside, ending = "".join(self._runs(paragraph)), ""
        if tracked in {"moveFrom", "moveTo"}:
            move = next(self.numbers)
            name = f'w:name="move_{_plain(paragraph.anchor)}" {self._by(paragraph.author, paragraph.at or self.sheet.made_at)}'
            inside = f'<w:{tracked}RangeStart w:id="{move}" {name}/>{inside}'
            # Behind the paragraph, so that its mark moves too.
            ending = f'<w:{tracked}RangeEnd w:id="{move}"/>'
        if paragraph.is_there:
            inside = self._bookmarked(f"{PARAGRAPH}{_plain(paragraph.anchor)}", inside)
        style = STYLES.get(ParagraphKind(paragraph.kind), "")
        number = self.lists.get(paragraph.anchor) if paragraph.mark != "moved_from" else None
        form = f'<w:pStyle w:val="{style}"/>' if style else ""
        form += "<w:keepNext/>" if paragraph.kind == ParagraphKind.CHAPEAU else ""
        form += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        of_mark = (self._tracked(tracked, paragraph, "") if tracked else "") + _spoken(paragraph.language)
        form += f"<w:rPr>{of_mark}</w:rPr>" if of_mark else ""
        return f"<w:p><w:pPr>{form}</w:pPr>{self._commented(paragraph.comments, inside)}</w:p>{ending}"

    def _runs(self, paragraph: SheetParagraph) -> Iterator[str]:
        around = TRACKED.get(paragraph.mark)
        for (kind, author, at), runs in groupby(paragraph.runs, key=lambda run: (run.kind, run.author, run.at)):
            text = "".join(run.text for run in runs)
            is_gone = kind == "deleted" or not paragraph.is_there
            written = _run(text, "w:delText" if is_gone else "w:t", paragraph.language)
            own = TRACKED.get(kind)
            if own and own != around:
                written = self._tracked(own, Run("", kind, author or paragraph.author, at or paragraph.at), written)
            if around and not (around == "moveTo" and own == "ins"):
                written = self._tracked(around, paragraph, written)
            yield written

    def _tracked(self, tag: str, change: Run | SheetParagraph, inside: str) -> str:
        start = f'<w:{tag} w:id="{next(self.numbers)}" {self._by(change.author, change.at)}'
        return f"{start}>{inside}</w:{tag}>" if inside else f"{start}/>"

    def _bookmarked(self, name: str, inside: str) -> str:
        number = next(self.numbers)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'

    def _commented(self, comments: tuple[Comment, ...], inside: str) -> str:
        for comment in comments:
            number = len(self.comments)
            words = f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{_run(comment.text)}</w:p>'
            self.comments.append(
                f'<w:comment w:id="{number}" {self._by(comment.author, comment.at)}>{words}</w:comment>'
            )
            inside = (
                f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
            )
        return inside

    @staticmethod
    def _by(author: str, at: datetime | None) -> str:
        when = f' w:date="{_moment(at)}"' if at else ""
        return f'w:author="{_plain(author)}"{when}'


def _run(text: str, tag: str = "w:t", language: str = "") -> str:
    form = f"<w:rPr>{_spoken(language)}</w:rPr>" if language else ""
    return f'<w:r>{form}<{tag} xml:space="preserve">{_plain(text)}</{tag}></w:r>' if text else ""


def _spoken(language: str) -> str:
    """In which language Word checks the spelling, where it is not the document's."""
    return f'<w:lang w:val="{LANGUAGES.get(language, language)}"/>' if language else ""


def _plain(text: str) -> str:
    """Text as XML may hold it."""
    return escape(writable(text))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
