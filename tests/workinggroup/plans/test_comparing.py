"""What a version says otherwise, in words that a head of delegation reads: no name of a field, no code."""

from typing import Any

from django.utils import translation

from workinggroup.plans.canonical import canonical
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


def said(before: PlanVersion, after: PlanVersion, language: str = "es") -> list[tuple[str, str, list[str]]]:
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
            for change in changes_between(before, after, {"garzas": "Puente Las Garzas"})
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
    fields = {name for _model, names in PARTS.values() for name in names}
    assert fields - set(FIELDS) == {"number"}, "a number is in the heading"
