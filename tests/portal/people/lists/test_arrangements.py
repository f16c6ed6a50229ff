"""One list in arrangements drawn at random: the same people come of each."""

import random

import pytest

from meetings.participants.listing import WANTED, lines_to_enter
from portal.people.lists.files import read_file
from tests.factories.lists import ods, xlsb, xlsx

GIVEN = ["María José", "Otto", "Ixkem", "Zoë", "Ángel", "Ana Lucía", "Tom", "Ñusta"]
FAMILY = [
    ("de León", "Vides"),
    ("Sian", "Choc"),
    ("Tzꞌunun", "Cúmez"),
    ("O'Neil", "Pop"),
    ("Güell", "Ramos"),
    ("Bexley", ""),
]
FUNCTIONS = ["Directora de Migración", "Viceministro", "Asesora, Unidad de Enlace", 'Jefa "interina"', "Minister", ""]
KINDS = {
    "member": ["Titular", "Alterno/a", "Delegada titular", "Member", "Asesoras", "miembro", ""],
    "interpreter": ["Intérpretes", "Traductora", "Interpreter", "Traductor(a)"],
    "press": ["Prensa", "Periodistas", "Press"],
    "security": ["Seguridad", "Escoltas"],
}
TITLES = [["MINISTERIO DE EJEMPLO"], ["Lista de participantes, III Reunión"], [], ["Fecha: 7 de mayo de 2026"]]
HEADS = {
    "number": ["No.", "N°", "#"],
    "whole": ["Nombre completo", "Nombre y apellidos", "Full name", "Name / Nombre"],
    "turned": ["Apellidos, Nombres", "Surname, First name", "Apellidos y nombres"],
    "given": ["Nombre(s)", "Nombres", "First name", "Given names"],
    "family": ["Apellidos", "Surname", "Last name", "Apellido(s)"],
    "first": ["Primer apellido", "Apellido paterno"],
    "second": ["Segundo apellido", "Apellido materno"],
    "function": ["Cargo", "Puesto", "Position", "Job title", "Cargo / Position"],
    "kind": ["Tipo", "Calidad", "Type", "Tipo de participación"],
    "telephone": ["Teléfono", "Tel.", "Mobile"],
    "email": ["Correo electrónico", "E-mail"],
    "other": ["Institución", "Observaciones", "Alergias"],
}


def drawn(chance, number):
    """People, and the rows of a list of them with its columns in some order."""
    people, facts = [], []
    for place in range(number):
        given, (first, second) = chance.choice(GIVEN) + f" {chr(65 + place)}.", chance.choice(FAMILY)
        kind = chance.choice(list(KINDS))
        family = f"{first} {second}".strip()
        function = chance.choice(FUNCTIONS)
        people.append((f"{given} {family}", function, kind))
        facts.append(
            {
                "number": str(place + 1), "whole": f"{given} {family}", "turned": f"{family}, {given}", "given": given,
                "family": family, "first": first, "second": second, "function": function,
                "kind": chance.choice(KINDS[kind]), "telephone": f"+502 5555 {place:04}",
                "email": f"p{place}@min.example", "other": chance.choice(["MinEx", "", "ninguna"]),
            }
        )  # fmt: skip
    names = chance.choice(
        [["whole"], ["turned"], ["given", "family"], ["family", "given"], ["first", "second", "given"]]
    )
    columns = [*names, "function", "kind", *chance.sample(["telephone", "email", "other"], chance.randint(0, 3))]
    if chance.random() < 0.5:
        chance.shuffle(columns)
    if chance.random() < 0.6:
        columns.insert(0, "number")
    heads = [chance.choice(HEADS[column]) for column in columns]
    if chance.random() < 0.3:
        heads = [head.upper() for head in heads]
    rows = [*chance.sample(TITLES, chance.randint(0, len(TITLES))), heads]
    for each in facts:
        rows += [[]] if chance.random() < 0.1 else []
        rows.append([each[column] for column in columns])
    return people, rows


def as_text(chance, rows):
    """The rows as text, parted, quoted, ended and encoded in some way."""
    mark, end = chance.choice("\t;,|"), chance.choice(["\n", "\r\n", "\r"])
    always = chance.random() < 0.3

    def cell(text):
        broken = text.replace(" ", "\n", 1) if chance.random() < 0.1 and len(text) > 8 else text
        quoted = '"' + broken.replace('"', '""') + '"'
        return quoted if always or any(sign in broken for sign in (mark, '"', "\n")) else broken

    widest = max(map(len, rows))
    padded = [row + [""] * (widest - len(row)) if chance.random() < 0.7 else row for row in rows]
    text = end.join(mark.join(map(cell, row)) for row in padded) + end * chance.randint(0, 3)
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


@pytest.mark.parametrize("seed", range(150))
def test_the_same_people_come_of_any_arrangement(seed):
    chance = random.Random(seed)
    people, rows = drawn(chance, chance.randint(1, 12))
    make = chance.choice([xlsx, xlsb, ods]) if seed % 15 == 0 else None
    data = make(*rows) if make and '"' not in str(rows) else as_text(chance, rows)
    lines = lines_to_enter(read_file(data, "list", WANTED))
    assert [line.problem or line.skip for line in lines if not line.is_ready] == []
    assert [(line.name, line.function, str(line.kind)) for line in lines] == people
