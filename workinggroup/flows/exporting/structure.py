"""The structure of our SDMX files: what is a dimension, what an attribute, and every code with its names. Pure.

It is published as `structure.xml`, SDMX-ML 3.0, which is what `structure()` makes of the portal's own codes; a portal whose
delegations have given codes of their own adds them. An attribute does not say which measures it is about: there is one, and a
reader in use stumbles over that element.

What is derived of figures has structures of its own, with the same dimensions: two counts held against each other (`MIRROR`), and
what a figure was in each release (`REVISIONS`), where the day is a dimension.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from workinggroup.flows.codes import OTHERS, TOTALS, all_codes, names_of, parent_of, validity_of
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing import countries
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.listed import lists
from workinggroup.flows.indicators import LANGUAGES, Indicator, Words, indicators

PUBLISHED = Path(__file__).with_name("structure.xml")
AGENCY, STRUCTURE, CONCEPTS = "WG", "FLOWS", "CONCEPTS"
# The version of its lists of codes, and the day of it, not of the file: who gets it again gets the same.
VERSION = lists().version
PREPARED = f"{lists().prepared.isoformat()}T00:00:00Z"
TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"
VALIDITY = "FR_VALIDITY_PERIOD"
# Each dimension and attribute with its list of codes.
DIMENSIONS = {
    "FREQ": "CL_FREQ",
    "INDICATOR": "CL_INDICATOR",
    "REF_AREA": "CL_COUNTRY",
    "COUNTERPART_AREA": "CL_COUNTRY",
    "BORDER_AREA": "CL_BORDER_AREA",
    "CITIZENSHIP": "CL_COUNTRY",
    "POP_GROUP": "CL_POP_GROUP",
}
ATTRIBUTES = {"UNIT_MEASURE": "CL_UNIT", "OBS_STATUS": "CL_OBS_STATUS", "CONF_STATUS": "CL_CONF_STATUS", "AS_OF": ""}
# One unit for each indicator.
OF_DIMENSION = {"UNIT_MEASURE": "INDICATOR"}
# What is reckoned of figures, where there is something to reckon.
GAP, GAP_SHARE, READING, CAUSE, CHANGE = "GAP", "GAP_SHARE", "READING", "CAUSE", "CHANGE"
KINDS = {TIME: "ObservationalTimePeriod", "AS_OF": "ObservationalTimePeriod", VALUE: "Long", GAP: "Long", CHANGE: "Long",
         GAP_SHARE: "Decimal"}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """A data structure by its name: dimensions and attributes with their lists of codes, "" for none, and further attributes
    (`derived`) that not every row has."""

    name: str
    dimensions: Mapping[str, str]
    attributes: Mapping[str, str]
    derived: Mapping[str, str]

    @property
    def identity(self) -> str:
        return f"{AGENCY}:{self.name}({VERSION})"

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns of a file."""
        told = (*self.dimensions, TIME, VALUE, *self.attributes, *self.derived)
        return ("STRUCTURE", "STRUCTURE_ID", "ACTION", *told)


