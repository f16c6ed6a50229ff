"""Text out of bytes: the encodings in which spreadsheets save text, told apart by what stands between letters."""

import codecs
import re
from itertools import islice

# A mark at the beginning says it all. UTF-32's begins as UTF-16's does.
MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# What Excel writes on Windows, on an older Mac, and as "CSV (MS-DOS)"; between equals the first is taken.
EIGHT_BITS = ["cp1252", "mac_roman", "cp850"]
# Signs that stand in lists beside letters and digits.
USUAL = set("–—‘’“”«»¿¡ºª°·…€\xa0")
FEW = 0.01
# So many signs tell an encoding.
ENOUGH = 20_000
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])


class NotText(ValueError):
    """Bytes that are no text in any encoding that lists are saved in."""


def text_of(data: bytes) -> tuple[str, str]:
    """The text and its encoding's name. Raises `NotText`."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name), name
    name = _sixteen_bits(data)
    if name:
        return _decoded(data, name), name
    try:
        text, name = data.decode(), "utf-8"
    except UnicodeDecodeError:
        found = [(_oddity(text), text, name) for name in EIGHT_BITS for text in _tried(data, name)]
        if not found:
            raise NotText from None
        _least, text, name = min(found, key=lambda each: each[0])
    if _controls(text) > max(3, len(text) * FEW):
        raise NotText
    return text, name


def _sixteen_bits(data: bytes) -> str:
    """The name of the UTF-16 without a mark in which most letters are Latin, "" for anything else."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or len(data) < 4:
        return ""
    if odd > len(sample) * 0.3 and even < odd * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.3 and odd < even * 0.1 else ""


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise NotText from None


def _tried(data: bytes, name: str) -> list[str]:
    try:
        return [data.decode(name)]
    except UnicodeDecodeError:
        return []


def _oddity(text: str) -> int:
    """How much in a text looks out of place: signs among letters, capitals after small letters, what no list holds."""
    odd = 0
    for found in islice(BEYOND_ASCII.finditer(text), ENOUGH):
        place, sign = found.start(), found[0]
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        if not sign.isalpha():
            odd += 1 if sign in USUAL and not (before.isalpha() and after.isalpha()) else 3
        elif before.islower() and sign.isupper() and not after.isupper():
            odd += 2
        elif sign not in "áéíóúüñÁÉÍÓÚÜÑ":
            odd += 1
    return odd


def _controls(text: str) -> int:
    written = text.encode(errors="surrogatepass")
    return len(written) - len(written.translate(None, CONTROLS))
