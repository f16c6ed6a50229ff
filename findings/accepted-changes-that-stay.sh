#!/usr/bin/env bash
# Finding: docx-revisions 0.1.5 accepts "all" changes of a Word file and leaves paragraphs and rows as they were, still marked.
#
# Input: a paragraph whose mark is deleted under tracking, so that it joins the next one (w:del in w:pPr/w:rPr; ECMA-376, part 1,
# 17.13.5.15), an inserted paragraph (w:ins there), a deleted row of a table (w:del in w:trPr) and a replaced word. accept_all()
# takes in the word, and no more: there are still two paragraphs where there is one, the deleted row is there, empty, and three
# marks of change stay in the file, with name and hour of who made them. reject_all() leaves the same three, so the rejected
# paragraph stays as an empty one. Nothing is raised. pandoc 3.9, which accepts changes while it reads, joins the
# paragraphs. A "clean copy" made so goes out as a file that Word opens with open changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check docx-revisions==0.1.5 python-docx==1.2.0 pypandoc_binary==1.17
venv/bin/python - <<'PYTHON'
import re
import zipfile

import docx
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx_revisions import RevisionDocument

by = 'w:id="%d" w:author="A. Delegate" w:date="2026-11-01T10:00:00Z"'
run = "<w:r><w:t xml:space='preserve'>%s</w:t></w:r>"
gone = "<w:r><w:delText>%s</w:delText></w:r>"
row = "<w:tr>%s<w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr><w:p>%s</w:p></w:tc></w:tr>"
names = nsdecls("w")
parts = [
    f"<w:p {names}>{run % 'They meet '}<w:del {by % 1}>{gone % 'yearly'}</w:del><w:ins {by % 2}>{run % 'monthly'}</w:ins></w:p>",
    f"<w:p {names}><w:pPr><w:rPr><w:del {by % 3}/></w:rPr></w:pPr>{run % 'They will share '}</w:p>",
    f"<w:p {names}>{run % 'figures.'}</w:p>",
    f"<w:tbl {names}><w:tblPr/><w:tblGrid><w:gridCol w:w='3000'/></w:tblGrid>{row % ('', run % 'First')}"
    + row % (f"<w:trPr><w:del {by % 4}/></w:trPr>", f"<w:del {by % 5}>{gone % 'Second'}</w:del>")
    + "</w:tbl>",
    f"<w:p {names}><w:pPr><w:rPr><w:ins {by % 6}/></w:rPr></w:pPr><w:ins {by % 7}>{run % 'Added.'}</w:ins></w:p>",
    f"<w:p {names}>{run % 'The end.'}</w:p>",
]
document = docx.Document()
body = document.element.body
for part in parts:
    body.insert(len(body) - 1, parse_xml(part))
document.save("changed.docx")


def told(name):
    read = docx.Document(name)
    inside = zipfile.ZipFile(name).read("word/document.xml").decode()
    marks = sorted(int(each) for each in re.findall(r'<w:(?:ins|del)\b[^>]*w:id="(\d+)"', inside))
    return [each.text for each in read.paragraphs], [each.cells[0].text for each in read.tables[0].rows], marks


results = {}
for act in ("accept_all", "reject_all"):
    changed = RevisionDocument("changed.docx")
    getattr(changed, act)()
    changed.save(f"{act}.docx")
    results[act] = told(f"{act}.docx")
    print(act, *results[act], sep="\n    ")
other = pypandoc.convert_file("changed.docx", "plain", extra_args=["--wrap=none"])
print("pandoc:", repr(other))
assert "They will share figures." in other
assert results["accept_all"] == (
    ["They meet monthly", "They will share ", "figures.", "Added.", "The end."], ["First", ""], [3, 4, 6]
)
assert results["reject_all"] == (
    ["They meet yearly", "They will share ", "figures.", "", "The end."], ["First", "Second"], [3, 4, 6]
)
print("as found: of seven changes three are still open, after accepting and after rejecting all")
PYTHON
