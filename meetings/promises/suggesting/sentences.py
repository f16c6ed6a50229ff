"""Where sentences begin and end, in English and Spanish official prose."""

import re

from meetings.promises.suggesting.patterns import word_set
from meetings.promises.suggesting.plain import make_plain

# Never the end of a sentence: a name or a number follows.
_BEFORE_A_NAME = word_set(
    """mr mrs ms dr dra st sr sra srta sres sras gen gral lt col cnel sgt adm alm vadm capt cmdr cdr maj
        brig hon rev prof gov sen rep amb pres min sec secs lic ing mtro mtra arq dip d dña messrs vs cf
        e.g i.e p.ej approx aprox av ave blvd dept depto univ u ud uds excmo excma exc ss mons fr"""
)
# Not the end of a sentence when a figure follows.
_BEFORE_A_FIGURE = word_set(
    """no nos núm núms num nums nro nros art arts artículo para paras párr párrs pár vol p pp pág págs
        fig ch cap sect inc res doc rev add jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago
        dic"""
)
# May end a sentence, but only before a word that opens one.
_MAY_CLOSE = word_set("etc inc ltd co corp jr uu s.a c.v a.m p.m a.c d.c")
_OPENERS = word_set(
    """the this these those that we they he she it our their its both each all in on at as to for with
        from by during following under through while when if also additionally furthermore moreover
        finally today there such over within ministers leaders presidents delegations participants
        president minister secretary first second third fourth fifth el la los las lo este esta estos
        estas esto ese esa nosotros ambos ambas cada todos todas en al a para por con desde durante tras
        bajo mediante mientras cuando si también asimismo además finalmente hoy sus su nuestro nuestra
        nuestros nuestras dicho dicha dichos dichas igualmente reconocemos reafirmamos acordamos se nos"""
)

# Not these behind initials: "the U.S. Secretary of State".
_TITLES = word_set("ministers leaders presidents delegations president minister secretary")

_STOP = re.compile(r"""(?:\.{3,}|[.!?\u2026])+["')\]]*(?=\s+["'(\[\u00bf\u00a1]*[^\W_])""")
_NEXT_WORD = re.compile(r"""\s+["'(\[\u00bf\u00a1]*((?:[^\W_]\.)+|[^\W_]+)""")
_ACRONYM = re.compile(r"""(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$""")
_LIST_MARK = re.compile(r"""^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]+$""", re.IGNORECASE)
# "PRIMERO." and "Artículo 3." open the paragraph they number, as "3." does; they may also stand in a line of their own.
_CLAUSE_LABEL = re.compile(
    r"""^(?:(?:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]|noven[oa]|décim[oa]|únic[oa]
    |first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)
    |(?:art[ií]culo|cláusula|punto|numeral|apartado|acuerdo|compromiso|article|section|clause|paragraph|item|point)\s[\w.]{1,9})[.):]?$""",
    re.IGNORECASE | re.VERBOSE,
)
# The number of a decision, which is no part of what it says: "ACUERDO 3.1. La parte mexicana entregará".
_DECISION_LABEL = re.compile(
    r"""^(?:acuerdo|compromiso|punto|numeral|apartado|item|point|decision)\s(?=\w*\d)[\w.]{1,9}[.):]?$""", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"""\n[ \t]*(?:\r?\n)""")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) character spans of the sentences of `text`, trimmed, in order.

    A full stop inside an abbreviation, an initial, a number or a list mark ends nothing; a semicolon never does.
    A blank line always does. Text without a letter or digit gives an empty list.
    """
    plain = make_plain(text)
    hard_stops = [plain.plain_offset(match.start()) for match in _BLANK_LINE.finditer(text)]
    return [plain.original_span(start, end) for start, end in split_plain(plain.text, hard_stops)]


def is_clause_label(text: str) -> bool:
    """Tell whether a block only numbers the one after it: "ARTÍCULO IV"."""
    return _CLAUSE_LABEL.match(text.strip()) is not None


def split_plain(text: str, hard_stops: list[int] | None = None) -> list[tuple[int, int]]:
    """Do the work of `split_sentences` on a text that `make_plain` has already been through."""
    ends = [match.end() for match in _STOP.finditer(text) if _closes_sentence(text, match)]
    ends = sorted({*ends, *(hard_stops or []), len(text)})
    spans: list[tuple[int, int]] = []
    start = 0
    for end in ends:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        # "12." opens the paragraph it numbers: it stays with the sentence that follows.
        opening = text[left:right]
        if end < len(text) and _DECISION_LABEL.match(opening):
            start = end
            continue
        if end < len(text) and (_LIST_MARK.match(opening) or _CLAUSE_LABEL.match(opening)):
            start = left
            continue
        if any(character.isalnum() for character in piece):
            spans.append((left, right))
        start = end
    return spans


def _closes_sentence(text: str, stop: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, stop.end())
    if following is None:
        return False
    next_word = following.group(1)
    if next_word[0].islower():
        return False
    mark = stop.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = text[max(0, stop.start() - 40) : stop.start()].split()
    if not before:
        return False
    word = before[-1].lstrip("\"'([\u00bf\u00a1")
    lowered = word.lower()
    if lowered in _BEFORE_A_FIGURE and next_word[0].isdigit():
        return False
    if lowered == "ee" and next_word.lower().startswith("uu"):
        return False
    # "agreed: 1. Strengthen": the number opens an item. "May 11, 2027. They": the year does not.
    if lowered.isdigit() and len(lowered) < 4 and (len(before) == 1 or before[-2][-1] in ":;,"):
        return False
    # After a closing quote or bracket the abbreviation rules no longer speak.
    if len(mark.rstrip()) > 1:
        return True
    if lowered in _MAY_CLOSE or _ACRONYM.match(word):
        return next_word.lower() in (_OPENERS - _TITLES if word[0].isupper() else _OPENERS)
    if lowered in _BEFORE_A_NAME:
        return False
    return not (len(word) == 1 and word.isalpha() and word.isupper())
