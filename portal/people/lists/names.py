"""Names and addresses in cells, and when two names are one."""

import re
import unicodedata

# Written alike on different keyboards; in Maya names they are one letter.
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′＇ʹꞋꞌ"), "'")
BRACKETED = re.compile(r'"?(.*?)"?\s*[<(\[]\s*(?:mailto:)?([^<>()\[\]\s]+@[^<>()\[\]\s]+?)\s*[>)\]]', re.IGNORECASE)
ADDRESS = re.compile(r"[^\s<>()\[\]\",;:/|]+@[^\s<>()\[\]\",;:/|]+")
TELEPHONE = re.compile(r"[+(]?[\d(][\d\s().\-–/+]{5,}(\s*(ext|x)\.?\s*\d+)?", re.IGNORECASE)
NUMBERED = re.compile(r"(?:\d{1,4}\s*[.)\-–]|[-–—•·▪◦*>])\s+(?=\D)")
# What stands behind a comma in a name without being the name before it.
SUFFIXES = frozenset(str.split("jr sr ii iii iv phd md esq ma mba msc llm jd lic ing dr dra arq cpa rn"))


def fold(text: str) -> str:
    """Lower case without accents, with one kind of apostrophe, for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()


def same_name(name: str) -> str:
    """What two writings of one name have in common, also where one has the family name before a comma."""
    return " ".join(fold(given_first(name)).replace(".", " ").split())


def given_first(name: str) -> str:
    """A name whose family name stands before a comma, in the usual order; any other as it is."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not family or not given or "," in given or fold(given).replace(".", "") in SUFFIXES:
        return name
    return f"{given} {family}"


def without_number(name: str) -> str:
    """A name without the number or the sign that a list puts before it."""
    return NUMBERED.sub("", name, count=1) if NUMBERED.match(name) else name


def parted_address(cell: str) -> tuple[str, str]:
    """The name and the address of a cell such as "Ana Robles <a@b.example>"; "" for what it has not."""
    found = BRACKETED.fullmatch(cell)
    if found:
        return found[1].strip(), found[2]
    return (cell, "") if "@" not in cell else ("", cell)


def addresses_in(cell: str) -> list[str]:
    """The e-mail addresses in a cell, in lower case, each once; what only resembles one is among them."""
    bare = re.sub(r"mailto:", "", cell, flags=re.IGNORECASE)
    return list(dict.fromkeys(found.strip(".'").lower() for found in ADDRESS.findall(bare)))


def is_telephone(cell: str) -> bool:
    return bool(TELEPHONE.fullmatch(cell)) and sum(sign.isdigit() for sign in cell) >= 7


def is_name(text: str) -> bool:
    """Whether there is a letter in it, and no sign that parts columns."""
    return (
        not text.endswith(":")
        and not set(";|") & set(text)
        and any(sign.isalpha() or unicodedata.category(sign) == "Co" for sign in text)
    )
