"""Layouts of real files: our own template, and what agencies of the three governments and others publish. Pure."""

from collections.abc import Collection, Mapping

from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing import countries
from workinggroup.flows.importing.groups import AGE, DEMOGRAPHY, GROUPS, REGIONS, SEX, group_of
from workinggroup.flows.importing.layouts import (
    ANY_CODE,
    COUNTRIES,
    COUNTRY_CODES,
    Column,
    Given,
    Labels,
    Layout,
    Meaning,
    by_country,
    by_heading,
    column,
    of_codes,
    of_labels,
)
from workinggroup.flows.importing.words import fold
from workinggroup.flows.indicators import indicators

INDICATORS = tuple(indicators())
# Where codes stand for people of no country, or of several: each is a part of the rest.
_OF_NONE = frozenset({"OOO", "STL", "TIB"})
_CODED = Labels(lambda label: OTHER if label in _OF_NONE else countries.country(label), countries.suggestion)
IRREGULAR = frozenset(key for key, each in indicators().items() if each.never_own)
M = Meaning

RETURNS = of_labels(
    {
        "deportation|deportacion": "DEPORTATION",
        "assisted return|retorno asistido": "ASSISTED",
        "assisted return of children|retorno asistido de menores": "ASSISTED_CHILD",
    }
)


def template(codes: Mapping[Meaning, Collection[str]] | None = None) -> Layout:
    """The portal's own template: codes alone, of which `codes` may list the known ones for indicators, areas and groups."""
    known = {Meaning.INDICATOR: INDICATORS, **(codes or {})}

    def of(meaning: Meaning) -> Labels:
        if meaning in known:
            return of_codes(known[meaning])
        if meaning == M.GROUP:
            # Single adults are a group of the list, and no code of their own.
            return Labels(ANY_CODE.read, lambda label: group_of(label) or ANY_CODE.suggest(label), is_coded=True)
        return ANY_CODE

    return Layout(
        "template",
        (
            column(M.PERIOD, "period|periodo"),
            column(M.INDICATOR, "indicator|indicador", of(M.INDICATOR)),
            column(M.REPORTING, "reporting|informante", COUNTRY_CODES),
            column(M.COUNTERPART, "counterpart|contraparte", COUNTRY_CODES, optional=True),
            column(M.AREA, "area", of(M.AREA), optional=True),
            column(M.CITIZENSHIP, "citizenship|nacionalidad", COUNTRY_CODES, optional=True),
            column(M.GROUP, "group|grupo", of(M.GROUP), optional=True),
            column(M.VALUE, "value|valor"),
            column(M.STATUS, "status|estado", of_codes(("A", "B", "E", "K", "P", "W")), optional=True),
        ),
    )


TEMPLATE = template()

_CBP = (
    column(M.FISCAL_YEAR, "Fiscal Year"),
    column(M.ASIDE, "Month Grouping", optional=True),
    column(M.MONTH, "Month (abbv)|Month|Month (abbr)|Month (abbreviation)"),
    column(M.DETAIL, "Component", optional=True),
    column(M.GROUP, "Demographic|Demographic Group", GROUPS, optional=True),
    column(M.CITIZENSHIP, "Citizenship|Citizenship Grouping", COUNTRIES),
    column(M.DETAIL, "Title of Authority", optional=True),
    column(M.DETAIL, "Encounter Type", optional=True),
    column(M.DETAIL, "State|State (abbv)", optional=True),
    column(M.DETAIL, "Area of Responsibility", optional=True),
    column(M.DETAIL, "AOR (Abbv)|AOR", optional=True),
    column(M.VALUE, "Encounter Count|Encounters|Count"),
)
CBP_NATIONWIDE = Layout(
    "cbp-nationwide",
    (*_CBP, column(M.AREA, "Land Border Region", REGIONS)),
    {M.INDICATOR: "ENC_LAND", M.REPORTING: "US"},
)
_SOUTHWEST = {M.INDICATOR: "ENC_LAND", M.REPORTING: "US", M.AREA: "SWB"}
CBP_SOUTHWEST = Layout("cbp-southwest", _CBP, _SOUTHWEST)
# The same as a program writes it that makes months of both kinds of years.
CBP_TIDY = Layout(
    "cbp-southwest-tidy",
    (
        column(M.PERIOD, "t"),
        column(M.ASIDE, "t_fy"),
        column(M.ASIDE, "q", optional=True),
        *(column(M.DETAIL, name) for name in ("component", "area|aor", "authority", "type")),
        column(M.GROUP, "demog", GROUPS),
        column(M.CITIZENSHIP, "nat", _CODED),
        column(M.VALUE, "n"),
    ),
    _SOUTHWEST,
)

