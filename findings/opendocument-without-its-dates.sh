#!/usr/bin/env bash
# Finding: an OpenDocument text says "On 1 November 2026 the parties"; pandoc 3.9 reads "On the parties", odfdo 3.27.3 "On theparties".
#
# Input: paragraphs of OpenDocument 1.3, as an office programme writes them. The date is fixed (part 3, 7.3.2), a reference to an
# article and one to a table and the number of a table are fields (chapter 7), whose content is the text last shown, and a space
# may be written as text:s (6.1.3). pandoc leaves out the date and the number of the table referred to. odfdo's get_formatted_text
# leaves out all four, and the spaces, too. Its str() of a paragraph has them all, so the same library says two things of one
# file. No error and no warning. A treaty loses its date that way, and a comparison of two versions does not see that it changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check odfdo==3.27.3 pypandoc_binary==1.17
venv/bin/python -W ignore - <<'PYTHON'
import pypandoc
from odfdo import Document, Element

FOUND = [
    # The paragraph, what it says, what pandoc says, what odfdo says.
    (
        'On <text:date text:date-value="2026-11-01" text:fixed="true">1 November 2026</text:date> the<text:s/>parties met.',
        "On 1 November 2026 the parties met.", "On the parties met.", "On theparties met.",
    ),
    (
        'As article <text:bookmark-ref text:reference-format="number" text:ref-name="a">12</text:bookmark-ref> says.',
        "As article 12 says.", "As article 12 says.", "As article says.",
    ),
    (
        'See table <text:sequence-ref text:reference-format="value" text:ref-name="t">3</text:sequence-ref>.',
        "See table 3.", "See table .", "See table .",
    ),
    (
        'Table <text:sequence text:name="Table" text:formula="ooow:Table+1">3</text:sequence>: flows',
        "Table 3: flows", "Table 3: flows", "Table : flows",
    ),
]
document = Document("text")
document.body.clear()
for inside, *_said in FOUND:
    document.body.append(Element.from_tag(f"<text:p>{inside}</text:p>"))
document.save("one.odt")


def paragraphs(text):
    return [" ".join(each.split()) for each in text.strip().split("\n\n")]


read = Document("one.odt")
assert pypandoc.get_pandoc_version() == "3.9"
by_pandoc = paragraphs(pypandoc.convert_file("one.odt", "plain", extra_args=["--wrap=none"]))
by_odfdo = paragraphs(read.get_formatted_text())
whole = [" ".join(str(each).split()) for each in read.body.get_paragraphs()]
for row in zip(whole, by_pandoc, by_odfdo, strict=True):
    print(*row, sep=" | ")
assert whole == [row[1] for row in FOUND]
assert by_pandoc == [row[2] for row in FOUND]
assert by_odfdo == [row[3] for row in FOUND]
print("as found")
PYTHON
