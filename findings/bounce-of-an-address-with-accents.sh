#!/usr/bin/env bash
# Finding: flufl.bounce 6.0.0 sees no bounce where the address has an accent, and takes the word "utf-8" for an address.
#
# Input: three delivery reports, as RFC 3464 has them and RFC 6533 widens it: section 3 adds the address type "utf-8", section 4
# the part message/global-delivery-status. The same failure, "Action: failed", "Status: 5.1.1", is found where the address is
# rfc822. Where the report is a global one, or the final recipient is "utf-8; …" in its ASCII form, nothing is found: no failure,
# no temporary one, no error. Where the original recipient has the new type beside a final one of the old, three addresses are
# found: the right one, the escaped one and b"utf-8". So of the people whose address has an accent, as they may in Spanish,
# a portal never learns that they get no mail; and a list that removes what bounced is asked to remove "utf-8".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check flufl.bounce==6.0.0
"$folder/venv/bin/python" - <<'PYTHON'
from email import message_from_bytes

from flufl.bounce import all_failures

REPORT = """From: Mail Delivery <mailer-daemon@mail.example>
To: office@portal.example
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain

This is a report.

--b
Content-Type: message/{kind}
Content-Transfer-Encoding: {coding}

Reporting-MTA: dns; mail.example

{recipient}
Action: failed
Status: 5.1.1

--b--
"""
OLD = ("delivery-status", "7bit")
NEW = ("global-delivery-status", "8bit")
GIVEN = "Original-Recipient: utf-8; jos\\x{E9}@ejemplo.example\nFinal-Recipient: rfc822; jose@ejemplo.example"
FOUND = [
    ("plain", OLD, "Final-Recipient: rfc822; jose@ejemplo.example", {b"jose@ejemplo.example"}),
    ("global", NEW, "Final-Recipient: utf-8; josé@ejemplo.example", set()),
    ("new type", OLD, r"Final-Recipient: utf-8; jos\x{E9}@ejemplo.example", set()),
    ("both types", OLD, GIVEN, {b"jose@ejemplo.example", rb"jos\x{E9}@ejemplo.example", b"utf-8"}),
]
for name, (kind, coding), recipient, found in FOUND:
    report = REPORT.format(kind=kind, coding=coding, recipient=recipient)
    temporary, permanent = all_failures(message_from_bytes(report.encode()))
    print(f"{name:11} failed: {sorted(permanent)}, for now: {sorted(temporary)}")
    assert set(permanent) == found, permanent
    assert not temporary
print("as found")
PYTHON
