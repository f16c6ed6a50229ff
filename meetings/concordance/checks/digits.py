"""Numbers in digits, whichever mark parts the thousands or the decimals. Pure."""

import re
from decimal import Decimal

DIGITS = r"\d{1,3}(?: \d{3})+(?!\d|[.,]\d{3})(?:[.,]\d+)?|\d{1,3}(?:'\d{3})+|\d+(?:[.,]\d+)*"


def shown(number: Decimal) -> str:
    """One form for equal values: 1.50 and 1.5, 2E+6 and 2000000."""
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def read_digits(text: str, language: str) -> set[Decimal]:
    """Every value that digits with separators can have in a language: "1.200" is 1200 or, in Spanish too, 1.2."""
    text = text.replace(" ", "").replace("'", "")
    parts = re.split(r"[.,]", text)
    marks = re.findall(r"[.,]", text)
    if not marks:
        return {Decimal(text)}
    grouped = len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    if len(marks) == 1:
        thousands, decimal = Decimal("".join(parts)), Decimal(".".join(parts))
        if not grouped or parts[0] == "0":
            return {decimal}
        if language == "en":
            return {thousands} if marks[0] == "," else {decimal}
        return {thousands, decimal}
    if len(set(marks)) == 1:
        return {Decimal("".join(parts))} if grouped else set()
    last = max(text.rfind("."), text.rfind(","))
    whole, rest = re.sub(r"[.,]", "", text[:last]), text[last + 1 :]
    return {Decimal(f"{whole}.{rest}")} if len(set(marks[:-1])) == 1 else set()
