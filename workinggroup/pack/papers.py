"""The papers of a follow-up pack: Word and tagged PDF, written of the same book."""

from dataclasses import asdict

from portal.core.office import WordDocument
from portal.core.printing import printed
from workinggroup.pack.book import Book, Heading, Line, Quote


def as_docx(book: Book) -> bytes:
    """A Word document to be worked on: each part on a page of its own."""
    document = WordDocument(title=f"{book.label}: {book.title}", language=book.language, marking=book.marking)
    document.add_footer(" · ".join(filter(None, [book.marking if book.watermark else "", book.footer, book.watermark])))
    document.add_heading(book.title, level=1)
    document.add_line(book.label)
    for fact in book.facts:
        document.add_line(fact)
    for block in book.blocks:
        if isinstance(block, Heading):
            document.add_heading(block.words, level=block.level, on_new_page=block.level == 1)
            if block.about:
                document.add_line(block.about)
        elif isinstance(block, Line):
            style = "List Bullet" if block.is_listed else None
            document.add_line(block.words, lead=block.lead, style=style, is_followed=block.is_followed)
        elif isinstance(block, Quote):
            for language, name, words in block.texts:
                document.add_line(words, lead=f"{name}: ", style="Quote", language=language)
        else:
            document.add_table(block.heads, block.rows, block.widths)
    return document.written()


def as_pdf(book: Book) -> bytes:
    """A tagged PDF with bookmarks, its languages side by side where a commitment is quoted."""
    data = {"label": book.label, "facts": book.facts, "blocks": [asdict(block) for block in book.blocks]}
    facts = data | {"name": book.title, "footer": book.footer, "watermark": book.watermark}
    facts |= {"banner": book.marking} if book.watermark else {}
    title = f"{book.label}: {book.title}"
    return printed("follow_up_pack", facts, title=title, language=book.language, marking=book.marking, apart=True)
