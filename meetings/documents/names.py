"""Names of files, made safe for every system that may unpack them. Pure."""

import unicodedata

LONGEST = 120
LONGEST_ENDING = 10
FORBIDDEN = '<>:"/\\|?*'
# Names that Windows keeps for devices, whatever follows the dot.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean_name(name: str, fallback: str = "document") -> str:
    """The last part of a path without control, invisible or reserved characters, at most 120 characters and 240 bytes.

    Keeps the ending. Never empty, never hidden, never a device.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(" " if char in FORBIDDEN else char for char in last if unicodedata.category(char)[0] != "C")
    stem, ending = split_ending(" ".join(kept.split()).strip(". "))
    stem = stem.strip(". ")[: LONGEST - len(ending)]
    while len((stem + ending).encode()) > 2 * LONGEST:
        stem = stem[:-1]
    stem = stem.strip(". ") or fallback
    return ("_" if stem.partition(".")[0].lower() in DEVICES else "") + stem + ending


def split_ending(name: str) -> tuple[str, str]:
    """ "a.tar.gz" as ("a.tar", ".gz"); a name without a short ending keeps it empty."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not ending.isalnum() or len(ending) > LONGEST_ENDING:
        return name, ""
    return stem, dot + ending


def unique_name(name: str, taken: set[str]) -> str:
    """The name, or the name with a number, such that none in `taken` differs from it by case alone; adds it there."""
    stem, ending = split_ending(name)
    number, chosen = 1, name
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{stem} ({number}){ending}"
    taken.add(chosen.casefold())
    return chosen


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
