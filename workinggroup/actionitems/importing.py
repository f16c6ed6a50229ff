"""What a list of action items says in each of its rows, before anybody asks whether it can be so. Pure."""

from portal.people.lists.names import fold
from workinggroup.actionitems.states import Priority

# The columns, by the headings that people give them in either language, those of an exported list among them.
HEADINGS = {
    "commitment": ("commitment", "compromiso"),
    "agenda": ("agenda item", "punto de la agenda"),
    "meeting": ("meeting", "reunion"),
    "title": ("action item", "what is to be done", "title", "accion", "que hay que hacer", "titulo"),
    "description": ("details", "description", "detalles", "descripcion"),
    "owner": ("owner", "who does it", "responsable", "quien lo hace"),
    "due": ("due", "due on", "vence", "vence el", "plazo", "fecha"),
    "weeks": ("weeks before the ministerial", "weeks before", "semanas antes de la reunion ministerial", "semanas antes"),
    "workdays": (
        "working days before the ministerial", "working days before", "dias habiles antes de la reunion ministerial",
        "dias habiles antes",
    ),
    "priority": ("priority", "prioridad"),
    "duration": ("working days it takes", "dias habiles que requiere"),
}  # fmt: skip
PRIORITIES = {
    "high": Priority.HIGH, "alta": Priority.HIGH, "normal": Priority.NORMAL, "low": Priority.LOW, "baja": Priority.LOW,
}  # fmt: skip
# Beside the title, one of the two columns of what an item came from.
NEEDED = ("title",)
ORIGINS = ("commitment", "agenda")
# So many items at once.
MOST_ROWS = 5_000


def priority_said(words: str) -> Priority | None:
    return PRIORITIES.get(fold(words)) if words else Priority.NORMAL
