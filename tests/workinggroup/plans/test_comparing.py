"""What a version says otherwise, in words that a head of delegation reads: no name of a field, no code."""

from typing import Any

from django.utils import translation

from workinggroup.plans.canonical import Keys, canonical
from workinggroup.plans.comparing import FIELDS, changes_between
from workinggroup.plans.content import PARTS
from workinggroup.plans.models import PlanVersion

TASK = {
    "number": "2.1", "phase": 2, "title": {"en": "Build the lane", "es": "Construir el carril"}, "lead": "MEX", "place": "",
    "starts_on": "2026-03-02", "days": 30, "milestone": False, "tolerance": 5, "after": "1.2",
}  # fmt: skip
FACTS = {"title": {"en": "Waits", "es": "Espera"}, "starts_on": "2026-03-02", "marking": "AMBER"}


def version(facts: dict[str, Any] = FACTS, **rows: list[dict[str, Any]]) -> PlanVersion:
    return PlanVersion(canonical=canonical(facts, rows).decode())


def said(
    before: PlanVersion, after: PlanVersion, language: str = "es", keys: tuple[Keys, Keys] = ({}, {})
) -> list[tuple[str, str, list[str]]]:
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    with translation.override(language):
        return [
            (
                change.name,
                change.state,
                [
                    " ".join(filter(None, [line.label, line.language])) + ": "
                    + "".join(marks[piece.kind].format(piece.text) for piece in line.pieces)
                    for line in change.lines
                ],
            )
            for change in changes_between(before, after, {"garzas": "Puente Las Garzas"}, keys)
        ]  # fmt: skip


def test_a_task_is_named_and_its_facts_are_said_in_words():
    after = TASK | {"days": 48, "starts_on": "2026-03-09", "milestone": True, "place": "garzas"}
    assert said(version(task=[TASK]), version(task=[after])) == [
        (
            "Tarea 2.1: Construir el carril",
            "distinto",
            [
                "Lugar: {+Puente Las Garzas+}",
                "No antes de: [-2 mar 2026-]{+9 mar 2026+}",
                "Días que dura: [-30-]{+48+}",
                "Hito: [-no-]{+sí+}",
            ],
        )
    ]


def test_a_text_is_marked_word_by_word_in_the_language_that_changed():
    section = {"part": "duration", "side": "GTM", "marking": "AMBER", "omitted": False}
    before = section | {"text": {"en": "Four months.", "es": "Cuatro meses."}}
    after = section | {"text": {"en": "Five months.", "es": "Cuatro meses."}, "marking": "GREEN"}
    assert said(version(section=[before]), version(section=[after])) == [
        (
            "Sección: Duración, GTM",
            "distinto",
            ["Texto en: [-Four-]{+Five+} months.", "Marca: [-TLP:AMBER-]{+TLP:GREEN+}"],
        )
    ]


def test_what_a_side_brings_is_new_or_gone_with_all_that_it_says():
    post = {
        "side": "GTM",
        "function": {"en": "Lead", "es": "Jefatura"},
        "level": "local",
        "hours": "06–22",
        "language": "es",
    }
    rhythm = {"from": "GTM", "to": "MEX", "every": "weekly", "by": "18:00:00", "zone": ""}
    found = said(version(post=[post]), version(rhythm=[rhythm]))
    assert [(name, state) for name, state, _lines in found] == [
        ("Cargo, GTM", "ya no está"),
        ("Ritmo de los informes, GTM", "nuevo"),
    ]
    assert found[0][2][-1] == "Idioma: [-español-]"
    assert found[1][2] == ["De: {+GTM+}", "Para: {+MEX+}", "Con qué frecuencia: {+Cada semana+}", "Por: {+18:00+}"]


def test_every_field_that_is_bound_has_a_word():
    assert {name for _model, names in PARTS.values() for name in names} <= set(FIELDS)


def numbered(number: str, **more: Any) -> dict[str, Any]:
    return TASK | {"number": number, "phase": int(number[0])} | more


def test_a_task_that_moved_is_the_same_task_by_its_key():
    before, after = version(task=[numbered("2.1", after="")]), version(task=[numbered("1.3", after="")])
    keys = ({"task": {"2.1": "a"}}, {"task": {"1.3": "a"}})
    moved = ("Tarea 1.3: Construir el carril", "pasó a otra fase", ["Número: [-2.1-]{+1.3+}"])
    assert said(before, after, keys=keys) == [moved]
    longer = version(task=[numbered("1.3", after="", days=48)])
    assert said(before, longer, keys=keys) == [
        (moved[0], "distinto", [*moved[2], "Días que dura: [-30-]{+48+}"]),
    ]
    within = {"task": {"2.4": "a"}}
    assert said(before, version(task=[numbered("2.4", after="")]), keys=(keys[0], within)) == [
        ("Tarea 2.4: Construir el carril", "con otro número", ["Número: [-2.1-]{+2.4+}"])
    ]


def test_another_task_under_a_number_that_was_free_is_another_task():
    before, after = version(task=[numbered("2.1")]), version(task=[numbered("2.1")])
    found = said(before, after, keys=({"task": {"2.1": "a"}}, {"task": {"2.1": "b"}}))
    assert [(name, state) for name, state, _lines in found] == [
        ("Tarea 2.1: Construir el carril", "ya no está"),
        ("Tarea 2.1: Construir el carril", "nuevo"),
    ]
    aim = {"number": 1, "text": {"en": "Less", "es": "Menos"}}
    found = said(
        version(objective=[aim]), version(objective=[aim]), keys=({"objective": {"1": "a"}}, {"objective": {"1": "b"}})
    )
    assert [state for _name, state, _lines in found] == ["ya no está", "nuevo"]


def test_what_names_a_task_that_moved_says_the_same():
    means = {"task": "2.1", "side": "GTM", "kind": "staff", "count": 4, "from": "2026-03-02", "to": "2026-03-09"}
    before = version(task=[numbered("2.1"), numbered("2.2", after="1.1; 2.1SS+2")], resource=[means])
    after = version(task=[numbered("1.3"), numbered("2.2", after="1.1; 1.3SS+2")], resource=[means | {"task": "1.3"}])
    keys = ({"task": {"2.1": "a", "2.2": "b"}}, {"task": {"1.3": "a", "2.2": "b"}})
    assert [name for name, _state, _lines in said(before, after, keys=keys)] == ["Tarea 1.3: Construir el carril"]
    # The same words of another task are other words.
    other = ({"task": {"2.1": "a", "2.2": "b"}}, {"task": {"1.3": "c", "2.2": "b"}})
    found = {(name, state): lines for name, state, lines in said(before, after, keys=other)}
    assert found["Tarea 2.2: Construir el carril", "distinto"] == ["Después de: [-1.1; 2.1SS+2-]{+1.1; 1.3SS+2+}"]
    assert "Para la tarea: {+1.3+}" in found["Medio, GTM", "nuevo"]
