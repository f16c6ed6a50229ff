"""A practice on paper: what its audience reads of it, with what came of it elsewhere."""

from io import BytesIO

from openpyxl import load_workbook

from portal.core.reader import reading_as
from tests.factories.practices import NOW, fail, make_practice
from workinggroup.handling.papers import make_paper


def test_a_paper_tells_where_it_failed(world):
    practice = make_practice(world.gtm, ["MEX", "USA"])
    fail(world.mex, practice)
    with reading_as(world.usa.head.reader):
        content, _name = make_paper(whole=practice, actor=world.usa.head, now=NOW, audience=["USA"], form="xlsx")
    rows = [row for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows(values_only=True)]
    words = " ".join(str(cell) for row in rows for cell in row if cell)
    for said in (
        "One lane opens by appointment.",
        "own figures, claimed",
        "It failed here",
        "Nobody made an appointment.",
    ):
        assert said in words
