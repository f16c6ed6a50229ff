"""`manage.py check_concordance`: from files to lines of JSON, without a database."""

import json
import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document

ROOT = Path(__file__).resolve().parents[4]
TITLE = "# A title | 2024-05-07 | nowhere\n\n"
ENGLISH = (
    "## Part one\n\nThe 3 ministers of Chile and Peru met.\n\nThey decided to:\n\n"
    "- plant trees in 5 towns;\n\n- publish a guide in 2027.\n"
)
SPANISH = (
    "## Parte uno\n\nSe reunieron los 3 ministros de Chile y el Perú.\n\nDecidieron:\n\n"
    "- plantar árboles en 5 poblaciones;\n\n- publicar una guía en 2027.\n"
)


def written(tmp_path, english, spanish):
    """Two contents as files: Word documents if they are bytes, else text."""
    files = []
    for name, content in (("en", english), ("es", spanish)):
        file = tmp_path / f"{name}{'.docx' if isinstance(content, bytes) else '.txt'}"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        files.append(str(file))
    return files


def run(tmp_path, english, spanish, *options):
    """The command on two contents; returns code, findings and what was said of failures."""
    code, said, failed = 0, StringIO(), ""
    try:
        call_command("check_concordance", *written(tmp_path, english, spanish), *options, stdout=said)
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        code, failed = error.returncode, str(error)
    return code, [json.loads(line) for line in said.getvalue().splitlines()], failed


def start(*words):
    """The command as a process, with no database anywhere."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    unreachable = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "manage.py", "check_concordance", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=environment | unreachable, capture_output=True, text=True, check=False)


def test_two_texts_that_agree(tmp_path):
    assert run(tmp_path, TITLE + ENGLISH, TITLE + SPANISH) == (0, [], "")


def test_each_finding_is_a_line_and_an_error_gives_one(tmp_path):
    done = start(*written(tmp_path, TITLE + ENGLISH, TITLE + SPANISH.replace("los 3", "los 4")))
    assert (done.returncode, done.stderr) == (1, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "paragraph": 2,
            "rule": "number",
            "severity": "error",
            "detail": "Numbers differ: only in English “3”, only in Spanish “4”.",
        }
    ]


def test_the_lonely_paragraph_is_named(tmp_path):
    code, found, _said = run(tmp_path, ENGLISH, SPANISH.replace("- plantar árboles en 5 poblaciones;\n\n", ""))
    assert code == 1
    assert [(row["paragraph"], row["rule"]) for row in found] == [(3, "list_items"), (4, "missing_side")]
    assert "“plant trees in 5 towns;”" in found[1]["detail"]


def test_warnings_alone_give_zero(tmp_path):
    code, found, _said = run(tmp_path, ENGLISH, SPANISH.replace("Decidieron", "Acordaron"), "--parties", "2")
    assert (code, {row["severity"] for row in found}) == (0, {"warning"})


def test_an_open_bracket_and_two_spaces_are_findings_of_the_text(tmp_path):
    code, found, _said = run(tmp_path, ENGLISH.replace("Chile and", "[Chile  and"), SPANISH)
    assert code == 1
    assert {row["rule"] for row in found} == {"unbalanced_bracket", "double_space"}


def test_word_documents(tmp_path):
    contents = []
    for text in (ENGLISH, SPANISH.replace("Chile", "Belice")):
        document = Document()
        for block in text.strip().split("\n\n"):
            style = "Heading 1" if block.startswith("#") else "List Bullet" if block.startswith("-") else None
            document.add_paragraph(block.lstrip("#- "), style=style)
        contents.append(BytesIO())
        document.save(contents[-1])
    code, found, _said = run(tmp_path, *(content.getvalue() for content in contents))
    assert (code, [(row["paragraph"], row["rule"]) for row in found]) == (1, [(2, "countries")])
    assert "“Chile”" in found[0]["detail"]
    assert "“Belice”" in found[0]["detail"]


@pytest.mark.parametrize("content", ["", "\x00\x01 not text", b"PK\x03\x04 not a document"])
def test_what_cannot_be_read_is_said(tmp_path, content):
    code, found, said = run(tmp_path, content, SPANISH)
    assert (code, found) == (2, [])
    assert "cannot be read: " in said


def test_a_file_that_is_not_there(tmp_path):
    (tmp_path / "en.txt").write_text(ENGLISH)
    done = start(tmp_path / "en.txt", tmp_path / "none.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.txt cannot be read: " in done.stderr
    assert "Traceback" not in done.stderr
