"""Which rows the portal's pages show, read from the pages themselves, so that the floors show the same ones."""

import re
from dataclasses import dataclass
from html import unescape

from tests.benchmarks.targets import ACTIONS, COMMITMENTS, DESK, MEETINGS, REMINDERS, TABLE, Failed, Target, ask

KEY = r"[0-9a-f-]{36}"
# What names a row of a page. A reminder has no address: its rows are counted.
MARKS = {
    MEETINGS: r'href="/meetings/([\w-]+)/(?:agenda/)?"',
    COMMITMENTS: rf'href="/commitments/({KEY})/"',
    ACTIONS: rf'href="/actions/({KEY})/"',
    DESK: rf'href="/actions/({KEY})/"',
    REMINDERS: r"<td[ >]",
}
ROWS = re.compile(r"<(?:tr|li)[ >]")
PARAGRAPH = re.compile(r'<article [^>]*\bid="(\w+)"(.*?)</article>', re.S)
WORDS = re.compile(r'<p lang="(\w+)"[^>]*>(.*?)</p>', re.S)
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Shown:
    """Rows as (page, place, key), and the negotiation table's paragraphs as (place, anchor, plain text by language)."""

    rows: list[tuple[str, int, str]]
    passages: list[tuple[int, str, dict[str, str]]]


def read_shown(pages: dict[str, Target]) -> Shown:
    """The rows of the pages, which go by their names; raises `Failed` where a page shows none."""
    rows: list[tuple[str, int, str]] = []
    for name, mark in MARKS.items():
        pieces = ROWS.split(_main(pages[name]))[1:]
        found = [key.group(key.lastindex or 0) for piece in pieces if (key := re.search(mark, piece))]
        rows += [(name, place, key) for place, key in enumerate(found)]
        _refuse_none(name, found)
    passages = [
        (place, anchor, {code: unescape(TAG.sub("", words)) for code, words in WORDS.findall(body)})
        for place, (anchor, body) in enumerate(PARAGRAPH.findall(_main(pages[TABLE])))
    ]
    _refuse_none(TABLE, passages)
    return Shown(rows, passages)


def _refuse_none(name: str, found: object) -> None:
    if not found:
        raise Failed(f"The floor of “{name}” finds no rows on the portal's page.")


def _main(page: Target) -> str:
    """A page between its head and its foot, not compressed."""
    text = ask(page.plain).body.decode()
    return text.partition("<main")[2].partition("</main>")[0]