_OHSS = (column(M.FISCAL_YEAR, "Fiscal Year"), column(M.MONTH, "Month"))
_AWAY = frozenset({"x", "na"})


def _ohss(sheet: str, indicator: str, block: str = "", **given: str) -> Layout:
    constants = {M.INDICATOR: indicator, M.REPORTING: "US", **{M(name): code for name, code in given.items()}}
    return Layout(
        f"ohss {sheet}",
        _OHSS,
        constants,
        wide=by_country(block),
        sheets=frozenset({fold(sheet)}),
        not_applicable=_AWAY,
        rounding=10,
    )


OHSS = (
    _ohss("DHS Removals by Citizenship", "RET_OUT", group="REMOVAL"),
    _ohss("DHS Enf Returns by Citizenship", "RET_OUT", group="ENF_RETURN"),
    _ohss("DHS Adm Returns by Citizens", "RET_OUT", group="ADM_RETURN"),
    _ohss("ICE ERO R&R by Citizenship", "RET_ICE"),
    _ohss("SWB Encounters by Citizenship", "ENC_LAND", block="total cbp", area="SWB"),
    Layout(
        "ohss SWB Encounters by Family Status",
        _OHSS,
        {M.INDICATOR: "ENC_LAND", M.REPORTING: "US", M.AREA: "SWB"},
        wide=by_heading(
            {
                "Total": {M.GROUP: "_T"},
                "Single Adults": {M.GROUP: "SINGLE_ADULT"},
                "Family Unit Individuals": {M.GROUP: "FAMILY_UNIT"},
                "Unaccompanied Children/Single Minors": {M.GROUP: "UNACC_MIN"},
                "Accompanied Minors (OFO)": {M.GROUP: "ACC_MIN"},
            },
            block="total cbp",
        ),
        sheets=frozenset({fold("SWB Encounters by Family Status")}),
        not_applicable=_AWAY,
        rounding=10,
    ),
)

_REPATRIATIONS = {
    "Title 42 Expulsions": "T42",
    "Administrative Returns": "ADM_RETURN",
    "Enforcement Returns": "ENF_RETURN",
    "Removals": "REMOVAL",
    "Total": "_T",
}
_BOOK_OUTS = {
    "Other outcomes": "_X",
    "OFO Paroles": "PAROLE",
    "USBP Releases": "RELEASE",
    "Transfers to HHS": "TO_HHS",
    "Transfers to ICE": "TO_ICE",
    "Migrant Protection Protocols": "MPP",
    "T42 expulsions": "T42",
    "T8 repatriations": "T8",
    "Total": "_T",
}
# At ports of entry, between them, and both.
_AGENCIES = {"OFO": "SWB.POE", "USBP": "SWB.BETWEEN", "CBP": "_T"}
_IELP: dict[str, Given] = {
    **{f"Repatriations:{label}": {M.INDICATOR: "RET_OUT", M.GROUP: code} for label, code in _REPATRIATIONS.items()},
    **{
        f"Southwest Border Book-outs/{agency}:{label}": {M.INDICATOR: "BOOK_OUT", M.AREA: area, M.GROUP: code}
        for agency, area in _AGENCIES.items()
        for label, code in _BOOK_OUTS.items()
    },
}
IELP = Layout(
    "ohss-ielp",
    (column(M.ASIDE, "Calendar Year"), column(M.FISCAL_YEAR, "Fiscal Year"), column(M.MONTH, "Month")),
    {M.REPORTING: "US"},
    wide=by_heading(_IELP),
    not_applicable=_AWAY,
    rounding=10,
)

