"""A kept piece of a page never shows anybody something else than what they asked with."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal.core.kept import NotPlain, piece, pieces

HANDLING = "components/handling.html"


def handling(*codes, words="Agenda", **facts):
    return piece(HANDLING, None, words=words, releasable_to=codes, **facts)


def test_other_facts_are_another_piece():
    assert "USA, MEX" in handling("USA", "MEX")
    assert "USA, MEX" not in handling("USA")
    assert "Records" in handling("USA", words="Records")


def test_another_language_is_another_piece():
    with override("en"):
        assert "Releasable to USA" in handling("USA")
    with override("es"):
        assert "Releasable to USA" not in handling("USA")


def test_another_zone_is_another_piece():
    made = {}
    for zone in ("America/New_York", "America/Guatemala"):
        with timezone.override(zone):
            made[zone] = piece("components/zoned.html", None, word=zone)
            assert zone in made[zone]
    assert len(set(made.values())) == 2


def test_what_is_equal_but_not_the_same_is_another_piece():
    assert "True" in handling("USA", aside=True)
    assert ">1<" in handling("USA", aside=1)


def test_what_people_typed_stays_text_whoever_asked_first():
    markup = "<b>bold</b>"
    assert "&lt;b&gt;" in handling("USA", words=mark_safe(markup))
    assert "&lt;b&gt;" in handling("USA", words=markup)
    with pytest.raises(NotPlain):
        handling(mark_safe(markup))
    assert "&lt;b&gt;" in handling(markup)


@pytest.mark.parametrize("fact", [datetime(2026, 5, 7, tzinfo=UTC), 1.0, object()])
def test_only_plain_values_are_facts(fact):
    with pytest.raises(NotPlain):
        handling("USA", aside=fact)


def test_a_template_knows_nothing_but_its_facts():
    assert piece("components/nosy.html", None, word="mine") == "mine|||\n"


@dataclass(frozen=True)
class Line:
    number: int
    words: str


def test_rows_are_kept_one_by_one():
    rows = [Line(1, "one"), Line(2, "two")]
    assert pieces("components/line.html", None, rows, word="all") == "1 one all\n2 two all\n"
    changed = [Line(1, "one"), Line(2, "three")]
    assert pieces("components/line.html", None, changed, word="all") == "1 one all\n2 three all\n"
    assert pieces("components/line.html", None, changed, word="few") == "1 one few\n2 three few\n"


@pytest.fixture(autouse=True)
def templates(tmp_path, settings):
    """Three templates beside the portal's own."""
    folder = tmp_path / "components"
    folder.mkdir()
    (folder / "nosy.html").write_text("{{ word }}|{{ user }}{{ request }}|{{ csrf_token }}|{{ messages }}\n")
    (folder / "line.html").write_text("{{ row.number }} {{ row.words }} {{ word }}\n")
    (folder / "zoned.html").write_text("{% load tz %}{% get_current_timezone as zone %}{{ zone }}")
    (chosen,) = settings.TEMPLATES
    settings.TEMPLATES = [chosen | {"DIRS": [tmp_path, *chosen["DIRS"]]}]
