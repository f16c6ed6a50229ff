"""What a page weighs: every answer that a browser with an empty cache takes for it, as it comes over the wire."""

import gzip
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import brotli

from tests.benchmarks.targets import Answer, Target, ask

# The fonts a browser loads, each with the class whose pages use it; "" is every page. It loads no picture of the style
# sheet before somebody touches a field.
FONTS = {"PublicSans-Regular": "", "PublicSans-Bold": "", "Merriweather-Regular": "voice"}
FONT_FILE = re.compile(r"""url\(["']?([^"')]*/([\w-]+)\.\w*\.?woff2)""")


@dataclass(frozen=True)
class Weight:
    """Bytes with heads, compressed. `document` is the page alone: what the next page weighs once the rest is held."""

    document: int
    whole: int
    requests: int


class References(HTMLParser):
    """The files a page names, and the classes it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self.classes |= set(facts.get("class", "").split())
        loaded = tag == "link" and {"stylesheet", "icon", "preload"} & set(facts.get("rel", "").split())
        name = "href" if loaded or tag == "use" else "src" if tag in {"script", "img"} else ""
        if facts.get(name, "") and not facts[name].startswith(("data:", "#")):
            self.files.append(facts[name])


def weigh(page: Target) -> Weight:
    """Fetch a page and everything it needs from the same place, each file once."""
    document = ask(page)
    found = References()
    found.feed(_text(document))
    waiting, taken = [urljoin(page.address, name) for name in found.files], dict[str, Answer]()
    while waiting:
        address = urlsplit(waiting.pop())._replace(fragment="").geturl()
        if address in taken or urlsplit(address).netloc != urlsplit(page.address).netloc:
            continue
        taken[address] = answer = ask(page, address)
        if answer.headers.get("content-type", "").startswith("text/css"):
            waiting += [urljoin(address, name) for name in _fonts(_text(answer), found.classes)]
    sizes = [document.size, *(answer.size for answer in taken.values())]
    return Weight(document.size, sum(sizes), len(sizes))


def _fonts(sheet: str, classes: set[str]) -> list[str]:
    """The font files of a style sheet that a page with these classes uses."""
    return [file for file, name in FONT_FILE.findall(sheet) if FONTS.get(name) in {"", *classes}]


def _text(answer: Answer) -> str:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(answer.headers.get("content-encoding", ""), bytes)
    return str(unpack(answer.body), "utf-8")