_T, _N = column(M.PERIOD, "t"), column(M.VALUE, "n")
_QUARTER = column(M.ASIDE, "q", optional=True)
_SEX, _AGE = column(M.GROUP, "sex", SEX), column(M.GROUP, "age", AGE)
_NAT = column(M.CITIZENSHIP, "nat", COUNTRIES)
_DEMOGRAPHY = column(M.GROUP, "demog", DEMOGRAPHY)
_MEXICO = {M.INDICATOR: "EVT_IRR", M.REPORTING: "MX"}
MEXICO_NATIONALITY = Layout("upm-nationality", (_T, _QUARTER, _NAT, _N), _MEXICO)
MEXICO_DEMOGRAPHY = Layout("upm-demography", (_T, _QUARTER, _SEX, _AGE, _N), _MEXICO)
MEXICO_RETURNS = Layout(
    "upm-returns",
    (_T, _QUARTER, _NAT, column(M.GROUP, "type", RETURNS), _N),
    {M.INDICATOR: "RET_OUT", M.REPORTING: "MX"},
)
GUATEMALA = Layout(
    "igm-returns",
    (_T, _QUARTER, _SEX, _AGE, column(M.COUNTERPART, "origin", COUNTRIES), _N),
    {M.INDICATOR: "RET_IN", M.REPORTING: "GT"},
)
_HONDURAS = {M.INDICATOR: "EVT_IRR", M.REPORTING: "HN"}
HONDURAS = (
    Layout("inm-total", (_T, _QUARTER, _N), _HONDURAS),
    Layout("inm-nationality", (_T, _QUARTER, _NAT, _N), _HONDURAS),
    Layout(
        "inm-demography",
        (_T, _QUARTER, column(M.GROUP, "sex", SEX), column(M.GROUP, "age", AGE, optional=True), _N),
        _HONDURAS,
    ),
    Layout("inm-people", (_T, _QUARTER, _DEMOGRAPHY, _N), _HONDURAS),
)
_PANAMA = {M.INDICATOR: "EVT_IRR", M.REPORTING: "PA"}
PANAMA = (
    Layout("snm-darien", (_T, _QUARTER, _NAT, _N), _PANAMA),
    Layout("snm-darien-people", (_T, _QUARTER, _DEMOGRAPHY, _N), _PANAMA),
)

# A country that was not asked for stands as a line: all of them are meant.
_ANY = Labels(lambda label: TOTAL if label == "-" else countries.country(label), countries.suggestion)
_DECIDED = (
    column(M.DETAIL, "Authority|Procedure type|procedure_type", optional=True),
    column(M.DETAIL, "Application type|application_type|App type|app_type", optional=True),
    column(M.DETAIL, "Stage of procedure|Decision level|decision_level|dec_level", optional=True),
    column(M.DETAIL, "Cases / Persons|app_pc|dec_pc|Applied type", optional=True),
)
_ASYLUM = "Country / territory of asylum/residence|Country / territory of asylum|Country of asylum/residence|Country of residence"
_BY_CODE = (
    column(M.YEAR, "Year"),
    column(M.CITIZENSHIP, "Country of Origin ISO|Country of origin (ISO)|coo_iso", _ANY),
    column(M.ASIDE, "Country of Origin|coo|coo_name|coo_id|Country of origin name", optional=True),
    column(M.REPORTING, "Country of Asylum ISO|Country of asylum (ISO)|coa_iso", COUNTRIES),
    column(M.ASIDE, "Country of Asylum|coa|coa_name|coa_id|Country of asylum name", optional=True),
    *_DECIDED,
)
_BY_NAME = (
    column(M.YEAR, "Year"),
    column(M.CITIZENSHIP, "Country of Origin|Origin|Origin / Returned from|coo_name", _ANY),
    column(M.REPORTING, f"Country of Asylum|coa_name|{_ASYLUM}", COUNTRIES),
    *_DECIDED,
)
# A star stands for one to four people, who are not told.
_EMPTY = frozenset({"", "na", "-"})
# Of one to four people.
_STAR = frozenset({"*"})
_DECISIONS = {
    "Recognized decisions|Recognized|dec_recognized": "RECOGNIZED",
    "Complementary protection|Other decisions|dec_other": "OTHER_PROTECTION",
    "Rejected decisions|Rejected|dec_rejected": "REJECTED",
    "Otherwise closed|Closed|dec_closed": "CLOSED",
    "Total decisions|Total|dec_total": "_T",
}
_POPULATION = {
    "Refugees under UNHCR's mandate|Refugees|Refugee|Refugees (incl. refugee-like situations)": "REFUGEE",
    "Asylum-seekers|asylum_seekers|Asylum-seekers (pending cases)|Asylum": "ASYLUM_SEEKER",
    "Returned refugees|returned_refugees|Returned refugees (incl. refugee-like situations)|Refugee return": "RETURNED_REFUGEE",
    "IDPs of concern to UNHCR|IDPs|idp|Internally displaced persons|Internally displaced persons (IDPs)": "DISPLACED",
    "Returned IDPs|Returned IDPss|returned_idps|IDP return": "RETURNED_DISPLACED",
    "Stateless persons|Stateless": "STATELESS",
    "Others of concern|Others of concern to UNHCR|ooc|Other": "OF_CONCERN",
    "Other people in need of international protection|oip": "IN_NEED",
    "Host community|hst": "HOST",
    "Total population|Total": "_T",
}
_COUNTED = {M.INDICATOR: "POP_UNHCR"}


