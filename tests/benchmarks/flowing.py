"""What figures of migration flows cost: `make bench ARGS=--flowing`.

A file of 42,532 rows, and one of 191,857, is read, checked and brought in, beside plain COPY of as many rows into the same table
and one aggregate of them. Twelve months of two-way tables are protected. The series of a page are read over 20,000 and over two
million published figures, beside the plain aggregate of the observations. Each cost is what this process and PostgreSQL work,
added, and what opens a workbook. A file about the whole world, of which one country's rows are taken, grows with its rows, too.
The memory is the most that this process held, and the one that opens workbooks. Both files come in as workbooks,
too, beside the bare reading of their XML and the same rows as text: a cell of a workbook is some sixty letters of XML where a
text has six, so that no reader comes near the text alone. All two million figures of an indicator are sent in full: what is read
and worked before the first byte, before the first figures, and in all.
"""

import csv
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import cycle, product
from typing import Any
from xml.parsers import expat

import psycopg
from babel.core import get_global
from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from portal.core.reader import Reader, reading_as
from portal.core.spreadsheets.opening import PROGRAM
from portal.embedded.seed.people import seed_people
from tests.benchmarks.reminding import Effort
from tests.benchmarks.sending import Sent, sent
from tests.benchmarks.servers import Prepared
from workinggroup.flows.cube.months import Month
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.importing import countries as known_countries
from workinggroup.flows.importing.listed import COUNTRY, lists
from workinggroup.flows.importing.sources import BOUNDS
from workinggroup.flows.models import Dataset
from workinggroup.flows.operations import approve_vintage, import_vintage, open_dataset, protect_vintages, send_vintage
from workinggroup.flows.protecting import protect
from workinggroup.flows.queries.telling import told

FEW, MANY = 42_532, 191_857
OBSERVED = (20_000, 2_000_000)
# PostgreSQL tells its work in hundredths of a second: of few readings that is a quarter of the work.
ROUNDS, READINGS = 3, 200
# Of ratios within one run; of megabytes; of seconds in the worker.
IMPORT, PAGE, AGGREGATE, MEGABYTES, PROTECTED, WORKBOOK = 2.5, 1.3, 0.02, 300.0, 60.0, 2.5
GROWTH = 1.05
# Of a download at most this part is read or worked before its first byte, and worked before its first figures: they are sorted.
EARLY, SORTED = 0.01, 0.2
# Whose counts are taken of a file about the world.
ELSEWHERE = "AF"
COUNTRIES = sorted(
    {
        "GT",
        "HN",
        "SV",
        "MX",
        "NI",
        "CU",
        "HT",
        "VE",
        "CO",
        "EC",
        "PE",
        "BR",
        "CN",
        "CR",
        "PA",
        "BZ",
        "DO",
        "JM",
        "CL",
        "UY",
    }
    | {"PY", "BO", "AR", "ES", "IT", "FR", "DE", "RU", "IN", "UA"}
)
GROUPS = ("Single Adults", "FMUA", "UC / Single Minors", "Accompanied Minors")
NAMES = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
PEAK = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')), file=sys.stderr)"
HEADS = (
    "Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,Title of Authority,"
    "Encounter Count"
)
FILL = """
INSERT INTO workinggroup_observation (delegation_id, series_id, month, value, status, since_id)
SELECT 'USA', series.id, ('1800-01-01'::date + make_interval(months => each))::date, each * 7 %% 5000, 'A', %(vintage)s
FROM (SELECT id FROM workinggroup_flowseries WHERE dataset_id = %(dataset)s ORDER BY id LIMIT 400) AS series,
    generate_series(%(first)s::int, %(last)s::int) AS each
ON CONFLICT DO NOTHING
"""
SHOW = """
INSERT INTO workinggroup_publishedfigure
    (releasable_to, delegation_id, series_id, month, value, mark, status, since_id, as_of, is_out)
SELECT '{USA,MEX,GTM,SEC}', delegation_id, series_id, month, value, '', 'A', since_id, '2026-01-31', true
FROM workinggroup_observation WHERE since_id = %(vintage)s AND month >= %(after)s
ON CONFLICT DO NOTHING
"""
OUT = """
SELECT count(*) FROM workinggroup_publishedfigure AS figure JOIN workinggroup_flowseries AS series
    ON series.id = figure.series_id WHERE figure.until IS NULL AND figure.mark <> '-' AND series.indicator = 'ENC_LAND'
"""
PLAIN = "SELECT series_id, month, sum(value) FROM workinggroup_observation GROUP BY 1, 2"


