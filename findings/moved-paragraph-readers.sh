#!/usr/bin/env bash
# Finding: one paragraph moved under tracking: of four readers of Word files one has it twice, one has it nowhere.
#
# Input: a .docx of five paragraphs, the second moved behind the third with w:moveFrom and w:moveTo, as word processors write
# it, and a replaced phrase (w:del, w:ins). Accepting all changes gives four paragraphs. mammoth 1.13.0 and pandoc 3.9 read
# that (mammoth leaves an empty paragraph where it stood). docx2python 3.7.1 gives the moved paragraph at both places, as if it
# had been said twice, but leaves the deleted phrase out. python-docx 1.2.0 gives it at neither place, and neither the phrase
# that was deleted nor the one that was inserted: "They will meet .".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
  python-docx==1.2.0 docx2python==3.7.1 mammoth==1.13.0 pypandoc_binary==1.17
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import docx
import docx2python
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

by = 'w:id="%d" w:author="A. Delegate" w:date="2026-11-01T10:00:00Z"'
run = "<w:r><w:t xml:space='preserve'>%s</w:t></w:r>"
moved = run % "They will share figures."
document = docx.Document()
for inside in (
    run % "The parties met.",
    f"<w:pPr><w:rPr><w:moveFrom {by % 1}/></w:rPr></w:pPr><w:moveFromRangeStart {by % 2} w:name='m'/>"
    f"<w:moveFrom {by % 3}>{moved}</w:moveFrom><w:moveFromRangeEnd w:id='2'/>",
    run % "They will meet " + f"<w:del {by % 4}><w:r><w:delText>each year</w:delText></w:r></w:del>"
    f"<w:ins {by % 5}>{run % 'twice a year'}</w:ins>" + run % ".",
    f"<w:pPr><w:rPr><w:moveTo {by % 6}/></w:rPr></w:pPr><w:moveToRangeStart {by % 7} w:name='m'/>"
    f"<w:moveTo {by % 8}>{moved}</w:moveTo><w:moveToRangeEnd w:id='7'/>",
    run % "The end.",
):
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
document.save("moved.docx")

with docx2python.docx2python("moved.docx") as read:
    twice = read.text.split("\n\n")
with open("moved.docx", "rb") as file:
    plain = mammoth.extract_raw_text(file).value.split("\n\n")
found = {
    "python-docx": [each.text for each in docx.Document("moved.docx").paragraphs],
    "docx2python": twice,
    "mammoth": plain,
    "pandoc": pypandoc.convert_file("moved.docx", "plain", extra_args=["--wrap=none"]).strip().split("\n\n"),
}
for name, paragraphs in found.items():
    print(f"{name:12}", paragraphs)
right = ["The parties met.", "They will meet twice a year.", "They will share figures.", "The end."]
assert pypandoc.get_pandoc_version() == "3.9"
assert found["pandoc"] == right
assert [each for each in found["mammoth"] if each] == right
assert found["docx2python"] == [right[0], right[2], right[1], right[2], right[3]]
assert found["python-docx"] == [right[0], "", "They will meet .", "", right[3]]
print("as found")
PYTHON
