#!/usr/bin/env bash
# Finding: a meeting in three sessions on given days (RDATE): two readers of calendars lose the first, two lose the others.
#
# Input: a valid event that begins on 10 March at 15:00 UTC, with two more days as RDATE and no rule. RFC 5545, 3.8.5.2: the days
# of RDATE are further instances; 3.8.2.4 and 3.8.5.3: DTSTART is the first one. recurring-ical-events 3.8.2 has all three. ical
# 14.3.1 and ical.js 2.2.1 (by ical-expander 3.2.0) have the two days of RDATE and not the first. node-ical 0.27.2
# (expandRecurringEvent) has the first alone. ts-ics 2.4.6 keeps no trace of the other days. With a rule beside, the first two
# have all, so it goes unseen as long as calendars repeat by rules. No error and no warning. A series of
# ministerial sessions, which no rule describes, is what RDATE is for; send one event for each session.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.2 ical==14.3.1
npm install --silent --no-audit --no-fund ical.js@2.2.1 ical-expander@3.2.0 node-ical@0.27.2 ts-ics@2.4.6 >/dev/null
cat > read.js <<'NODE'
const Expander = require('ical-expander')
const nodeIcal = require('node-ical')
const tsIcs = require('ts-ics')

const text = require('fs').readFileSync(process.argv[2], 'utf8')
const day = date => date.toISOString().slice(0, 10)
const all = new Expander({ ics: text, maxIterations: 100 }).all()
const span = { from: new Date('2026-01-01'), to: new Date('2026-12-31') }
const events = Object.values(nodeIcal.sync.parseICS(text)).filter(each => each.type === 'VEVENT')
const third = JSON.stringify(tsIcs.convertIcsCalendar(undefined, text))
console.log(JSON.stringify({
  'ical.js': [...all.events, ...all.occurrences].map(each => day(each.startDate.toJSDate())),
  'node-ical': events.flatMap(each => nodeIcal.expandRecurringEvent(each, span)).map(each => day(each.start)),
  'ts-ics': ['2026-03-10', '2026-03-11', '2026-03-17', '2026-03-31'].filter(each => third.includes(each)),
}))
NODE
TZ=UTC venv/bin/python -W ignore - <<'PYTHON'
import json
import subprocess
from pathlib import Path

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Example//EN", "BEGIN:VEVENT", "UID:one@example.org",
        "DTSTAMP:20260101T120000Z", "DTSTART:20260310T150000Z", "DTEND:20260310T160000Z", "SUMMARY:Session"]
DAYS = ["RDATE:20260317T150000Z,20260331T150000Z"]
FIRST, SECOND, THIRD, FOURTH = "2026-03-10", "2026-03-11", "2026-03-17", "2026-03-31"


def told(*lines):
    text = "\r\n".join([*HEAD, *lines, "END:VEVENT", "END:VCALENDAR", ""])
    Path("one.ics").write_bytes(text.encode())
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 1, 1), (2026, 12, 31))
    found = json.loads(subprocess.run(["node", "read.js", "one.ics"], capture_output=True, check=True).stdout)
    found["recurring-ical-events"] = [str(each["DTSTART"].dt.date()) for each in events]
    found["ical"] = [str(each.dtstart.date()) for each in IcsCalendarStream.calendar_from_ics(text).timeline]
    return {name: sorted(days) for name, days in sorted(found.items())}


for name, lines in (("days alone", DAYS), ("days and rule", ["RRULE:FREQ=DAILY;COUNT=2", *DAYS])):
    for reader, days in told(*lines).items():
        print(f"{name:14} {reader:22} {' '.join(days)}")
assert told(*DAYS) == {
    "ical": [THIRD, FOURTH],
    "ical.js": [THIRD, FOURTH],
    "node-ical": [FIRST],
    "recurring-ical-events": [FIRST, THIRD, FOURTH],
    "ts-ics": [FIRST],
}
both = told("RRULE:FREQ=DAILY;COUNT=2", *DAYS)
assert both["ical"] == both["ical.js"] == both["recurring-ical-events"] == [FIRST, SECOND, THIRD, FOURTH]
assert both["node-ical"] == [FIRST, SECOND]
print("as found")
PYTHON
