"""What waits begins with the verb of its decision; in Spanish all of them with the infinitive."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

CALLED = re.compile(r'_(?:lazy)?\(\s*"([A-Z][^"]+:)"\s*\)')
FILES = [
    file
    for package in ("portal", "meetings", "workinggroup")
    for file in settings.BASE_DIR.glob(f"{package}/*/waits.py")
]


def acts_in(file: Path) -> list[str]:
    return CALLED.findall(file.read_text())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_each_act_is_an_infinitive_in_spanish(file):
    with override("es"):
        said = {act: gettext(act).rpartition(". ")[2] for act in acts_in(file)}
    assert {act: words for act, words in said.items() if not re.match(r"\w+[aei]r(se)?\b", words)} == {}


def test_every_slice_with_waits_is_read():
    assert len(FILES) > 12
    assert {"Sign:", "Rate:", "Name an owner:", "Approve figures:", "Object or stay silent:"} <= {
        act for file in FILES for act in acts_in(file)
    }
