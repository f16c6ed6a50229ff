"""Figures as a package: the table, what its columns hold, what has to be said in both languages. Written while it is sent.

The same figures give the same bytes, whenever they are asked for.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import override

from workinggroup.flows.codes import names_of
from workinggroup.flows.exporting.about import readme
from workinggroup.flows.exporting.plain import FULL, Reckoned, as_reckoned, in_full
from workinggroup.flows.exporting.shown import About, Line, Rows, Shown, Source
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.listed import lists
from workinggroup.flows.indicators import Indicator, Unit, Words

READMES = {"en": "README.md", "es": "LEEME.md"}
# Of the fields, in the words of Table Schema; any other is text.
TYPES: dict[str, dict[str, Any]] = {
    "unit": {"type": "string", "constraints": {"enum": [unit.value for unit in Unit]}},
    "first_month": {"type": "yearmonth"},
    "last_month": {"type": "yearmonth"},
    "value": {"type": "integer", "constraints": {"minimum": 0}},
    "status": {"type": "string", "constraints": {"enum": ["c", "P", "B", "E", "K", "W", "O"]}},
    "hidden": {"type": "boolean"},
    "provisional": {"type": "boolean"},
    "as_of": {"type": "date"},
}
DESCRIPTIONS = {
    "dataset": "The dataset of a delegation from which the figure is",
    "indicator": "What is counted, by its code; metadata.json has the definition",
    "indicator_en": "What is counted, in English",
    "indicator_es": "What is counted, in Spanish",
    "unit": "What one is: an event, a person, a case or document",
    "reporting": "Who counted: the code of a delegation, or ISO 3166-1 alpha-2",
    "counterpart": "The country from which or to which people moved; _T for all",
    "area": "Where; _T for everywhere",
    "citizenship": "ISO 3166-1 alpha-2; _T for all, _X for other or not known",
    "group": "Which people or acts; _T for all; a dot parts what is said together",
    "period": "2024-07, 2024-Q3, 2024, FY2024 (October to September), 2024-01/2024-07 (to date), 2024-05+3 (rolling)",
    "first_month": "The first month of the period",
    "last_month": "The last month of the period",
    "value": "How many; empty where it is hidden or nobody counted",
    "status": "c hidden, P provisional, B break, E estimated, K counted elsewhere, W holds others, O not counted; empty: none",
    "hidden": "Whether it is hidden to protect small groups",
    "provisional": "Whether its delegation expects to revise it",
    "as_of": "The day on which the figure stood so",
    "address": "Under which the figure is quoted",
}
CODED = (Meaning.REPORTING, Meaning.COUNTERPART, Meaning.AREA, Meaning.CITIZENSHIP, Meaning.GROUP)
KEY = ("dataset", "indicator", "reporting", "counterpart", "area", "citizenship", "group", "period")


@dataclass
class _Tally:
    """What is told of the table once it is written."""

    rows: int = 0
    size: int = 0
    first: str = ""
    last: str = ""
    hashed: Any = field(default_factory=sha256)
    lines: dict[tuple[str, ...], Line] = field(default_factory=dict)

    def seen(self, rows: Rows) -> Iterator[Shown]:
        for row in rows:
            self.rows += 1
            self.lines.setdefault(row.line.codes, row.line)
            first, last = str(row.span.first), str(row.span.last)
            self.first, self.last = min(self.first or first, first), max(self.last, last)
            yield row

    def written(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self.hashed.update(piece)
            yield piece


class _Pipe:
    """What a file in the making is written into, to be taken from there piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


def packed(rows: Rows, about: About, *, name: str, beside: Sequence[Reckoned] = ()) -> Iterator[bytes]:
    """The package in pieces, the table first. `name` is of small letters, figures and hyphens; `beside` are further tables."""
    pipe, tally = _Pipe(), _Tally()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        with archive.open(_entry("data.csv", about), "w") as entry:
            for piece in tally.written(in_full(tally.seen(rows), is_marked=False)):
                entry.write(piece)
                if taken := pipe.taken():
                    yield taken
        tables = [(each, b"".join(as_reckoned(each, is_marked=False))) for each in beside]
        files = {
            **{f"{each.name}.csv": text for each, text in tables},
            "datapackage.json": _as_json(data_package(about, tally, tables, name=name)),
            "metadata.json": _as_json(metadata(about, tally)),
            **{file: _said(about, language, beside) for language, file in READMES.items()},
        }
        for file, content in files.items():
            archive.writestr(_entry(file, about), content)
            yield pipe.taken()
    yield pipe.taken()