@dataclass(frozen=True)
class Costs:
    """Milliseconds of work by name, and megabytes of this process and of the one that opens workbooks."""

    worked: dict[str, float]
    megabytes: float
    opening: float
    sent: Sent
    # How many figures there are to send.
    out: int


class _Undone(Exception):
    pass


def written(rows: int) -> bytes:
    """A file as an agency of the United States lays it out, every figure invented."""
    months = [(year, name) for year, name in product(range(1990, 2024), NAMES)]
    states = [f"S{number}" for number in range(60)]
    every = product(months, COUNTRIES, GROUPS, states)
    lines = [HEADS]
    for number, ((year, name), country, group, state) in zip(range(rows), every, strict=False):
        lines.append(f"{year},FYTD,{name},Southwest Land Border,{state},{group},{country},Title 8,{number % 97}")
    return "\n".join(lines).encode()


def collected(rows: int) -> bytes:
    """A file about the whole world, of which no two rows have the same labels, every figure invented."""
    longer = sorted(each for each in get_global("territory_aliases") if len(each) == 3)
    by_code = {known_countries.country(each): each for each in longer}
    # Countries that are and were: others are told in some years only.
    countries = [each for code, each in sorted(by_code.items(), key=str) if code and code not in lists().codes[COUNTRY]]
    every = product(range(1990, 2024), ("refugee", "asylum", "idp"), countries[:60], countries[:60])
    lines = ["t,geo,from,group,n"]
    for number, (year, group, place, origin) in zip(range(rows), every, strict=False):
        lines.append(f"{year},{place},{origin},{group},{number % 97}")
    return "\n".join([*lines, ""]).encode()


def as_workbook(data: bytes) -> bytes:
    """The same rows as a spreadsheet program would send them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    for number, cells in enumerate(csv.reader(io.StringIO(data.decode()))):
        sheet.append([*cells[:-1], int(cells[-1])] if number else cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parse_bare(book: bytes) -> None:
    """The floor of a workbook: its XML read by the same parser, and nothing made of it."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if "/worksheets/" in name:
                parser = expat.ParserCreate()
                parser.buffer_text = True
                parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = _nothing
                with archive.open(name) as part:
                    parser.ParseFile(part)


def _nothing(*_told: object) -> None:
    pass


def weigh(prepared: Prepared) -> Costs:
    """Seed, and measure everything."""
    effort, now = Effort(prepared), timezone.now()
    people = seed_people(now)
    member, coordinator = people["member.usa"], people["coordinator.usa"]
    with reading_as(coordinator.reader):
        dataset = open_dataset(
            actor=coordinator, name={"en": "A", "es": "B"}, now=now, source="S", licence="L", reporting="US"
        )
    worked: dict[str, float] = {}
    with _superuser(prepared) as owner:
        for rows in (FEW, MANY):
            data = written(rows)
            worked[f"import of {rows}"] = _least(effort, lambda data=data: _import(dataset, member, data, now))
            worked[f"copy of {rows}"] = _least(effort, lambda rows=rows: _copied(owner, prepared, rows))
        with reading_as(coordinator.reader):
            others = open_dataset(
                actor=coordinator, name={"en": "C", "es": "D"}, now=now, source="S", licence="L", reporting=ELSEWHERE,
                origin=Origin.THIRD_PARTY,
            )  # fmt: skip
        for rows in (FEW, MANY):
            data = collected(rows)
            worked[f"import of {rows} about the world"] = _least(
                effort, lambda data=data: _import(others, member, data, now)
            )
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for rows in (FEW, MANY):
            book = as_workbook(written(rows))
            worked[f"import of {rows} from a workbook"] = _least(
                effort, lambda book=book: _import(dataset, member, book, now), with_children=True
            )
            worked[f"bare reading of {rows} in XML"] = _least(effort, lambda book=book: parse_bare(book))
        opening = _opening(book)
        figures = {
            (("ENC_LAND", "US", "_T", "_T", country, group), Month(2023, month)): value
            for (country, group, month), value in zip(
                product(COUNTRIES, GROUPS, range(1, 13)), cycle((3, 40, 700, 12, 5, 95, 1300)), strict=False
            )
        }
        worked["12 months protected"] = _least(effort, lambda: protect(figures), rounds=1)
        worked |= _pages(effort, owner, dataset, member, coordinator, now)
        download = sent(effort, coordinator, "ENC_LAND")
        worked["first byte of all figures"], worked["first figures of all"] = download.first, download.figures
        worked["all figures sent"] = download.whole
        [(out,)] = owner.execute(OUT).fetchall()
    return Costs(worked, held, opening, download, out)


