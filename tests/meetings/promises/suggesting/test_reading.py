"""Reading a statement from its folder format."""

from datetime import date

import pytest

from meetings.promises.suggesting.reading import read_statement
from meetings.texts.blocks import Block


def test_a_statement() -> None:
    header = "# A | B | 2031-03-09 | https://x.example\r\n\r\n"
    text = header + "One\r\ntwo.\r\n\r\n## Head\r\n\r\n- a\r\n- b\r\n  more\r\n\r\nEnd."
    assert read_statement(text) == (
        "A | B",
        date(2031, 3, 9),
        [
            Block("paragraph", "One\ntwo."),
            Block("heading", "Head"),
            Block("list_item", "a"),
            Block("list_item", "b\nmore"),
            Block("paragraph", "End."),
        ],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("", None, [])),
        ("Only a paragraph.", ("", None, [Block("paragraph", "Only a paragraph.")])),
        ("# Title", ("Title", None, [])),
        ("# Title | no date | x\n\nP", ("Title", None, [Block("paragraph", "P")])),
        ("\ufeff# T | 2031-02-30 | x\nP\n- i", ("T", None, [Block("paragraph", "P"), Block("list_item", "i")])),
    ],
)
def test_odd_statements(text: str, expected: tuple[str, date | None, list[Block]]) -> None:
    assert read_statement(text) == expected