def _entry(name: str, about: About) -> zipfile.ZipInfo:
    """A file of the package, dated by its figures."""
    day = about.as_of
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _said(about: About, language: str, beside: Sequence[Reckoned]) -> bytes:
    with override(language):
        return readme(about, [each.name for each in beside]).encode()


def _as_json(facts: dict[str, Any]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def data_package(
    about: About, tally: _Tally, tables: Sequence[tuple[Reckoned, bytes]] = (), *, name: str
) -> dict[str, Any]:
    """What each table is and what its columns hold, as a tabular data package."""
    columns = {
        column: {**TYPES.get(column, {"type": "string"}), "description": DESCRIPTIONS[column]} for column in FULL
    }
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": about.title["en"],
        **({"homepage": about.address} if about.address else {}),
        "version": about.as_of.isoformat(),
        "licenses": [_licence(source) for source in about.sources],
        "sources": [
            {"title": source.publisher["en"], **({"path": source.url} if source.url else {})}
            for source in about.sources
        ],
        "resources": [
            _resource("data", columns, KEY, tally.size, tally.hashed.hexdigest()),
            *(
                _resource(each.name, each.columns, each.key, len(text), sha256(text).hexdigest())
                for each, text in tables
            ),
        ],
    }


def _resource(
    name: str, columns: Mapping[str, Mapping[str, Any]], key: Sequence[str], size: int, digest: str
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [{"name": column, **told} for column, told in columns.items()],
            "missingValues": [""],
            "primaryKey": list(key),
        },
    }


def _licence(source: Source) -> dict[str, str]:
    """A licence needs an address or a name of the Open Definition; what a delegation states in words is its title."""
    named = {"title": source.licence} if source.licence else {}
    return {"path": source.licence_url, **named} if source.licence_url else {"name": "not-specified", **named}


def metadata(about: About, tally: _Tally) -> dict[str, Any]:
    """What has to be said with the figures, for programs."""
    return {
        "title": dict(about.title),
        "address": about.address,
        "as_of": about.as_of.isoformat(),
        "rows": tally.rows,
        "first_month": tally.first,
        "last_month": tally.last,
        "sha256": tally.hashed.hexdigest(),
        "sources": [_source(source) for source in about.sources],
        "indicators": [_indicator(indicator) for indicator in about.indicators],
        "codes_version": lists().version,
        "codes": {meaning.value: _names(meaning, tally.lines.values()) for meaning in CODED},
    }


def _names(meaning: Meaning, lines: Iterable[Line]) -> dict[str, Words]:
    """The codes of one column that are in the table, with what they are called."""
    return {code: dict(names_of(meaning, code)) for code in sorted({getattr(line, meaning.value) for line in lines})}


def _source(source: Source) -> dict[str, Any]:
    return {
        "dataset": source.dataset,
        "title": dict(source.title),
        "delegation": source.delegation,
        "publisher": dict(source.publisher),
        "as_of": source.as_of.isoformat(),
        "origin": source.origin.value,
        "licence": source.licence,
        "licence_url": source.licence_url,
        "contact": source.contact,
        "url": source.url,
        "note": dict(source.note) if source.note else {},
        "residual": sorted(source.residual),
        "rounding": source.rounding,
        "hides_below": source.hides_below,
        "definition_version": source.definition_version,
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "key": indicator.key,
        "name": dict(indicator.name),
        "definition": dict(indicator.definition),
        "counts": dict(indicator.counts),
        "excludes": dict(indicator.excludes),
        "unit": indicator.unit.value,
        "kind": indicator.kind.value,
        "frequency": indicator.frequency.value,
        "direction": indicator.direction.value,
        "additive_over": sorted(indicator.additive),
        "mirror": indicator.mirror,
        "owner": indicator.owner,
    }