def _least(effort: Effort, work: Callable[[], Any], rounds: int = ROUNDS, *, with_children: bool = False) -> float:
    found = []
    for _ in range(rounds):
        before = _children()
        cost, _result = effort.of(work)
        found.append(cost + (_children() - before if with_children else 0))
    return min(found)


def _opening(book: bytes) -> float:
    """The most megabytes that the process held which opened a workbook, without those of its parent before it began."""
    command = [sys.executable, "-c", f"{PROGRAM}; {PEAK}", json.dumps(asdict(BOUNDS))]
    told = subprocess.run(command, input=book, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(told.stderr) / 1024


def _children() -> float:
    """Milliseconds that processes which this one began, and which have ended, worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def _import(dataset: Dataset, member: Any, data: bytes, now: datetime) -> None:
    name = "a.xlsx" if data.startswith(b"PK") else "a.csv"
    try:
        with reading_as(member.reader), transaction.atomic():
            import_vintage(dataset=dataset, actor=member, data=data, name=name, as_of=date(2026, 1, 31), now=now)
            raise _Undone
    except _Undone:
        pass


@contextmanager
def _superuser(prepared: Prepared) -> Iterator[Any]:
    name = conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"]
    with psycopg.connect(make_conninfo(prepared.superuser, dbname=name), autocommit=True) as owner:
        yield owner


def _copied(owner: Any, prepared: Prepared, rows: int) -> None:
    """The floor: the rows of a file into a table with the keys and indexes of the portal's, and one aggregate of them."""
    text = io.StringIO()
    for number in range(rows):
        text.write(
            f"{number}\tUSA\t00000000-0000-4000-8000-{number // 400:012}\t{1800 + number % 400}-01-01\t{number % 97}\tA\t"
        )
        text.write("00000000-0000-4000-8000-000000000001\n")
    with owner.transaction(force_rollback=True):
        owner.execute("CREATE TEMP TABLE copied (LIKE workinggroup_observation INCLUDING ALL)")
        columns = "id, delegation_id, series_id, month, value, status, since_id"
        with owner.cursor().copy(f"COPY copied ({columns}) FROM STDIN") as copy:
            copy.write(text.getvalue())
        owner.execute("SELECT series_id, sum(value) FROM copied GROUP BY 1").fetchall()


def _pages(
    effort: Effort, owner: Any, dataset: Dataset, member: Any, coordinator: Any, now: datetime
) -> dict[str, float]:
    """A page's series among few and among many figures, and the plain aggregate of all."""
    with reading_as(member.reader):
        vintage = import_vintage(
            dataset=dataset, actor=member, data=written(30 * 4 * 60), name="a.csv", as_of=date(2026, 1, 31), now=now
        )
        send_vintage(vintage=vintage, actor=member, now=now, note="A")
    with reading_as(coordinator.reader):
        approve_vintage(vintage=vintage, actor=coordinator, now=now)
    protect_vintages([Reader("USA")], now=now)
    facts = {"vintage": vintage.pk, "dataset": dataset.pk}
    reader = coordinator
    found: dict[str, float] = {}
    series = owner.execute(
        "SELECT series_id FROM workinggroup_publishedfigure GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 4"
    ).fetchall()
    keys = [key for (key,) in series]
    keys_of_all = owner.execute("SELECT id FROM workinggroup_flowseries LIMIT 400").fetchall()
    # What was published long ago is laid down as it is: no trigger is to be passed for each.
    owner.execute("SET session_replication_role = replica")

    def read() -> None:
        with reading_as(reader.reader):
            for _ in range(READINGS):
                told(reader, keys=keys, first=Month(1805, 1), last=Month(1807, 12))

    begin = 0
    for many in OBSERVED:
        last = many // len(keys_of_all)
        owner.execute(FILL, facts | {"first": begin + 1, "last": last})
        owner.execute(SHOW, facts | {"after": date(1800, 1, 1)})
        owner.execute("VACUUM ANALYZE workinggroup_observation, workinggroup_publishedfigure")
        begin = last
        read()
        found[f"page among {many}"] = _least(effort, read) / READINGS
        found[f"aggregate of {many}"] = _least(effort, lambda: owner.execute(PLAIN).fetchall())
    return found


def _beside(worked: dict[str, float], rows: int) -> float:
    """A workbook beside what cannot be spared: its XML read once, and the same rows brought in as text."""
    return worked[f"import of {rows} from a workbook"] / (
        worked[f"bare reading of {rows} in XML"] + worked[f"import of {rows}"]
    )


def _sent(costs: Costs) -> list[tuple[str, float, float]]:
    """A full download: what is read and worked before its first byte and its first figures, and whether all came."""
    one = costs.sent
    of = f"a full download of {one.read} figures: "
    return [
        (f"{of}read before its first byte, of all", one.first_read / one.read, EARLY),
        (f"{of}read before its first figures, of all", one.figures_read / one.read, EARLY),
        (f"{of}work before its first byte beside the whole", one.first / one.whole, EARLY),
        (f"{of}work before its first figures beside the whole", one.figures / one.whole, SORTED),
        (f"{of}figures that did not come", abs(costs.out - one.lines), 0),
        (f"{of}its largest piece, MB", one.largest / 2**20, 1.0),
    ]


def tell(costs: Costs) -> str:
    """The costs with their bounds."""
    worked = costs.worked
    lines = [f"  {name}: {cost:.1f} ms of work" for name, cost in worked.items()]
    many, few = OBSERVED[1], OBSERVED[0]
    goals = [
        (f"import of {FEW} rows beside COPY", worked[f"import of {FEW}"] / worked[f"copy of {FEW}"], IMPORT),
        (
            f"import of {MANY} rows, a row beside one of {FEW}",
            worked[f"import of {MANY}"] / MANY / (worked[f"import of {FEW}"] / FEW),
            1.0,
        ),
        (
            f"import of {MANY} rows about the world, a row beside one of {FEW}",
            worked[f"import of {MANY} about the world"] / MANY / (worked[f"import of {FEW} about the world"] / FEW),
            GROWTH,
        ),
        *(
            (f"import of {rows} rows from a workbook beside its XML and the text", _beside(worked, rows), WORKBOOK)
            for rows in (FEW, MANY)
        ),
        ("memory of what opens a workbook, MB", costs.opening, MEGABYTES),
        (
            "a page among 2,000,000 figures beside 20,000",
            worked[f"page among {many}"] / worked[f"page among {few}"],
            PAGE,
        ),
        ("a page beside the plain aggregate", worked[f"page among {many}"] / worked[f"aggregate of {many}"], AGGREGATE),
        *_sent(costs),
        ("memory while bringing in, MB", costs.megabytes, MEGABYTES),
        ("twelve months of two-way tables protected, s", worked["12 months protected"] / 1000, PROTECTED),
    ]
    # No reader of workbooks comes near plain COPY: so much its XML alone costs. It is told, and has no bound.
    lines += [
        f"  told: {what} of {rows} rows beside COPY {worked[f'{what} of {rows}{of}'] / worked[f'copy of {rows}']:.1f}{of}"
        for rows in (FEW, MANY)
        for what, of in (("import", " from a workbook"), ("bare reading", " in XML"))
    ]
    lines += [
        f"  {'met' if is_at <= bound else 'NOT MET'}: {name} {is_at:.3f} (bound {bound})"
        for name, is_at, bound in goals
    ]
    return "\n".join(lines)
