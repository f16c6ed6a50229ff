#!/usr/bin/env bash
# Finding: vobject 0.9.9 reads an invitation with a link to a video meeting and writes it with the link cut at its first comma.
#
# Input: a valid event with CONFERENCE;VALUE=URI (RFC 7986, 5.11), whose address has a semicolon and a comma. RFC 5545, 3.3.13: an
# address is written as it is, nothing is escaped in it. vobject takes any property that it does not know for text: it ends at
# the first comma and gets a backslash before the semicolon, and what stood behind the comma is gone. It is the same with IMAGE
# (5.10) and with any X- property that says VALUE=URI; URL and ATTACH, which it knows, are kept. icalendar 7.3.2 keeps them
# all. No error. Who changes an hour with it and sends the invitation again sends people to a meeting that is not there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check vobject==0.9.9 icalendar==7.3.2
"$folder/venv/bin/python" - <<'PYTHON'
import icalendar
import vobject

LINK = "https://meet.example/room;lang=es?parts=opening,closing"
CUT = r"https://meet.example/room\;lang=es?parts=opening"


def links(text):
    return [line for line in text.replace("\r\n ", "").splitlines() if "meet.example" in line]


for head, left in (
    ("CONFERENCE;FEATURE=VIDEO;VALUE=URI", CUT),
    ("IMAGE;DISPLAY=BADGE;VALUE=URI", CUT),
    ("X-ROOM;VALUE=URI", CUT),
    ("URL", LINK),
    ("ATTACH", LINK),
):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Example//EN", "BEGIN:VEVENT", "UID:one@example.org",
             "DTSTAMP:20260101T120000Z", "DTSTART:20260310T150000Z", "SUMMARY:Meeting", f"{head}:{LINK}",
             "END:VEVENT", "END:VCALENDAR", ""]
    text = "\r\n".join(lines)
    written = links(vobject.readOne(text).serialize())
    print(*written)
    assert written == [f"{head}:{left}"], written
    assert links(icalendar.Calendar.from_ical(text).to_ical().decode()) == [f"{head}:{LINK}"]
print("as found")
PYTHON
