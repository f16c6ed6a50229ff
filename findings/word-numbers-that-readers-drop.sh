#!/usr/bin/env bash
# Finding: "article 12" becomes "article" and "2025-2026" becomes "20252026": what six readers of Word files make of a number.
#
# Input: a paragraph with a reference to another article as a simple field, w:fldSimple, whose content is the result last shown
# (ECMA-376, part 1, 17.16.19), and two years joined by w:noBreakHyphen, which 17.3.3.18 says is shown as a hyphen. python-docx
# 1.2.0, mammoth 1.13.0, pandoc 3.9 and markitdown 0.1.9 leave the field out with its number. docx2python 3.7.1 and docx2txt 0.9
# leave the hyphen out, so two years become a number of eight digits. No one of the six has both right, and none says a
# word. The same reference as a complex field (w:fldChar) all of them read. Who compares two versions or two languages of an
# agreement by such text misses a changed reference, or sees one changed that was not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.17 'markitdown[docx]==0.1.9' docx2python==3.7.1 docx2txt==0.9
venv/bin/python -W ignore - <<'PYTHON'
import docx
import docx2python
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markitdown import MarkItDown

run = "<w:r><w:t xml:space='preserve'>%s</w:t></w:r>"
mark = "<w:r><w:fldChar w:fldCharType='%s'/></w:r>"
simple = "<w:fldSimple w:instr=' REF _Ref1 \\r \\h '>" + run % "12" + "</w:fldSimple>"
code = "<w:r><w:instrText xml:space='preserve'> REF _Ref1 \\r \\h </w:instrText></w:r>"
whole = mark % "begin" + code + mark % "separate" + run % "12" + mark % "end"
years = "<w:r><w:t xml:space='preserve'> for 2025</w:t><w:noBreakHyphen/><w:t>2026.</w:t></w:r>"


def written(name, inside):
    document = docx.Document()
    body = document.element.body
    body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    document.save(name)
    with docx2python.docx2python(name) as read:
        second = read.text
    with open(name, "rb") as file:
        plain = mammoth.extract_raw_text(file).value
    found = {
        "python-docx": docx.Document(name).paragraphs[0].text,
        "mammoth": plain,
        "pandoc": pypandoc.convert_file(name, "plain", extra_args=["--wrap=none"]),
        "markitdown": MarkItDown().convert(name).text_content,
        "docx2python": second,
        "docx2txt": docx2txt.process(name),
    }
    # Spaces and the kind of hyphen are no matter here.
    return {reader: " ".join(text.replace("\u2011", "-").split()) for reader, text in found.items()}


assert pypandoc.get_pandoc_version() == "3.9"
no_number = {"python-docx", "mammoth", "pandoc", "markitdown"}
for name, field in (("simple.docx", simple), ("complex.docx", whole)):
    for reader, text in written(name, run % "As article " + field + run % " says" + years).items():
        print(f"{name:13} {reader:12} {text}")
        number = " 12" if name == "complex.docx" or reader not in no_number else ""
        hyphen = "-" if reader in no_number else ""
        assert text == f"As article{number} says for 2025{hyphen}2026.", text
print("as found")
PYTHON
