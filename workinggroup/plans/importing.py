"""What a list of tasks says in each of its rows, before anybody asks whether it can be so. Pure."""

from portal.people.lists.names import fold

# The columns, by the headings that people give them in either language.
HEADINGS = {
    "number": ("no", "no.", "number", "num", "num.", "n.o", "n°", "numero"),
    "phase": ("phase", "phase in english", "fase en ingles"),
    "phase_es": ("fase", "phase in spanish", "fase en espanol"),
    "title": ("task", "title", "task in english", "titulo en ingles", "tarea en ingles"),
    "title_es": ("tarea", "titulo", "task in spanish", "tarea en espanol", "titulo en espanol"),
    "lead": ("lead", "dirige", "responsable"),
    "place": ("place", "lugar"),
    "starts_on": ("begins", "start", "starts", "empieza", "inicio", "comienza"),
    "days": ("takes", "days", "dias", "dura", "duracion"),
    "milestone": ("milestone", "hito"),
    "tolerance": ("tolerance", "tolerancia"),
    "after": ("after", "despues de", "depende de"),
    "reference": ("reference", "own reference", "ref", "referencia", "referencia propia"),
}
NEEDED = ("title", "title_es", "lead", "starts_on")
# So many tasks at once.
MOST_ROWS = 500
YES, NO = (
    frozenset(["yes", "y", "x", "1", "true", "si", "s", "verdadero"]),
    frozenset(["", "no", "n", "0", "false", "falso"]),
)


def yes_said(words: str) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no."""
    said = fold(words)
    return True if said in YES else False if said in NO else None
