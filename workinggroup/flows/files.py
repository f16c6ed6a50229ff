"""Comparisons and revisions as files: drawings that carry their source, and rows of plain values."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, pgettext

from meetings.documents.names import inert
from portal.core.office import SheetPage, spreadsheet
from workinggroup.flows.charts.svg import Sheet
from workinggroup.flows.exporting.plain import Cells, written
from workinggroup.flows.indicators import LANGUAGES
from workinggroup.flows.leaving import notes_of
from workinggroup.flows.queries.mirrors import Count, MirrorPage, Row
from workinggroup.flows.queries.revisions import Revisions

HIDDEN, PROVISIONAL = "c", "P"
MIRROR = (
    "month", "one", "one_value", "one_status", "one_as_of", "one_address", "other", "other_value", "other_status", "other_as_of",
    "other_address", "gap", "gap_share", "reading", "coarser", "coarser_one_value", "coarser_other_value",
    "coarser_gap_share", "cause", "words_en", "words_es", "proposed_by", "agreed_by",
)  # fmt: skip
REVISIONS = ("month", "as_of", "value", "status", "change", "address")


def mirror_rows(page: MirrorPage) -> Iterator[bytes]:
    """Every month of a pair, the latest first. Names of columns are English and stay."""
    return written(MIRROR, _mirrored(page), is_marked=True)


def mirror_book(page: MirrorPage) -> bytes:
    """The same months as a workbook, with what is to be said of them on a sheet of their own."""
    return _book(MIRROR, _mirrored(page), mirror_sheet(page))


def mirror_sheet(page: MirrorPage) -> Sheet:
    """The drawing of a pair with what it compares."""
    datasets = [each for side in page.compared.sides for each in side.datasets]
    days = {side.code: side.as_of for side in page.compared.sides if side.as_of}
    return page.plate.sheet(notes_of(datasets, days) if datasets else [])


def revision_rows(page: Revisions) -> Iterator[bytes]:
    """Every figure of a series that was published, month by month."""
    return written(REVISIONS, _changed(page), is_marked=True)


def revision_book(page: Revisions) -> bytes:
    """The same as a workbook."""
    return _book(REVISIONS, _changed(page), revision_sheet(page))


def revision_sheet(page: Revisions) -> Sheet:
    """The triangle with its source."""
    dataset = page.series.dataset
    return page.plate.sheet(notes_of([dataset], {dataset.delegation_id: page.latest} if page.latest else {}))


def _book(heads: Sequence[str], rows: Iterator[Cells], sheet: Sheet) -> bytes:
    cells = [list(row) for row in rows]
    figures = SheetPage(pgettext("name of a sheet", "Figures"), heads, cells, [16] * len(heads), counts=True)
    said = [[line, ""] for line in sheet.notes]
    about = SheetPage(pgettext("name of a sheet", "About"), [sheet.title, ""], said, (100, 20))
    return spreadsheet([figures, about], marking=gettext("Published figures"))


def _mirrored(page: MirrorPage) -> Iterator[Cells]:
    one, other = page.compared.sides
    for row in page.every:
        share = row.share
        reason = row.reason
        yield (
            str(row.month),
            one.code,
            *_count(row.one),
            other.code,
            *_count(row.other),
            row.pair.gap if row.pair else "",
            f"{float(share):.4f}" if share is not None else "",
            row.pair.band.value if row.pair else "",
            *_instead(row),
            reason.cause if reason else "",
            *(inert(" ".join(reason.words.get(code, "").split())) if reason else "" for code in LANGUAGES),
            reason.delegation_id if reason else "",
            (reason.agreed_by_id or "") if reason else "",
        )


def _instead(row: Row) -> Cells:
    """What is compared where one side hides the figure."""
    if row.instead is None:
        return ("", "", "", "")
    share = row.instead.pair.share
    words = "" if share is None else f"{float(share):.4f}"
    return ("+".join(row.instead.summed), row.instead.pair.a, row.instead.pair.b, words)


def _count(count: Count) -> Cells:
    figure = count.figure
    status = HIDDEN if figure.is_hidden else PROVISIONAL if figure.is_provisional else ""
    value = "" if figure.value is None else figure.value
    return (value, status, count.since.isoformat() if count.since else "", count.address)


def _changed(page: Revisions) -> Iterator[Cells]:
    for each in page.changes:
        figure = each.figure
        status = HIDDEN if figure.is_hidden else PROVISIONAL if figure.is_provisional else ""
        value = "" if figure.value is None else figure.value
        change = "" if each.change is None else each.change
        yield (str(each.month), each.as_of.isoformat(), value, status, change, each.address)
