"""A layout for tables that nobody described: by what their headings mean in either language. Pure.

Nothing is guessed in silence: a heading that is not understood stops the file, and the reading tells which columns were taken.
"""

from collections.abc import Sequence
from dataclasses import replace

from workinggroup.flows.importing import countries
from workinggroup.flows.importing.groups import ANY_AREA, ANY_GROUP, group_of
from workinggroup.flows.importing.layouts import (
    ANY_LABEL,
    COUNTRIES,
    Column,
    Given,
    Labels,
    Layout,
    Meaning,
    column,
)
from workinggroup.flows.importing.periods import NoMonth, month_in, number_of, year_in
from workinggroup.flows.importing.words import fold, without_note

M = Meaning
# Whoever comes back is a citizen, so that a country in a table of them is the one from which they come.
RETURNED = "RET_IN"


def _synonyms(meaning: Meaning, headings: str, labels: Labels = ANY_LABEL) -> Column:
    return column(meaning, headings, labels, optional=True)


COLUMNS = (
    _synonyms(
        M.PERIOD,
        "t|period|periodo|time period|time_period|date|fecha|month year|month/year|month-year|year month"
        "|year/month|year-month"
        "|yearmonth|mes año|mes/año|mes-año|mes y año|año mes|año/mes|año-mes|año y mes|reference month"
        "|mes de referencia"
        "|reporting period|ref_month|ym|month and year",
    ),
    _synonyms(M.FISCAL_YEAR, "fiscal year|fy|año fiscal|ejercicio fiscal|ejercicio"),
    _synonyms(M.YEAR, "year|calendar year|año|anio|ano|cy|año calendario|yr"),
    _synonyms(
        M.MONTH,
        "month|month (abbv)|month (abbr)|month abbv|month name|month number|mes|nombre del mes|month (number)|mon",
    ),
    _synonyms(
        M.CITIZENSHIP,
        "citizenship|citizenship grouping|citizenship code|nationality|nationality code|country of citizenship"
        "|country of nationality|country of origin (iso)|country of origin iso|country of origin code"
        "|country of origin name|country of origin|origin country|coo_iso|coo"
        "|nat|iso3|iso2|iso|iso code|nacionalidad|país de nacionalidad|país de origen|país de ciudadanía"
        "|ciudadanía|país"
        "|país / nacionalidad|país/nacionalidad|nacionalidad / país|país o nacionalidad|país y nacionalidad"
        "|continente/ país de nacionalidad|continente / país de nacionalidad|country|country name|nombre del país"
        "|nombre país|coo_name|origin",
        COUNTRIES,
    ),
    _synonyms(
        M.REPORTING,
        "reporting|reporting country|reporter|geo|country of asylum (iso)|country of asylum iso"
        "|country of asylum code|country of asylum name|country of asylum|asylum country"
        "|coa_iso|coa|coa_name|país de asilo|país informante|destination country|country of destination"
        "|receiving country",
        COUNTRIES,
    ),
    _synonyms(
        M.COUNTERPART,
        "counterpart|counterpart country|returning country|country of return|returned from|país de procedencia"
        "|procedencia"
        "|contraparte|país de retorno|país que retorna|deporting country|país deportador",
        COUNTRIES,
    ),
    _synonyms(M.INDICATOR, "indicator|indicador|measure|indicator code"),
    _synonyms(
        M.AREA,
        "area|land border region|region|región|border region|border|frontera|departamento|department"
        "|entidad federativa|entidad"
        "|province|provincia|punto de ingreso|punto de control|lugar de ingreso|zona",
        ANY_AREA,
    ),
    _synonyms(
        M.GROUP,
        "group|grupo|demographic|demographic group|demog|sex|sexo|gender|género|age|edad|age group"
        "|grupo de edad|grupo etario"
        "|rango de edad|rangos de edad|family status|tipo|type|tipo de evento|type of event|condición|population group"
        "|grupo de población|categoría|category|sexo y edad|tipo de retorno",
        ANY_GROUP,
    ),
    _synonyms(
        M.VALUE,
        "value|valor|n|count|counts|encounter count|encounters|encuentros|number|numero|número|cantidad|total"
        "|obs_value|obs value"
        "|persons|personas|people|individuals|individuos|events|eventos|cases|casos|registros|applied"
        "|applications|migrantes"
        "|número de personas|número de eventos|number of persons|number of people|number of events"
        "|total personas|retornados"
        "|deportados|total de personas|total de eventos|total migrantes|migrants|solicitudes|conteo|frecuencia"
        "|removals|returns",
    ),
    _synonyms(M.STATUS, "status|obs_status|estado del dato"),
    _synonyms(
        M.DETAIL,
        "state|component|criminality|criminal history|criminalidad|title of authority|encounter type"
        "|area of responsibility|aor (abbv)|aor|state (abbv)|procedure type"
        "|application type|decision level|authority|stage of procedure|app_pc|dec_pc|cases / persons|vía|vía de retorno"
        "|vía de ingreso|medio de transporte|puesto fronterizo|delegación migratoria",
    ),
    _synonyms(
        M.ASIDE,
        "month grouping|t_fy|%|porcentaje|percent|percentage|share|participación"
        "|q|quarter|trimestre|no|nº|n°|#|id|as_of|as of|source|fuente|notes|notas|nota|note"
        "|observaciones|unit"
        "|unidad|unit of measure|last updated|fecha de actualización|continent|continente|subregion|subregión",
    ),
)
# Of columns that mean the same, the one whose heading stands first here is read, and the others say nothing more.
FIRST = (
    "coo_iso|country of origin (iso)|country of origin iso|country of origin code|coa_iso"
    "|country of asylum (iso)|country of asylum iso|country of asylum code|iso2|iso3|iso"
    "|iso code|citizenship code|nationality code|citizenship|nationality|nacionalidad|month number"
    "|month (number)|value|valor"
    "|obs_value|n|total"
)
ORDER = {fold(word): place for place, word in enumerate(FIRST.split("|"))}
ONCE = frozenset(
    {M.PERIOD, M.YEAR, M.FISCAL_YEAR, M.MONTH, M.CITIZENSHIP, M.REPORTING, M.COUNTERPART, M.INDICATOR, M.AREA}
)