FLOWS = Shape(STRUCTURE, DIMENSIONS, ATTRIBUTES, {})
MIRROR = Shape("MIRROR", DIMENSIONS, ATTRIBUTES, {GAP: "", GAP_SHARE: "", READING: "CL_READING", CAUSE: "CL_CAUSE"})
REVISIONS = Shape(
    "REVISIONS",
    {**DIMENSIONS, "AS_OF": ""},
    {name: codes for name, codes in ATTRIBUTES.items() if name != "AS_OF"},
    {CHANGE: ""},
)
SHAPES = (FLOWS, MIRROR, REVISIONS)
NAMES: Mapping[str, tuple[str, str]] = {
    STRUCTURE: ("Migration flows", "Flujos migratorios"),
    "MIRROR": ("Counts of one flow by two delegations", "Recuentos de un flujo por dos delegaciones"),
    "REVISIONS": ("Figures of each release", "Cifras de cada publicación"),
    CONCEPTS: ("Concepts of migration flows", "Conceptos de los flujos migratorios"),
    "FREQ": ("Frequency", "Frecuencia"),
    "INDICATOR": ("Indicator", "Indicador"),
    "REF_AREA": ("Reporting country", "País informante"),
    "COUNTERPART_AREA": ("Counterpart country", "País de contraparte"),
    "BORDER_AREA": ("Area", "Zona"),
    "CITIZENSHIP": ("Citizenship", "Nacionalidad"),
    "POP_GROUP": ("Group", "Grupo"),
    TIME: ("Period", "Período"),
    VALUE: ("Number", "Número"),
    "UNIT_MEASURE": ("Unit", "Unidad"),
    "OBS_STATUS": ("Status", "Estado"),
    "CONF_STATUS": ("Confidentiality", "Confidencialidad"),
    "AS_OF": ("Day on which the figure stood so", "Día al que corresponde la cifra"),
    GAP: ("This count less the other delegation’s", "Este recuento menos el de la otra delegación"),
    GAP_SHARE: (
        "The gap as a part of the mean of both counts",
        "La diferencia como parte de la media de ambos recuentos",
    ),
    READING: ("What the gap asks for", "Lo que pide la diferencia"),
    CAUSE: ("Cause on which both delegations agreed", "Causa acordada por ambas delegaciones"),
    CHANGE: ("Change on the release before", "Cambio respecto de la publicación anterior"),
    "CL_READING": ("What a gap asks for", "Lo que pide una diferencia"),
    "CL_CAUSE": ("Causes of a gap", "Causas de una diferencia"),
    "CL_FREQ": ("Frequencies", "Frecuencias"),
    "CL_INDICATOR": ("Indicators", "Indicadores"),
    "CL_COUNTRY": ("Countries", "Países"),
    "CL_BORDER_AREA": ("Areas", "Zonas"),
    "CL_POP_GROUP": ("Groups", "Grupos"),
    "CL_UNIT": ("Units", "Unidades"),
    "CL_OBS_STATUS": ("Statuses of a figure", "Estados de una cifra"),
    "CL_CONF_STATUS": ("Confidentiality of a figure", "Confidencialidad de una cifra"),
}
LISTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "CL_FREQ": {
        "M": ("Month", "Mes"),
        "Q": ("Quarter", "Trimestre"),
        "A": ("Year", "Año"),
        "_O": ("Other span of months", "Otro período de meses"),
    },
    "CL_UNIT": {
        "EVENT": ("Events", "Eventos"),
        "PERSON": ("People", "Personas"),
        "CASE": ("Cases or documents", "Casos o documentos"),
    },
    "CL_OBS_STATUS": {
        "A": ("Normal", "Normal"),
        "B": ("Break in the series", "Ruptura de la serie"),
        "E": ("Estimated", "Estimada"),
        "K": ("Counted in another category", "Contada en otra categoría"),
        "O": ("Not counted", "Sin recuento"),
        "P": ("Provisional", "Provisional"),
        "Q": ("Hidden to protect small groups", "Oculta para proteger a grupos pequeños"),
        "W": ("Holds data of another category", "Incluye datos de otra categoría"),
    },
    "CL_CONF_STATUS": {
        "C": ("Confidential", "Confidencial"),
        "F": ("Free for publication", "De libre publicación"),
    },
    "CL_READING": {
        "AGREE": ("Agree: 5 % or less", "Coinciden: 5 % o menos"),
        "WATCH": ("Watch: 5 to 20 %", "Observar: de 5 a 20 %"),
        "EXPLAIN": ("Explain: over 20 %", "Explicar: más de 20 %"),
    },
    "CL_CAUSE": {
        "C0": ("Not explained", "Sin explicar"),
        "C1": ("Coverage or definition", "Cobertura o definición"),
        "C2": ("Timing: departure and arrival", "Momento: salida y llegada"),
        "C3": ("Unit: events and people", "Unidad: eventos y personas"),
        "C4": ("Route: by air, by land, through a third country", "Vía: aérea, terrestre o por un tercer país"),
        "C5": ("Vintage: one side’s figures are newer", "Versión: las cifras de una parte son más recientes"),
        "C6": ("Rounding", "Redondeo"),
        "C7": ("Citizenship not known", "Nacionalidad no conocida"),
        "C8": ("Error, correction announced", "Error, con corrección anunciada"),
    },
}
SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
MODEL = "urn:sdmx:org.sdmx.infomodel"


