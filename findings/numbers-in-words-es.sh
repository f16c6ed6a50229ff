#!/usr/bin/env bash
# Finding: text2num 3.1.0 makes other amounts of Spanish and English ones: "dos coma cinco millones" becomes "2,5000000".
#
# Input: phrases of communiqués. A decimal before "millones" is glued to the zeros (2,5 million becomes 2,5), "medio millón"
# becomes "medio 1000000" and "half a million" "half a 1000000". "tercer trimestre" (the third quarter) becomes "3 trimestre"
# while "segundo semestre" stays as it is, and "three quarters" becomes "3 quarters". "veintiún países" stays in words where
# "veintiuna delegaciones" becomes 21. No error and no warning. So a checker that compares numbers after this step compares
# the wrong ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check text2num==3.1.0
"$folder/venv/bin/python" - <<'PYTHON'
from text_to_num import alpha2digit

FOUND = [
    ("es", "treinta y un Estados", "31 Estados"),
    ("es", "un millón quinientas mil", "1500000"),
    ("es", "dos coma cinco millones", "2,5000000"),
    ("es", "medio millón", "medio 1000000"),
    ("en", "half a million", "half a 1000000"),
    ("es", "tercer trimestre", "3 trimestre"),
    ("es", "segundo semestre", "segundo semestre"),
    ("en", "three quarters", "3 quarters"),
    ("es", "veintiuna delegaciones", "21 delegaciones"),
    ("es", "veintiún países", "veintiún países"),
]
for language, words, found in FOUND:
    read = alpha2digit(words, language)
    print(f"{language}  {words:28} {read}")
    assert read == found, (words, read)
print("as found")
PYTHON
