"""What layouts of files are called wherever a person reads it."""

import re
from datetime import date

from django.urls import reverse
from django.utils.translation import override

from tests.factories.flows import bring, make_dataset, rows
from workinggroup.flows.calling import LAYOUT_NAMES, layouts_to_choose, name_of_layout
from workinggroup.flows.importing.known import LAYOUTS, NAMED

NAMES = [each.name for each in (*LAYOUTS, *NAMED)]


def test_every_layout_has_words_of_its_own_in_both_languages():
    assert set(LAYOUT_NAMES) == {*NAMES, "guessed"}
    said = {}
    for language in ("en", "es"):
        with override(language):
            said[language] = [name_of_layout(name) for name in LAYOUT_NAMES]
            assert [name for name, _words in layouts_to_choose()] == ["", *NAMES]
    for words in said.values():
        assert len(set(words)) == len(words)
        assert not {*words} & {*NAMES}
    assert not [english for english, spanish in zip(*said.values(), strict=True) if english == spanish]


def test_a_form_and_a_vintage_say_them_and_no_raw_name(world, sign_in):
    dataset = make_dataset(world.gtm.coordinator)
    client = sign_in(world.gtm.coordinator)
    form = client.get(reverse("flows:change", args=[dataset.pk]), secure=True).content.decode()
    choice = form.split('name="layout"')[1].partition("</select>")[0]
    offered = dict(re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', choice))
    assert offered["template"] == "La tabla propia del portal"
    assert not {*offered.values()} & {*NAMES}
    vintage = bring(
        world.gtm.member, dataset, rows(("2026-01", "US", "_T", 1234), ("2025-12", "US", "_T", 1300)), date(2026, 1, 31)
    )
    page = client.get(vintage.get_absolute_url(), secure=True).content.decode()
    assert "La tabla propia del portal" in page
    assert "· template ·" not in page
    # Months in words, and no raw codes of them.
    assert "Dic 2025 – Ene 2026" in page or "dic 2025 – ene 2026" in page
    assert "2025-12 –" not in page