def coded(code: str) -> str:
    """A code as the standard allows it: a dollar sign, which no code of ours has, for the dot between its parts."""
    return code.replace(".", "$")


def structure(
    *, counted: Iterable[Indicator] | None = None, areas: Iterable[str] = (), groups: Iterable[str] = ()
) -> bytes:
    """The structure as SDMX-ML 3.0, with the portal's indicators if no others are given, and with further codes of areas and
    groups. The same for the same codes in whatever order they come."""
    lists = dict(_lists(indicators().values() if counted is None else counted, areas, groups))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<mes:Structure xmlns:mes="{SCHEMAS}/message" xmlns:str="{SCHEMAS}/structure" xmlns:com="{SCHEMAS}/common">',
        f"<mes:Header><mes:ID>{STRUCTURE}</mes:ID><mes:Test>false</mes:Test><mes:Prepared>{PREPARED}</mes:Prepared>"
        f'<mes:Sender id="{AGENCY}"/></mes:Header>',
        "<mes:Structures>",
        "<str:Codelists>",
        *(line for name in sorted(lists) for line in _codelist(name, lists[name])),
        "</str:Codelists>",
        "<str:ConceptSchemes>",
        *_concepts(),
        "</str:ConceptSchemes>",
        "<str:DataStructures>",
        *(line for shape in SHAPES for line in _components(shape)),
        "</str:DataStructures>",
        "</mes:Structures>",
        "</mes:Structure>",
    ]
    return "\n".join([*lines, ""]).encode()


@dataclass(frozen=True)
class _Code:
    """A code, what it is called, what more is said of it, of which it is a part, and in which months it is valid."""

    code: str
    words: Words
    more: Words | None = None
    parent: str = ""
    valid: tuple[Month | None, Month | None] = (None, None)


def _lists(
    counted: Iterable[Indicator], areas: Iterable[str], groups: Iterable[str]
) -> Iterator[tuple[str, Sequence[_Code]]]:
    for name, codes in LISTS.items():
        yield name, [_Code(code, _words(*words)) for code, words in codes.items()]
    yield "CL_INDICATOR", [_Code(each.key, each.name, each.definition) for each in counted]
    named = [_listed(Meaning.CITIZENSHIP, code) for code in sorted(countries.codes())]
    yield "CL_COUNTRY", [_Code(TOTAL, TOTALS), _Code(OTHER, OTHERS), *named]
    for name, meaning, more in (("CL_BORDER_AREA", Meaning.AREA, areas), ("CL_POP_GROUP", Meaning.GROUP, groups)):
        known = all_codes(meaning)
        every = [*known, *sorted(set(more) - set(known))]
        yield name, [_listed(meaning, code) for code in every]


def _listed(meaning: Meaning, code: str) -> _Code:
    parent, valid = parent_of(meaning, code), validity_of(meaning, code)
    return _Code(coded(code), names_of(meaning, code), parent=coded(parent), valid=valid)


def _words(english: str, spanish: str) -> Words:
    return dict(zip(LANGUAGES, (english, spanish), strict=True))


def _said(element: str, words: Words) -> str:
    return "".join(
        f"<com:{element} xml:lang={quoteattr(language)}>{escape(text)}</com:{element}>"
        for language, text in words.items()
    )


