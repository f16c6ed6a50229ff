"""What a list of earlier commitments says in each of its rows, before anybody asks whether it can be so. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from portal.people.lists.named import day_said
from portal.people.lists.names import fold
from workinggroup.commitments.dues import DueSaid

# The columns, by the headings that people give them in either language.
HEADINGS = {
    "meeting": ("meeting", "reunion"),
    "day": ("day of the meeting", "meeting day", "date of the meeting", "dia de la reunion", "fecha de la reunion"),
    "place": ("place of the meeting", "place", "city", "lugar de la reunion", "lugar", "ciudad"),
    "known_as": ("reference", "label", "number", "ref.", "referencia", "clave", "numero"),
    "lead": ("lead", "lead delegation", "responsable", "delegacion responsable", "lidera"),
    "supporting": ("supporting", "supporting delegations", "support", "apoyo", "delegaciones de apoyo", "apoya"),
    "due": ("due", "by when", "deadline", "vence", "plazo", "fecha limite"),
    "state": ("state", "status", "estado"),
    "outcome": ("outcome", "result", "resultado"),
    "reason": ("reason", "why", "motivo", "razon", "por que"),
    "source": ("source", "where it comes from", "fuente", "procedencia"),
    "theme": ("theme", "tema"),
}  # fmt: skip
QUOTES = ("quote", "commitment", "text", "cita", "compromiso", "texto")
# What a language is called in a heading beside its code.
TONGUES = {"en": ("english", "ingles"), "es": ("spanish", "espanol", "castellano")}
OPEN = ("", "open", "abierto", "abierta", "pendiente")
CLOSED = ("closed", "cerrado", "cerrada")
OUTCOMES = {
    "done": "done", "complete": "done", "completed": "done", "cumplido": "done", "cumplida": "done",
    "dropped": "dropped", "sin efecto": "dropped", "abandonado": "dropped", "abandonada": "dropped",
}  # fmt: skip
CONTINUOUS = ("continuous", "continuo", "continua", "permanente")
MONTH, YEAR = re.compile(r"(\d{4})-(\d\d)", re.ASCII), re.compile(r"\d{4}", re.ASCII)
# So many commitments at once.
MOST_ROWS = 1_000
MOST_TOLD = {"known_as": 60, "source": 300, "reason": 2_000}
LONGEST_QUOTE = 4_000


def headings_in(languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The columns, one for the quote in each language among them."""
    return HEADINGS | {quote_in(code): tuple(_quoted(code)) for code in languages}


def needed_in(languages: Iterable[str]) -> tuple[str, ...]:
    """Without these columns no list is one of commitments."""
    return tuple(quote_in(code) for code in languages)


def quote_in(code: str) -> str:
    return f"quote_{code}"


def due_said(words: str) -> DueSaid | None:
    """By when: a day, a month or a year as ISO writes it, always again, or nothing; None for anything else."""
    if not words:
        return DueSaid()
    if fold(words) in CONTINUOUS:
        return DueSaid("continuous")
    if day := day_said(words):
        return DueSaid("date", day)
    try:
        if found := MONTH.fullmatch(words):
            return DueSaid("month", date(int(found[1]), int(found[2]), 1))
        return DueSaid("year_end", date(int(words), 12, 31)) if YEAR.fullmatch(words) else None
    except ValueError:
        return None


def closing_said(state: str, outcome: str) -> str | None:
    """How a commitment ended, "done" or "dropped", "" for an open one; None for words that are neither."""
    state, outcome = fold(state), fold(outcome)
    if state in OPEN and not outcome:
        return ""
    if state in OUTCOMES and not outcome:
        return OUTCOMES[state]
    return OUTCOMES.get(outcome) if state in ("", *CLOSED, outcome) else None


def sides_said(words: str) -> list[str]:
    """The delegations that a cell names, parted as people part them."""
    return [each.strip() for each in re.split(r"[,;/]", words) if each.strip()]


def _quoted(code: str) -> Iterable[str]:
    for word in QUOTES:
        for name in (code, *TONGUES.get(code, ())):
            yield from (f"{word} {name}", f"{word} ({name})", f"{word} in {name}", f"{word} en {name}")