def _groups(codes: Mapping[str, str]) -> dict[str, Given]:
    return {label: {M.GROUP: code} for labels, code in codes.items() for label in labels.split("|")}


def _of_many(name: str, columns: tuple[Column, ...]) -> tuple[Layout, ...]:
    """The three tables of the agency, by codes of countries or by their names."""
    return (
        Layout(
            f"unhcr-applications{name}",
            (*columns, column(M.VALUE, "Applied|Applications|Asylum applications|Number|Value|Count")),
            {M.INDICATOR: "ASY_APP"},
            is_annual=True,
        ),
        Layout(
            f"unhcr-decisions{name}",
            columns,
            {M.INDICATOR: "ASY_DEC"},
            wide=by_heading(_groups(_DECISIONS)),
            not_applicable=_EMPTY,
            signs=_STAR,
            withheld=_STAR,
            is_annual=True,
        ),
        Layout(
            f"unhcr-population{name}",
            columns,
            _COUNTED,
            wide=by_heading(_groups(_POPULATION)),
            not_applicable=_EMPTY,
            signs=_STAR,
            withheld=_STAR,
            is_annual=True,
        ),
    )


UNHCR = (
    *_of_many("", _BY_CODE),
    *_of_many("-names", _BY_NAME),
    # One row for each group of people.
    Layout(
        "unhcr-series",
        (*_BY_NAME, column(M.GROUP, "Population type", of_labels(_POPULATION)), column(M.VALUE, "Value")),
        _COUNTED,
        not_applicable=_EMPTY,
        signs=_STAR,
        withheld=_STAR,
        is_annual=True,
    ),
    Layout(
        "unhcr-groups",
        (
            column(M.YEAR, "t"),
            column(M.REPORTING, "geo", _CODED),
            column(M.CITIZENSHIP, "from", _CODED),
            column(M.GROUP, "group", of_labels(_POPULATION)),
            _N,
        ),
        _COUNTED,
        not_applicable=_EMPTY,
        is_annual=True,
    ),
)

# Those that their headings tell apart from all others; a dataset names its own of the rest.
LAYOUTS = (TEMPLATE, CBP_NATIONWIDE, CBP_SOUTHWEST, CBP_TIDY, *OHSS, IELP, *UNHCR)


# Those whose headings others have too; a dataset names which of them its files have.
NAMED = (MEXICO_NATIONALITY, MEXICO_DEMOGRAPHY, MEXICO_RETURNS, GUATEMALA, *HONDURAS, *PANAMA)


def by_name(name: str) -> tuple[Layout, ...]:
    """The layout of this name, and the portal's own table, which every dataset takes; without a name, those that their headings
    tell apart."""
    if not name:
        return LAYOUTS
    return tuple(each for each in (*LAYOUTS, *NAMED) if each.name == name or each is TEMPLATE)
