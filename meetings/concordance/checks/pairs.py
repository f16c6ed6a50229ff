"""What the concordance reads: paragraphs in their languages, the glossary, and the words of force."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The Spanish rendering of a force word that is a tense instead of a verb.
FUTURE = "future"
# The two languages that have rules; another is held against one of them by what needs none (`plain`).
RULED = ("en", "es")


@dataclass(frozen=True)
class Pair:
    """One paragraph in its languages; `number` counts from 1, `brackets` are its open bracket nodes by language."""

    anchor: str
    number: int
    kind: str
    texts: Mapping[str, str]
    brackets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """A row of the glossary: the agreed words by language. `variants` and `forbidden` are words of any of them."""

    words: Mapping[str, str] = field(hash=False)
    forbidden: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Force:
    """An English word of force ("commit to") and its agreed Spanish renderings, all as a dictionary has them."""

    en: str
    es: tuple[str, ...]
    strength: str


TERMS = (
    Term({"en": "regularization", "es": "regularización"}, variants=("normalización",)),
    Term(
        {"en": "migrant smuggling", "es": "tráfico ilícito de migrantes"},
        variants=("contrabando de migrantes", "people smuggling"),
    ),
    Term(
        {"en": "human smuggling", "es": "tráfico ilícito de personas migrantes"},
        variants=("contrabando de personas", "contrabando humano"),
    ),
    Term(
        {"en": "trafficking in persons", "es": "trata de personas"}, variants=("tráfico de personas", "tráfico humano")
    ),
    Term(
        {"en": "human trafficking", "es": "trata de personas"}, variants=("tráfico humano", "tráfico de seres humanos")
    ),
    Term(
        {"en": "irregular migration", "es": "migración irregular"}, variants=("migración ilegal", "illegal migration")
    ),
    Term({"en": "asylum seeker", "es": "solicitante de asilo"}, variants=("buscador de asilo", "demandante de asilo")),
    Term({"en": "non-refoulement", "es": "no devolución"}, variants=("no refoulement", "no expulsión")),
    Term({"en": "root causes", "es": "causas fundamentales"}, variants=("causas raíz", "causas raíces")),
    Term({"en": "stateless person", "es": "apátrida"}, variants=("persona sin Estado",)),
    Term(
        {"en": "host community", "es": "comunidad de acogida"}, variants=("comunidad anfitriona", "comunidad receptora")
    ),
    Term({"en": "regular pathway", "es": "vía regular"}, variants=("camino regular", "ruta regular", "senda regular")),
    Term({"en": "accountability", "es": "rendición de cuentas"}, variants=("responsabilización",)),
    Term({"en": "law enforcement", "es": "aplicación de la ley"}, variants=("ejecución de la ley",)),
    Term({"en": "working group", "es": "grupo de trabajo"}, variants=("equipo de trabajo", "task team")),
    Term(
        {"en": "migrant in an irregular situation", "es": "migrante en situación irregular"},
        forbidden=("illegals", "los ilegales"),
    ),
)
FORCES = (
    Force("commit to", ("comprometerse a", "comprometido a", "compromiso de"), "core"),
    Force("agree on the importance", ("coincidir en",), "soft"),
    Force("agree to", ("acordar", "convenir en"), "core"),
    Force("decide to", ("decidir",), "core"),
    Force("will", (FUTURE,), "core"),
    Force("intend to", ("tener la intención de", "proponerse"), "soft"),
    Force("plan to", ("prever", "tener previsto"), "soft"),
    Force("seek to", ("procurar",), "soft"),
    Force("reaffirm", ("reafirmar",), "soft"),
    Force("recognize", ("reconocer",), "soft"),
    Force("welcome", ("acoger con beneplácito",), "soft"),
    Force("underscore", ("subrayar",), "soft"),
)
