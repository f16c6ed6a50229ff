"""Numbers as the reader's language writes them; its separators are in `formats`, where Django's filters find them, too."""

from fractions import Fraction

from django.utils import numberformat
from django.utils.formats import get_format

MINUS = "\u2212"
SPACE = "\u00a0"


def number(value: int, *, signed: bool = False) -> str:
    """A whole number with its thousands parted: "104,100", "−120"; with a plus sign, too, where it is a change."""
    return _sign(value, signed) + _parted(abs(value), 0)


def percent(share: Fraction, *, signed: bool = False, is_exact: bool = False) -> str:
    """A part as "43 %", below ten, or where it is to be exact, with one decimal: "2.5 %". A space keeps the sign on the line."""
    tenths = round(share * 1000)
    places = 1 if is_exact or abs(tenths) < 100 else 0
    rounded = Fraction(tenths, 10) if places else Fraction(round(share * 100))
    return f"{_sign(rounded, signed)}{_parted(abs(rounded), places)}{SPACE}%"


def _sign(value: Fraction | int, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""


def _parted(value: Fraction | int, places: int) -> str:
    thousands, point = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    written = f"{round(value * 10**places):0{places + 1}}"
    written = f"{written[:-places]}.{written[-places:]}" if places else written
    return numberformat.format(
        written, point, decimal_pos=places, grouping=3, thousand_sep=thousands, force_grouping=True, use_l10n=True
    )
