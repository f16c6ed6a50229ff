"""What leaves of a page, and the one way in which each kind of file is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext

from portal.core.reader import Reader, reading_as
from workinggroup.flows.charts.svg import Sheet
from workinggroup.flows.exporting.packing import packed
from workinggroup.flows.exporting.plain import Reckoned, as_reckoned, as_shown, in_full
from workinggroup.flows.exporting.sdmx import in_sdmx, in_sdmx_as
from workinggroup.flows.exporting.shown import About, Rows, Shown
from workinggroup.flows.exporting.structure import Shape
from workinggroup.flows.exporting.workbook import as_workbook, reckoned_as_workbook
from workinggroup.flows.plates import png

CSV = "text/csv; charset=utf-8"
TYPES = {
    "csv": CSV,
    "full.csv": CSV,
    "sdmx.csv": CSV,
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The kinds of file by what they are called on pages.
FORMS: Mapping[str, str] = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "sdmx.csv": "SDMX-CSV",
    "zip": "ZIP",
    "svg": "SVG",
    "png": "PNG",
}
PICTURES = ("svg", "png")


@dataclass(frozen=True)
class Leaving:
    """What leaves of a page: its figures, what has to be said with them, and its picture, if it has one; where it shows what is
    reckoned of figures, that table, and the same in a shape of the standard. `name` is that of the file, without its kind. What
    has no figures (`rows`) is no package, and none for statistical offices."""

    name: str
    rows: Callable[[], Rows] | None
    about: Callable[[], About]
    sheet: Callable[[], Sheet] | None = None
    table: Callable[[], Reckoned] | None = None
    shape: Shape | None = None
    shaped: Callable[[], Iterator[tuple[Shown, Mapping[str, str | int]]]] | None = None

    def pieces(self, form: str) -> Iterator[bytes] | Sequence[bytes]:
        """The file; 404 for a kind that there is not."""
        match form:
            case "csv" if self.table:
                return as_reckoned(self.table())
            case "xlsx" if self.table:
                return [reckoned_as_workbook(self.table(), self.about(), marking=gettext("Published figures"))]
            case "svg" if self.sheet:
                return [self.sheet().svg().encode()]
            case "png" if self.sheet:
                return [png(self.sheet())]
        if self.rows is None:
            raise Http404
        match form:
            case "csv":
                return as_shown(self.rows())
            case "full.csv":
                return in_full(self.rows())
            case "sdmx.csv":
                return in_sdmx_as(self.shape, self.shaped()) if self.shape and self.shaped else in_sdmx(self.rows())
            case "xlsx":
                return [as_workbook(self.rows(), self.about(), marking=gettext("Published figures"))]
            case "zip":
                about = self.about()
                if about.sources:
                    return packed(self.rows(), about, name=self.name, beside=[self.table()] if self.table else [])
        raise Http404


def sent(leaving: Leaving, form: str) -> HttpResponse:
    """The file as an answer."""
    return attached(b"".join(leaving.pieces(form)), f"{leaving.name}.{form}")


def streamed(reader: Reader, write: Callable[[], Iterator[bytes]], name: str) -> StreamingHttpResponse:
    """A file that is read while it is sent, as a reader sees it."""

    def pieces() -> Iterator[bytes]:
        # The request's own transaction has ended when the first piece is asked for.
        with reading_as(reader):
            yield from write()

    response = StreamingHttpResponse(pieces(), content_type=TYPES[name.partition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def attached(content: bytes, name: str) -> HttpResponse:
    """A file as an answer, of the kind that its name says."""
    _stem, _dot, form = name.partition(".")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)
