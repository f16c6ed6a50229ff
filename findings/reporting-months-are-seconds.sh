#!/usr/bin/env bash
# Finding: sdmx1 2.28.0 with pandas 3.1.1 turns the seventh month, "2024-M07", into 1 January 2024, seven seconds past midnight.
#
# Input: SDMX-ML 2.1 generic data, one series by time, read with datetime="TIME_PERIOD". SDMX 2.1, section 6, 4.2.6 has reporting
# periods beside calendar ones: 2024-M07 is the seventh month, 2024-T2 the second four months (from May), and all of them
# count from the day that the attribute REPORTING_YEAR_START_DAY gives, put behind the year named: with --10-01 the first
# quarter of 2024 begins on 1 October 2024 and its seventh month in April 2025. sdmx1 gives the words to pandas as they are: months
# become seconds of 1 January, trimesters months (T2: February), and quarters those of the calendar whatever the start day says.
# Nothing is raised, so a year of months is twelve points within one minute. Semesters (2024-S1) end with an error; months and
# quarters of the calendar are read right. Who reads fiscal figures so compares, say, a winter with an autumn.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check sdmx1==2.28.0 pandas==3.1.1
venv/bin/python -W ignore - <<'PYTHON'
from pathlib import Path

import sdmx

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
FILE = """<?xml version="1.0"?>
<m:GenericTimeSeriesData xmlns:m="{s}/message" xmlns:g="{s}/data/generic" xmlns:c="{s}/common">
<m:Header><m:ID>ONE</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-01T00:00:00</m:Prepared><m:Sender id="WG"/>
<m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure>
<Ref agencyID="WG" id="FLOWS" version="1.0"/></c:Structure></m:Structure></m:Header>
<m:DataSet structureRef="S"><g:Series><g:SeriesKey><g:Value id="REF_AREA" value="US"/></g:SeriesKey>{start}
<g:Obs><g:ObsDimension value="{period}"/><g:ObsValue value="5"/></g:Obs></g:Series></m:DataSet></m:GenericTimeSeriesData>
"""
OCTOBER = '<g:Attributes><g:Value id="REPORTING_YEAR_START_DAY" value="--10-01"/></g:Attributes>'


def when(period, start=""):
    Path("data.xml").write_text(FILE.format(s=SCHEMAS, period=period, start=start))
    try:
        table = sdmx.to_pandas(sdmx.read_sdmx("data.xml").data[0], datetime="TIME_PERIOD")
    except ValueError as error:
        return str(error)
    return str(table.index[0])


FOUND = [
    ("2024-07", "", "2024-07-01 00:00:00"),
    ("2024-Q3", "", "2024-07-01 00:00:00"),
    ("2024-M01", "", "2024-01-01 00:00:01"),
    ("2024-M07", "", "2024-01-01 00:00:07"),
    ("2024-M12", "", "2024-01-01 00:00:12"),
    ("2024-T2", "", "2024-02-01 00:00:00"),
    ("2024-Q1", OCTOBER, "2024-01-01 00:00:00"),
    ("2024-M07", OCTOBER, "2024-01-01 00:00:07"),
]
for period, start, found in FOUND:
    read = when(period, start)
    print(f"{period:9} {'year from 1 October' if start else '':20} {read}")
    assert read == found, (period, read)
print(f"{'2024-S1':30} {when('2024-S1')}")
assert "unable to parse: 2024-S1" in when("2024-S1")
print("as found")
PYTHON