def headed(above: str, heading: str) -> Given | None:
    """What a heading above figures gives: a country, a group, a month with or without its year, a year; with what spans it."""
    own = meant(heading)
    if not own or not above.strip():
        return own
    spanning = meant(above)
    # What says the same thing twice says it once; a title says nothing.
    return own if spanning is None or spanning.keys() & own.keys() or M.PERIOD in own else {**spanning, **own}


# Where people live is neither whose citizens they are nor where they come from.
RESIDENCE = frozenset(map(fold, ("país de residencia", "país de residencia habitual", "country of residence")))
# Above a sum no kind stands.
_SUMS = frozenset({"total", "todos", "all"})


def spans(above: Sequence[str]) -> bool:
    """Whether these stand above columns of figures as headings that span them: all give the same kind of thing, or are a sum.
    A title gives none, or one thing to one column and another to the next."""
    told = [each for each in above if fold(each) not in _SUMS]
    kinds = [frozenset(meant(each) or ()) for each in told]
    if frozenset({M.MONTH}) in kinds:
        # Among months MAR is March.
        kinds = [frozenset({M.MONTH}) if number_of(each) else kind for each, kind in zip(told, kinds, strict=True)]
    return len(set(kinds)) <= 1


def meant(heading: str) -> Given | None:
    """What a heading above figures gives by itself."""
    code = countries.country(without_note(fold(heading)))
    if code:
        return {M.CITIZENSHIP: code}
    if group := group_of(heading):
        return {M.GROUP: group}
    if number_of(heading) and not heading.strip().isdigit():
        return {M.MONTH: heading}
    if not isinstance(month_in(heading), NoMonth):
        return {M.PERIOD: heading}
    return {M.YEAR: heading} if year_in(heading) else None


def _from_where(above: str, heading: str) -> Given | None:
    """Of people who came back the countries in headings are those from which they came."""
    given = headed(above, heading)
    return given and {M.COUNTERPART if each == M.CITIZENSHIP else each: code for each, code in given.items()}


def _columns(*, come_back: bool) -> tuple[Column, ...]:
    if not come_back:
        return COLUMNS
    fromwhere = frozenset(map(fold, ("país", "country", "country name", "nombre del país", "nombre país", "origin")))
    moved = {M.CITIZENSHIP: lambda words: words - fromwhere, M.COUNTERPART: lambda words: words | fromwhere}
    return tuple(replace(each, headings=moved.get(each.meaning, frozenset)(each.headings)) for each in COLUMNS)


def guessed(constants: Given) -> Layout:
    """A layout of all synonyms, with what the dataset says of its files."""
    come_back = constants.get(M.INDICATOR) == RETURNED
    return Layout(
        "guessed",
        _columns(come_back=come_back),
        constants,
        wide=_from_where if come_back else headed,
        is_guessed=True,
    )
