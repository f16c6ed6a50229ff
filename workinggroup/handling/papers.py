"""A whole as a paper for an audience: tagged PDF, Word, spreadsheet, built from what the audience may read and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from meetings.documents.states import Marking
from portal.core import times
from portal.core.errors import Refused
from portal.core.office import SheetPage, WordDocument, spreadsheet
from portal.core.people import Person
from portal.core.printing import printed
from workinggroup.handling import rules
from workinggroup.handling.checking import known_words
from workinggroup.handling.operations.exporting import next_number, note_export
from workinggroup.handling.queries import as_portions, passages_of
from workinggroup.handling.sanitising import (
    PUBLIC,
    Kind,
    Portion,
    Shown,
    Survivor,
    banner,
    sanitise,
    survivors,
    withheld,
)
from workinggroup.handling.states import narrowest, rank
from workinggroup.handling.things import Matter, kind_of, parent_of


class NotForThem(Refused):
    """A paper is made for those who may read the whole."""

    sentence = gettext_lazy("Not all of these may read it: choose others, or ask for wider release.")
    field = "audience"


class NotOnPaper(Refused):
    """What is marked narrowest leaves by no paper."""

    sentence = gettext_lazy("What is marked TLP:RED is read here alone.")
    field = "form"


class HeadsTakeStrict(Refused):
    """Papers of what is strictly for the receiving delegations are taken by those who coordinate."""

    sentence = gettext_lazy("Those who coordinate your delegation take out what is marked TLP:AMBER+STRICT.")
    field = "form"


class NoSuchEdition(Refused):
    """A paper is of what is there."""

    sentence = gettext_lazy("There is no version of this number that all of these may be told of.")
    field = "form"


class SaysWithheld(Refused):
    """The paper would say what it withholds."""

    sentence = gettext_lazy(
        "“%(words)s” stands in the paper and also in a passage that these readers may not read. Say it otherwise first."
    )
    field = "audience"


# A line of a paper has so many signs, about; what is no longer than a date stays on one.
MOST_SIGNS, UNBROKEN, MARGIN = 90, 12, 3
# So many signs has a column of a workbook at most.
WIDEST = 44


@dataclass(frozen=True)
class Paper:
    """What a paper says: its matter, the passages of it under the names of their parts, the banner, the watermark, and when it
    was made."""

    reference: str
    matter: Matter
    parts: Sequence[tuple[str, Sequence[Shown]]]
    banner: str
    watermark: str
    at: datetime | None = None


def make_paper(
    *, whole: Any, actor: Person, now: datetime, audience: Sequence[str], form: str, number: int | None = None
) -> tuple[bytes, str]:
    """Make a paper of a whole for an audience of sides, or `PUBLIC`, and note that it left; returns the file and its name. Of a
    whole in several editions it is of that `number`, by default of the one that counts. It is for those who read the parent, too.

    Must run in a transaction. Refuses `NotForThem`, `NotOnPaper`, `HeadsTakeStrict`, `NoSuchEdition`, and `SaysWithheld` where
    words that it withholds are read in it: compared with what the actor reads, and with nothing else.
    """
    kind = kind_of(whole)
    readers = set(audience)
    # What a whole is seen through is told of in its paper, too: an answer's paper bears the title of the request.
    matters = [each for each in (whole, parent_of(whole)) if each is not None]
    allowed = set.intersection(*(set(each.releasable_to) for each in matters))
    markings = [each.marking for each in matters]
    if PUBLIC in readers and set(markings) != {Marking.CLEAR}:
        raise NotForThem
    if PUBLIC not in readers and not readers <= allowed:
        raise NotForThem
    edition = kind.editions.find(whole, number, readers) if kind.editions else whole
    if edition is None:
        raise NoSuchEdition
    passages = kind.editions.passages(edition) if kind.editions else passages_of(whole)
    portions = list(as_portions(passages).values())
    ceiling = Marking.STRICT
    shown = sanitise(portions, readers, ceiling)
    if Marking.RED in markings:
        raise NotOnPaper
    mark, common = banner(shown)
    mark = narrowest([mark, *markings])
    if rank(mark) >= rank(Marking.STRICT) and not rules.can_speak(actor):
        raise HeadsTakeStrict
    matter = kind.compose(edition, actor, sorted(readers)) if kind.compose else Matter(str(whole))
    if found := _said_elsewhere(withheld(portions, shown), shown, matter):
        raise SaysWithheld(words=found[0].words)
    export = next_number(actor)
    names = dict(kind.parts)
    parts: dict[str, list[Shown]] = {}
    for each in shown:
        parts.setdefault(each.part, []).append(each)
    order = [*names, *(part for part in parts if part not in names)]
    releasable = [_("everybody")] if PUBLIC in readers else sorted(set(common or allowed) & allowed)
    paper = Paper(
        str(whole),
        matter,
        [(str(names.get(part, part)), parts[part]) for part in order if part in parts],
        banner_words(mark, releasable),
        watermark_words(actor, now, export, sorted(readers)),
        now,
    )
    content = WRITERS[form](paper)
    held = [each for each in passages if each.anchor in {one.anchor for one in shown}]
    note_export(
        thing=whole, actor=actor, now=now, number=export, form=form, audience=readers, passages=held, content=content
    )
    return content, f"{whole}.{form}".replace(" ", "-").replace("/", "-")


def banner_words(mark: str, readers: Iterable[str]) -> str:
    """What stands at head and foot of each page: "TLP:AMBER · Releasable to GTM, MEX"."""
    releasable = _("Releasable to %(codes)s") % {"codes": ", ".join(readers)}
    return f"TLP:{mark} · {releasable}"


def watermark_words(actor: Person, now: datetime, number: int, audience: Sequence[str]) -> str:
    """Who took a paper out, when by the own clock, under which number, and for whom, where it is not for the own side alone."""
    words = [actor.code, actor.name, f"{times.local(now, actor.zone):%Y-%m-%d %H:%M}"]
    words.append(_("export %(number)s") % {"number": number})
    if PUBLIC in audience:
        words.append(_("for everybody"))
    elif set(audience) != {actor.code}:
        words.append(_("for %(codes)s") % {"codes": ", ".join(audience)})
    return " · ".join(words)


def _said_elsewhere(held: Iterable[Portion], shown: Sequence[Shown], matter: Matter) -> list[Survivor]:
    """What of withheld portions the paper says all the same. What all its readers read anyway is no such thing, but for what is
    read here alone: that leaves in no words."""
    hidden, alone = list[Mapping[str, str]](), list[Mapping[str, str]]()
    for each in held:
        (alone if each.marking == Marking.RED else hidden).append(each.text)
    said, known = [*shown, *_said(matter)], list(known_words())
    return survivors(hidden, said, [*known, *matter.known]) or survivors(alone, said, known)


def _said(matter: Matter) -> list[Shown]:
    """What a paper says beside passages, to be looked through as they are."""
    words = [matter.title, *(value for _label, value in matter.facts)]
    words += [cell for _name, rows in matter.tables for row in rows for cell in row]
    return [
        Shown(Kind.WHOLE, f"#{n}", "", {"": text}, "CLEAR", frozenset(), ()) for n, text in enumerate(words) if text
    ]


def portion_words(each: Shown) -> str:
    """The mark of a portion as it stands in brackets before it: "(TLP:AMBER · USA, MEX)"; of a trace, who withholds it."""
    if each.kind is Kind.TRACE:
        return _("withheld by %(sides)s") % {"sides": ", ".join(each.originators)}
    return mark_words(each.marking, each.readers)


def mark_words(marking: str, readers: Iterable[str]) -> str:
    """A mark with its readers in brackets, as it stands before what it is of."""
    return f"(TLP:{marking} · {', '.join(sorted(readers))})"


def _texts(each: Shown) -> list[tuple[str, str]]:
    return [(code, each.text[code]) for code in settings.CONTENT_LANGUAGES if each.text.get(code)]


def as_pdf(paper: Paper) -> bytes:
    """A tagged PDF with the banner at head and foot of each page and the watermark behind."""
    data = {
        "reference": paper.reference,
        "heading": paper.matter.title,
        "facts": [list(fact) for fact in paper.matter.facts],
        "parts": [
            {
                "name": name,
                "passages": [
                    {
                        "mark": portion_words(each),
                        "is_trace": each.kind is Kind.TRACE,
                        "texts": [{"lang": code, "text": text} for code, text in _texts(each)],
                    }
                    for each in shown
                ],
            }
            for name, shown in paper.parts
        ],
        "tables": [
            {"name": name, "rows": [list(row) for row in rows], "widths": _widths(rows)}
            for name, rows in paper.matter.tables
        ],
        "banner": paper.banner,
        "watermark": paper.watermark,
        "footer": paper.watermark,
    }
    return printed("handled", data, title=f"{paper.reference}: {paper.matter.title}")


def as_docx(paper: Paper) -> bytes:
    """The same as a Word document; the watermark stands at the foot, for readers of screens, too."""
    language = (get_language() or "en")[:2]
    title = f"{paper.reference}: {paper.matter.title}"
    document = WordDocument(title=title, language=language, marking=paper.banner, at=paper.at)
    document.add_footer(f"{paper.banner} · {paper.watermark}")
    document.add_heading(title, 1)
    for label, value in paper.matter.facts:
        document.add_line(value, lead=f"{label}: ")
    for name, shown in paper.parts:
        document.add_heading(name, 2)
        for each in shown:
            texts = _texts(each)
            if not texts:
                document.add_line(f"[{portion_words(each)}]")
            for code, text in texts:
                document.add_line(text, lead=f"{portion_words(each)} ", language=code)
    for name, rows in paper.matter.tables:
        if rows:
            document.add_heading(name, 2)
            # Word keeps a margin in each cell: a code of three letters is to stay whole beside it.
            widths = [width + MARGIN for width in _widths(rows)]
            document.add_table(rows[0], rows[1:], [17 * width / sum(widths) for width in widths])
    return document.written()


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide the columns of a table are beside each other: by the longest word, and by how much stands in each."""
    columns = list(zip(*rows, strict=True))
    longest = [max(len(word) for cell in column for word in ["", *cell.split()]) for column in columns]
    fullest = [max(len(cell) for cell in column) for column in columns]
    return [
        max(4, word, min(full, UNBROKEN), min(full, 3 * MOST_SIGNS) // 3)
        for word, full in zip(longest, fullest, strict=True)
    ]


def as_xlsx(paper: Paper) -> bytes:
    """The same as a workbook: the mark in the first row of each page, a row for each passage."""
    languages = list(settings.CONTENT_LANGUAGES)
    rows: list[Sequence[str]] = [[label, value] for label, value in paper.matter.facts]
    rows.append([_("Part"), _("Mark"), *(code.upper() for code in languages)])
    for name, shown in paper.parts:
        rows += [[name, portion_words(each), *(each.text.get(code, "") for code in languages)] for each in shown]
    rows.append([paper.watermark])
    pages = [SheetPage(paper.reference[:31], [paper.banner], [[paper.matter.title], *rows], [24, 28, 60, 60])]
    for number, (name, table) in enumerate(paper.matter.tables, start=2):
        widths = [min(max(len(cell) for cell in column), WIDEST) + MARGIN for column in zip(*table, strict=True)]
        lines = [*table, [paper.watermark]]
        pages.append(SheetPage(f"{number} {name}"[:31], [paper.banner], lines, widths, headed=len(table[:1])))
    title = f"{paper.reference}: {paper.matter.title}"
    footer = f"{paper.banner} · {paper.watermark}"
    return spreadsheet(pages, marking=paper.banner, footer=footer, title=title, at=paper.at)


WRITERS = {"pdf": as_pdf, "docx": as_docx, "xlsx": as_xlsx}