def _opened(element: str, name: str) -> str:
    return f'<str:{element} id="{name}" agencyID="{AGENCY}" version="{VERSION}">{_said("Name", _words(*NAMES[name]))}'


def _codelist(name: str, codes: Sequence[_Code]) -> Iterator[str]:
    yield _opened("Codelist", name)
    for each in codes:
        said = _valid(*each.valid) + _said("Name", each.words) + (_said("Description", each.more) if each.more else "")
        said += f"<str:Parent>{each.parent}</str:Parent>" if each.parent else ""
        yield f"<str:Code id={quoteattr(each.code)}>{said}</str:Code>"
    yield "</str:Codelist>"


def _valid(first: Month | None, last: Month | None) -> str:
    """The validity of a code, as registries of the standard note it: it has no attribute for that."""
    if not first and not last:
        return ""
    begins = f"{first.first.isoformat()}T00:00:00+0000" if first else ""
    ends = f"{(last.plus(1).first - timedelta(days=1)).isoformat()}T23:59:59+0000" if last else ""
    return (
        f"<com:Annotations><com:Annotation><com:AnnotationTitle>{begins}/{ends}</com:AnnotationTitle>"
        f"<com:AnnotationType>{VALIDITY}</com:AnnotationType></com:Annotation></com:Annotations>"
    )


def _concepts() -> Iterator[str]:
    yield _opened("ConceptScheme", CONCEPTS)
    parts = (part for shape in SHAPES for part in (*shape.dimensions, TIME, VALUE, *shape.attributes, *shape.derived))
    for name in dict.fromkeys(parts):
        yield f'<str:Concept id="{name}">{_said("Name", _words(*NAMES[name]))}</str:Concept>'
    yield "</str:ConceptScheme>"


def _components(shape: Shape) -> Iterator[str]:
    yield _opened("DataStructure", shape.name)
    yield "<str:DataStructureComponents>"
    yield '<str:DimensionList id="DimensionDescriptor">'
    for place, (name, codes) in enumerate(shape.dimensions.items(), start=1):
        yield f'<str:Dimension id="{name}" position="{place}">{_held(name, codes)}</str:Dimension>'
    yield f'<str:TimeDimension id="{TIME}">{_held(TIME, "")}</str:TimeDimension>'
    yield "</str:DimensionList>"
    yield '<str:AttributeList id="AttributeDescriptor">'
    for name, codes in {**shape.attributes, **shape.derived}.items():
        of = OF_DIMENSION.get(name)
        to = f"<str:Dimension>{of}</str:Dimension>" if of else "<str:Observation/>"
        usage = "mandatory" if name in shape.attributes else "optional"
        related = f"<str:AttributeRelationship>{to}</str:AttributeRelationship>"
        yield f'<str:Attribute id="{name}" usage="{usage}">{_held(name, codes)}{related}</str:Attribute>'
    yield "</str:AttributeList>"
    yield '<str:MeasureList id="MeasureDescriptor">'
    yield f'<str:Measure id="{VALUE}" usage="optional">{_held(VALUE, "")}</str:Measure>'
    yield "</str:MeasureList>"
    yield "</str:DataStructureComponents>"
    yield "</str:DataStructure>"


def _held(name: str, codes: str) -> str:
    """What a component is, and what its cells hold: a code of a list, or a text of a kind."""
    concept = f"{MODEL}.conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{name}"
    held = (
        f"<str:Enumeration>{MODEL}.codelist.Codelist={AGENCY}:{codes}({VERSION})</str:Enumeration>"
        if codes
        else f'<str:TextFormat textType="{KINDS.get(name, "String")}"/>'
    )
    return (
        f"<str:ConceptIdentity>{concept}</str:ConceptIdentity><str:LocalRepresentation>{held}</str:LocalRepresentation>"
    )
