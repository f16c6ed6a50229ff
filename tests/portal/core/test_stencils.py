"""Templates into which values are set: as Django would have rendered them, in each language, and nothing but printed."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from portal.core import stencils
from portal.core.stencils import NotPrinted, filled

FOLDER = "emails/workinggroup/reminders/digest/"
ENTRY = {
    "name": "Fish & <chips>",
    "link": "https://x/?a=1&b=2",
    "when": "today",
    "act": "Report:",
    "below": "",
    "why": "",
}


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("there", [(), ("below",), ("why", "below", "answers"), ("is_late",)])
def test_a_filled_template_is_the_rendered_one(ending, there):
    values = ENTRY | {"answers": "", "is_late": ""} | {name: f"some “{name}” <b>" for name in there}
    template = f"{FOLDER}_entry.{ending}"
    assert filled(template, "en", **values) == render_to_string(template, values)


def test_what_is_set_in_is_no_mark_and_what_is_safe_stays():
    mark = f"{stencils.BEGIN}link{stencils.END}"
    found = filled(FOLDER + "_answer.html", "en", words=mark, link="https://x/")
    assert mark in found
    assert "<b>1</b>" in filled(FOLDER + "_section.html", "en", title="T", entries=mark_safe("<b>1</b>"))
    assert "&lt;b&gt;" in filled(FOLDER + "_section.html", "en", title="<b>", entries="")


def test_each_language_has_its_own():
    def note(language):
        with translation.override("es"):
            return filled(FOLDER + "_note.txt", language, words="Hola", name="Ana")

    assert "Note by Ana" in note("en")
    assert "Nota de Ana" in note("es")
    assert "Note by Ana" in note("en")


def test_a_template_that_does_more_with_a_value_is_refused(tmp_path, settings):
    place = tmp_path / "shouts.txt"
    place.write_text("{{ name|upper }}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": {}}]
    with pytest.raises(NotPrinted):
        filled("shouts.txt", "en", name="Ana")
