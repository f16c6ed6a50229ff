"""What a list of gaps says in each of its rows, before anybody asks whether it can be so. Pure."""

from collections.abc import Mapping

from portal.people.lists.names import fold
from workinggroup.gaps.states import Kind

# The columns, by the headings that people give them in either language.
HEADINGS = {
    "reference": ("reference", "own reference", "ref", "referencia", "referencia propia"),
    "title": ("title", "title in english", "titulo en ingles"),
    "title_es": ("titulo", "title in spanish", "titulo en espanol"),
    "kind": ("kind", "kind of gap", "tipo", "tipo de brecha"),
    "place": ("place", "lugar"),
    "owners": ("mended by", "owners", "la corrige", "responsables"),
    "description": ("what is weak", "description", "que es debil", "descripcion"),
    "description_es": ("what is weak in spanish", "descripcion en espanol", "que es debil en espanol"),
}
NEEDED = ("description",)
# One of the two titles.
TITLES = ("title", "title_es")
# So many gaps at once.
MOST_ROWS = 500


def kind_said(words: str, names: Mapping[str, str]) -> str | None:
    """The kind by its code or its name in either language (`names`, folded); coverage where nothing is said."""
    if not words:
        return Kind.COVERAGE.value
    said = fold(words)
    return said if said in Kind.values else names.get(said)


def codes_said(words: str) -> list[str]:
    """Delegations by their codes, apart by commas or spaces."""
    return [code.upper() for code in words.replace(",", " ").replace(";", " ").split()]
