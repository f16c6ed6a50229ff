"""How wide words come out in the portal's sans typeface, so that labels can be laid apart. Pure."""

from collections.abc import Iterator

# Advance widths in hundredths of an em; figures are tabular.
REGULAR = {
    22: "·", 24: " :;í\u00a0'’‘`", 26: "!ij|¡", 30: ",.([]{}Il)Í", 36: "/\\", 38: "-", 40: "*Jfrtªº", 43: "\"“”«»", 48: "z",
    50: "v^", 52: "?_s¿", 54: "cy", 56: "+<=>aákx–−±≤≥", 58: "Lehnuúüñéoó~", 60: "#FTbdpq", 62: "EgYÉ", 64: "PZ$",
    68: "BCDKRSVX", 70: "0123456789UÚÜ", 72: "&AÁ", 74: "GOÓQNÑH", 79: "w…", 84: "@", 86: "m", 90: "M%", 96: "W", 112: "—",
}  # fmt: skip
# Bold is wider by less than this in every letter.
BOLD = 1.05
USUAL = 62
# What another typeface, where the portal's has not come, may need beyond it.
SPARE = 1.03
WIDTHS = {letter: width for width, letters in REGULAR.items() for letter in letters}
LABEL = 12.5


def width_of(words: str, *, bold: bool = False, size: float = LABEL) -> int:
    """The width of words in pixels, rounded up."""
    ems = sum(WIDTHS.get(letter, USUAL) for letter in words) * (BOLD if bold else 1) * SPARE / 100
    return -int(-ems * size // 1)


def lines_of(words: str, room: int, *, bold: bool = False) -> list[str]:
    """Words in lines no wider than the room; a word that is wider than it stands on a line of its own."""
    return list(_lines(words.split(" "), room, bold))


def _lines(words: list[str], room: int, bold: bool) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, bold=bold) > room:
            yield line
            line = word
        else:
            line = longer
    yield line
