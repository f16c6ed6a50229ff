"""Public files of statistics that a demonstration can show, by the names under which they are published; none of them is here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

NOTE = "Public data collected by third parties, for demonstration. · Datos públicos reunidos por terceros, para demostración."


@dataclass(frozen=True)
class PublicFile:
    """A file, the delegation whose country it counts, as of when it stands, and the dataset that it is a vintage of."""

    name: str
    delegation: str
    dataset: str
    as_of: date


@dataclass(frozen=True)
class PublicDataset:
    """What a dataset of public files is, and what has to be declared of them."""

    name: dict[str, str]
    source: str
    source_url: str
    licence: str
    layout: str = ""
    rounding: int = 0
    declared: dict[str, Any] = field(default_factory=dict)


NOT_STATED = "not stated"
DATASETS = {
    "ohss": PublicDataset(
        {"en": "Enforcement and legal processes (OHSS)", "es": "Control y procesos legales (OHSS)"},
        "DHS Office of Homeland Security Statistics, monthly tables",
        "https://ohss.dhs.gov/",
        "Work of the United States Government",
        rounding=10,
    ),
    "cbp": PublicDataset(
        {"en": "Nationwide encounters (CBP)", "es": "Encuentros a nivel nacional (CBP)"},
        "U.S. Customs and Border Protection",
        "https://www.cbp.gov/",
        "Work of the United States Government",
    ),
    "upm-nationality": PublicDataset(
        {"en": "Events by nationality (UPM)", "es": "Eventos por nacionalidad (UPM)"},
        "Unidad de Política Migratoria, boletín, 3.1.1",
        "https://portales.segob.gob.mx/es/PoliticaMigratoria/",
        NOT_STATED,
        layout="upm-nationality",
        declared={"labels": {"STL": "_X", "OOO": "_X"}, "adds_up": True},
    ),
    "upm-demography": PublicDataset(
        {"en": "Events by sex and age (UPM)", "es": "Eventos por sexo y edad (UPM)"},
        "Unidad de Política Migratoria, boletín, 3.1.3",
        "https://portales.segob.gob.mx/es/PoliticaMigratoria/",
        NOT_STATED,
        layout="upm-demography",
    ),
    "upm-returns": PublicDataset(
        {"en": "Returns by nationality (UPM)", "es": "Devoluciones por nacionalidad (UPM)"},
        "Unidad de Política Migratoria, boletín, 3.2.4",
        "https://portales.segob.gob.mx/es/PoliticaMigratoria/",
        NOT_STATED,
        layout="upm-returns",
    ),
    "igm-returns": PublicDataset(
        {"en": "Returns received (IGM)", "es": "Retornos recibidos (IGM)"},
        "Instituto Guatemalteco de Migración",
        "https://igm.gob.gt/",
        NOT_STATED,
        layout="igm-returns",
        declared={"blanks": {"counterpart": "US"}},
    ),
}
FILES = (
    PublicFile(
        "2024_1108_ohss_immigration-enforcement-and-legal-processes-tables-july-2024.xlsx",
        "USA",
        "ohss",
        date(2024, 8, 30),
    ),
    PublicFile(
        "2024_1206_ohss_immigration-enforcement-and-legal-processes-tables-august-2024.xlsx",
        "USA",
        "ohss",
        date(2024, 9, 30),
    ),
    PublicFile("nationwide-encounters-fy20-fy23-state.csv", "USA", "cbp", date(2023, 10, 31)),
    PublicFile("irreg_mexico_nat.csv", "MEX", "upm-nationality", date(2025, 6, 19)),
    PublicFile("irreg_mexico_dmg.csv", "MEX", "upm-demography", date(2025, 6, 19)),
    PublicFile("irreg_mexico_exp.csv", "MEX", "upm-returns", date(2025, 6, 19)),
    PublicFile("irreg_guatemala.csv", "GTM", "igm-returns", date(2025, 6, 19)),
)
