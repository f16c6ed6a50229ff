#!/usr/bin/env bash
# Finding: dateparser 1.5.0 takes an official hour for a span of time: "13.10 horas" is 13.1 hours ago, the evening before.
#
# Input: times and days as Spanish and English documents write them, read on 15 January 2024 at 09:00. "16:00 horas" is right.
# "16.00 h" and "13.10 horas" (the way of the United Nations in Spanish) and "1310 hours" are taken for spans and counted back:
# an hour of the afternoon before, the evening before, November. The first of a month, "1º de octubre de 2024", "1o. de octubre de
# 2024" or "primero de octubre de 2024", is not read at all, though "2 de octubre de 2024" is. search_dates finds a date in
# "may meet".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check dateparser==1.5.0
TZ=UTC "$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser
from dateparser.search import search_dates

NOW = {"RELATIVE_BASE": datetime(2024, 1, 15, 9)}
FOUND = [
    ("es", "16:00 horas", datetime(2024, 1, 15, 16)),
    ("es", "16.00 h", datetime(2024, 1, 14, 17)),
    ("es", "13.10 horas", datetime(2024, 1, 14, 19, 54)),
    ("en", "1310 hours", datetime(2023, 11, 21, 19)),
    ("es", "2 de octubre de 2024", datetime(2024, 10, 2)),
    ("es", "1º de octubre de 2024", None),
    ("es", "1o. de octubre de 2024", None),
    ("es", "primero de octubre de 2024", None),
]
for language, words, found in FOUND:
    read = dateparser.parse(words, languages=[language], settings=NOW)
    print(f"{language}  {words:28} {read}")
    assert read == found, (words, read)
searched = search_dates("The parties may meet on March 5, 2025.", languages=["en"], settings=NOW)
print(searched)
assert [words for words, _day in searched][0] == "may"
print("as found")
PYTHON
