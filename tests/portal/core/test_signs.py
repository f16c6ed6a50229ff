"""What can be written and set, and what stands in for the rest."""

import json

import pytest

from portal.core.signs import STAND_IN, typefaces, writable

ACUTE = "\u0301"
AS_THEY_ARE = [
    "Nguyễn Thị Hồng Ánh",
    "李明 (Li Ming)",
    "김민준",
    "محمد بن عبد الله الأمين",
    "Дмитрий Щербаков",
    "Tzꞌutujil Qʼeqchiʼ K’iche’",
    "نجمه\u200cسادات \u200fa",
]


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_names_that_officials_have_are_set_as_they_are(text):
    lacking = {}
    assert typefaces().settable(text, lacking) == text
    assert lacking == {}


@pytest.mark.parametrize(
    ("text", "made", "lacking"),
    [
        ("Li \U0001f600 Ming", f"Li {STAND_IN} Ming", {"\U0001f600": [f"Li {STAND_IN} Ming"]}),
        ("\u0378\ue000", STAND_IN * 2, {"\u0378": [STAND_IN * 2], "\ue000": [STAND_IN * 2]}),
        ("Nguye\u0302\u0303n", "Nguyễn", {}),
        ("a\0b\x01\x1fc\x7f\x85d\ud800\ufeff\uffff\u202ee", "abc\nde", {}),
        ("a\u2028b\rc", "a\nb\nc", {}),
        ("李\U000e0100\ufe0f明", "李明", {}),
        ("李\u1dc4明", f"李{STAND_IN}明", {"\u1dc4": [f"李{STAND_IN}明"]}),
        ("李\u200d\u1dc4 \u1dc4", f"李{STAND_IN} \u1dc4", {"\u1dc4": [f"李{STAND_IN} \u1dc4"]}),
        (f"{ACUTE}x", f"{STAND_IN}x", {ACUTE: [f"{STAND_IN}x"]}),
        (f"x{ACUTE * 9}y", f"x{STAND_IN}y", {ACUTE: [f"x{STAND_IN}y"]}),
        ("Name " * 9 + "\U0001f600", "Name " * 9 + STAND_IN, {"\U0001f600": [f"…Name Name Name {STAND_IN}"]}),
    ],
)
def test_each_sign_that_no_typeface_has_is_named_with_the_words_around_it(text, made, lacking):
    found = {}
    facts = {"rows": [[text], 1, None, True]}
    assert typefaces().settable(facts, found) == {"rows": [[made], 1, None, True]}
    assert found == lacking


def test_doubtful_is_what_is_changed_or_too_long_for_a_line():
    bound = "x\N{NO-BREAK SPACE}"
    texts = ["Rosa Pop, 12 %", "李明", "a\U0001f600", "a\0", f"x{ACUTE}", "a\u2028", "x" * 20, f"{bound}h", bound * 30]
    sure = [typefaces().can_set(json.dumps({"words": [each]}, ensure_ascii=False)) for each in texts]
    assert sure == [True, True, False, False, False, False, False, True, False]


def test_what_can_be_written_stays_as_it_is():
    assert writable("Señorías, 李明 \U0001f600\n\t") == "Señorías, 李明 \U0001f600\n\t"
    assert writable("a\x0bb\x0c\r\nc\x1b[0m") == "a\nb\n\nc[0m"
