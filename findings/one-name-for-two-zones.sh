#!/usr/bin/env bash
# Finding: vobject 0.9.9 puts a meeting in Mexico City and one in Chicago into one zone, "CST": one of them is an hour off.
#
# Input: two events at 9:00 on 15 July 2026, one in America/Mexico_City (without summer time since October 2022), one in
# America/Chicago, both with Python's own zoneinfo. RFC 5545, 3.8.3.1 and 3.6.5: a TZID names one zone within a file, and there is
# one VTIMEZONE for each. vobject names a zone by its letters in winter, which both have in common, and writes the one that it
# meets first: both meetings are at 15:00 UTC by itself and by icalendar 7.3.2, where Chicago's is at 14:00. The names are kept for
# as long as the program runs, so the second file of a server is written with the zone of the first. It is so with Guatemala,
# too. py-vobject/vobject#117 (8 September 2025) reports it of India and Israel, which are "IST" both; a fix is in its sources (pull
# request 118) and no release has it; pytz's zones keep their names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6
cat > write.py <<'PYTHON'
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject


def written(*zones):
    calendar = vobject.iCalendar()
    for zone in zones:
        event = calendar.add("vevent")
        event.add("uid").value = zone
        event.add("dtstart").value = datetime(2026, 7, 15, 9, tzinfo=ZoneInfo(zone))
    return calendar.serialize()


def hours(text):
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    found = {str(each["UID"]): each["DTSTART"].dt.astimezone(UTC).hour for each in events}
    own = {each.uid.value: each.dtstart.value.astimezone(UTC).hour for each in vobject.readOne(text).vevent_list}
    assert own == found, (own, found)
    return found


first, second = sys.argv[1:]
right = {zone: datetime(2026, 7, 15, 9, tzinfo=ZoneInfo(zone)).astimezone(UTC).hour for zone in (first, second)}
one_file = written(first, second)
assert one_file.count("BEGIN:VTIMEZONE") == 1
assert one_file.count("TZID=CST:20260715T090000") == 2
print(f"right {right}\n  one file {hours(one_file)}, another file after it {hours(written(second))}")
assert hours(one_file) == {first: right[first], second: right[first]}
assert hours(written(second)) == {second: right[first]}
assert right["America/Chicago"] == 14
PYTHON
venv/bin/python write.py America/Mexico_City America/Chicago
venv/bin/python write.py America/Chicago America/Mexico_City
venv/bin/python write.py America/Guatemala America/Chicago
echo "as found: which of two meetings is wrong depends on which comes first"
