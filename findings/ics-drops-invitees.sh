#!/usr/bin/env bash
# Finding: ics 0.7.3 reads a valid invitation and writes one from which another reader loses an invitee.
#
# Input: a calendar entry with two attendees, one of whom is called "Pop, Ana" (RFC 5545, 3.2: a value with a comma stands in
# quotes). ics reads it without complaint. What it writes has no quotes (`CN=Pop\, Ana`), though a parameter knows no
# backslash, and names a calendar scale that does not exist, `CALSCALE:GEORGIAN`. icalendar 7.3.2, given that file, has one
# attendee where there were two, and raises nothing. vobject 0.9.9, given the first file, writes it right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check ics==0.7.3 icalendar==7.3.2 vobject==0.9.9
"$folder/venv/bin/python" - <<'PYTHON'
import icalendar
import ics
import vobject

TEXT = "\r\n".join(
    [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Example//EN", "BEGIN:VEVENT", "UID:one@example.org",
        "DTSTAMP:20261101T120000Z", "DTSTART:20261225T150000Z", "SUMMARY:Meeting",
        'ATTENDEE;CN="Pop, Ana";X-TITLE="Head; delegation":mailto:ana@example.org',
        "ATTENDEE;CN=Ben:mailto:ben@example.org", "END:VEVENT", "END:VCALENDAR", "",
    ]
)


def invited(text):
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")[0].get("ATTENDEE", [])
    return sorted(str(each) for each in (found if isinstance(found, list) else [found]))


written = ics.Calendar(TEXT).serialize()
print(written)
both = ["mailto:ana@example.org", "mailto:ben@example.org"]
assert invited(TEXT) == both
assert invited(vobject.readOne(TEXT).serialize()) == both
assert r"CN=Pop\, Ana" in written
assert "CALSCALE:GEORGIAN" in written
assert invited(written) == ["mailto:ben@example.org"]
print("as found: of two invitees one is left")
PYTHON
