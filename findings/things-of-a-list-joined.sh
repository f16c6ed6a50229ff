#!/usr/bin/env bash
# Finding: icalendar 7.3.2 makes one thing of two: "RESOURCES:Booth\, Spanish,Screen" comes back as one word with two commas.
#
# Input: a valid event that asks for two things, a booth for Spanish and a screen, and has two categories, one with a comma in it.
# RFC 5545, 3.8.1.10 and 3.8.1.2: both properties are lists, a comma separates, and one within a word has a backslash (3.3.11).
# icalendar knows that of CATEGORIES alone. It reads RESOURCES as a single text, "Booth, Spanish,Screen", in which the two kinds
# of comma cannot be told apart any more, and writes it with a backslash before both: the file now asks for one thing of that
# name. vobject 0.9.9 writes both right. Nobody says a word; the screen is not booked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9
venv/bin/python - <<'PYTHON'
import icalendar
import vobject

THINGS, TOPICS = r"RESOURCES:Booth\, Spanish,Screen", r"CATEGORIES:Trade\, labour,Energy"
TEXT = "\r\n".join(
    [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Example//EN", "BEGIN:VEVENT", "UID:one@example.org",
        "DTSTAMP:20260101T120000Z", "DTSTART:20260310T150000Z", "SUMMARY:Meeting", THINGS, TOPICS,
        "END:VEVENT", "END:VCALENDAR", "",
    ]
)
by_icalendar = icalendar.Calendar.from_ical(TEXT).to_ical().decode().splitlines()
by_vobject = vobject.readOne(TEXT).serialize().splitlines()
read = icalendar.Calendar.from_ical(TEXT).walk("VEVENT")[0]["RESOURCES"]
for name, lines in (("icalendar", by_icalendar), ("vobject", by_vobject)):
    print(f"{name:10}", *[line for line in lines if line.startswith(("RESOURCES", "CATEGORIES"))])
print("icalendar reads:", repr(str(read)))
assert r"RESOURCES:Booth\, Spanish\,Screen" in by_icalendar
assert TOPICS in by_icalendar
assert THINGS in by_vobject
assert TOPICS in by_vobject
assert str(read) == "Booth, Spanish,Screen"
print("as found")
PYTHON
