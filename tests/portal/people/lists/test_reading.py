"""Lists in the arrangements in which officials keep them: who comes of each line, and what is said of the rest."""

import pytest

from meetings.participants.listing import WANTED as PARTICIPANTS
from meetings.participants.listing import lines_to_enter
from portal.people.inviting import WANTED as INVITED
from portal.people.inviting import lines_to_invite
from portal.people.lists.files import read_pasted
from portal.people.lists.headings import Meaning, meaning_of
from portal.people.lists.names import fold, same_name


def people(text, **facts):
    """Name, function and kind of each line that is ready."""
    lines = lines_to_enter(read_pasted(text, PARTICIPANTS), **facts)
    return [(line.name, line.function, line.kind) for line in lines if line.is_ready]


def problems(text):
    return [line.problem or line.skip for line in lines_to_enter(read_pasted(text, PARTICIPANTS)) if not line.is_ready]


def invited(text):
    lines = lines_to_invite(read_pasted(text, INVITED), language="en")
    return [(line.name, line.email, line.kind, line.language) for line in lines if line.is_ready]


OTTO = ("Otto Sian Choc", "Viceministro", "member")


@pytest.mark.parametrize(
    "text",
    [
        "Nombre;Cargo;Tipo\nOtto Sian Choc;Viceministro;miembro",
        "Nombre,Cargo,Tipo\r\nOtto Sian Choc,Viceministro,miembro\r\n",
        "Nombre\tCargo\tTipo\rOtto Sian Choc\tViceministro\tmiembro\r",
        "Nombre|Cargo|Tipo\nOtto Sian Choc|Viceministro|miembro",
        "\ufeffsep=;\r\nNombre;Cargo;Tipo\r\nOtto Sian Choc;Viceministro;miembro",
        '"Nombre";"Cargo";"Tipo"\n"Otto Sian\nChoc";"Viceministro";"miembro"',
        "REPÚBLICA DE EJEMPLO\nLista de participantes, ronda 3\n\nNombre;Cargo;Tipo\nOtto Sian Choc;Viceministro;miembro",
        "MINISTERIO;;\nFecha:;3 de mayo;\n;;\nNombre;Cargo;Tipo\nOtto Sian Choc;Viceministro;miembro",
        "No.;Nombre(s);Apellido(s);Puesto;Calidad\n1;Otto;Sian Choc;Viceministro;Titular\n2;;;;\n3;;;;",
        "Primer apellido;Segundo apellido;Nombres;Cargo\nSian;Choc;Otto;Viceministro",
        "Nombres;Apellido paterno;Apellido materno;Cargo\nOtto;Sian;Choc;Viceministro",
        "Segundo apellido;Primer apellido;Nombres;Cargo\nChoc;Sian;Otto;Viceministro",
        "SURNAME;First name;Position\nSian Choc;Otto;Viceministro",
        '"Surname, First name",Position\n"Sian Choc, Otto",Viceministro',
        "Apellidos, Nombre;Cargo\nSian Choc, Otto;Viceministro",
        "Apellidos y nombres;Cargo;Institución\nSian Choc, Otto;Viceministro;Ministerio de Ejemplo",
        "Nombre / Name;Cargo / Position;Tipo / Type\nOtto Sian Choc;Viceministro;miembro / member",
        "Nombre completo (como en el pasaporte);Cargo actual*\nOtto Sian Choc;Viceministro",
        "Nombre;;Cargo\nOtto;Sian Choc;Viceministro",
        "No.;Nombre completo;;Cargo\n;Nombres;Apellidos;\n1;Otto;Sian Choc;Viceministro",
        "Datos;;Cargo\nNombres;Apellidos;\nOtto;Sian Choc;Viceministro",
        "Nombre completo;Cargo\nSian Choc, Otto;Viceministro",
        ";Cargo;Calidad\nOtto Sian Choc;Viceministro;Titular",
        "No.;Delegado(a);Cargo en la institución;Teléfono\n1;Otto Sian Choc;Viceministro;5555 5555",
        "Nombre completo tal como aparece en el pasaporte;Cargo\nOtto Sian Choc;Viceministro",
        "1er. nombre;2do. nombre;1er. apellido;2do. apellido;Puesto\nOtto;;Sian;Choc;Viceministro",
        "Nombre,Cargo\nOtto Sian Choc;Viceministro;x",
        "Nombre,Cargo,Tipo\nOtto Sian Choc;Viceministro;miembro",
        "Nombre;Cargo;Tipo\nOtto Sian Choc,Viceministro,miembro",
        "|Nombre|Cargo|\n|---|---|\n|Otto Sian Choc|Viceministro|",
        "Title,First Name,Last Name,Job Title,Organization\nMr.,Otto,Sian Choc,Viceministro,MinEx",
        "Título;Nombre;Cargo\nLic.;Otto Sian Choc;Viceministro",
        "Nombre;Rol;Cargo\nOtto Sian Choc;Viceministro;Delegado titular",
        "Nombre;Nombre;Apellido;Cargo\nOtto;;Sian Choc;Viceministro",
        "• Otto Sian Choc; Viceministro",
        '"APELLIDOS, NOMBRES"|"CARGO\nACTUAL"|"TIPO"\r"Sian Choc, Otto"|"Viceministro"|"miembro"',
        "Nombre y cargo\nOtto Sian Choc, Viceministro",
        "Nombre;Teléfono;Correo electrónico;Cargo\nOtto Sian Choc;+502 5555 5555;otto@min.example;Viceministro",
        "Otto Sian Choc; Viceministro",
        "1. Otto Sian Choc; Viceministro",
        "1\tOtto Sian Choc\tViceministro\tDelegado",
        "Otto Sian Choc,Viceministro,Delegado (a),+502 5555-5555",
        "Otto Sian Choc <otto@min.example>; Viceministro",
        "Lista de participantes\nOtto Sian Choc;Viceministro\nTotal: 1",
        "Nombre;Cargo\nOtto Sian Choc;Viceministro\nTotal;1",
    ],
)
def test_a_list_is_understood_in_any_arrangement(text):
    assert people(text)[:1] == [OTTO]
    assert len(people(text)) == 1


def test_names_are_joined_given_before_family():
    text = (
        "Apellidos;Nombre;Cargo;Tipo\nde León Vides;María José;Directora;miembro\nRamos Cuc;María José;Asesora;miembro"
    )
    assert people(text) == [
        ("María José de León Vides", "Directora", "member"),
        ("María José Ramos Cuc", "Asesora", "member"),
    ]
    assert people("First;Middle;Last\nAna;María;Pop") == [("Ana María Pop", "", "member")]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Titular", "member"), ("TITULARES", "member"), ("Alterno", "member"), ("Alterna", "member"),
        ("Alterno/a", "member"), ("Alternos(as)", "member"), ("Delegad@s", "member"), ("Delegada alterna", "member"),
        ("Miembros de la delegación", "member"), ("Suplentes", "member"), ("Asesoras", "member"), ("Advisers", "member"),
        ("Deputy Head of Delegation", "member"), ("Subjefa de delegación", "member"), ("Jefa de Delegación Alterna", "member"),
        ("Intérprete (inglés-español)", "interpreter"),
        ("Traductora (ES>EN)", "interpreter"),
        ("Traductora", "interpreter"), ("Traductores", "interpreter"), ("Intérprete", "interpreter"),
        ("INTERPRETES", "interpreter"), ("Intérprete / Traductora", "interpreter"), ("Interpreters", "interpreter"),
        ("Traductor(a)", "interpreter"), ("Translator/Interpreter", "interpreter"), ("Intérpretes y traductoras", "interpreter"),
        ("Jefa de Delegación", "head"), ("Head of the Delegation", "head"), ("Jefe/a de delegación", "head"),
        ("Agentes de seguridad", "security"), ("Escoltas", "security"), ("Prensa", "press"), ("Periodistas", "press"),
        ("Fotógrafa", "press"), ("Invitadas especiales", "guest"), ("Guests", "guest"), ("Acompañantes", "guest"),
    ],
)  # fmt: skip
def test_kinds_are_known_in_every_gender_and_number(word, kind):
    assert people(f"Nombre;Tipo\nAna Pop;{word}") == [("Ana Pop", "", kind)]


def test_a_word_that_means_two_things_is_not_known():
    (line,) = problems("Nombre;Tipo\nAna Pop;Jefa / Intérprete")
    assert "Jefa / Intérprete" in line


def test_the_function_tells_the_kind_where_nothing_else_does():
    text = "Nombre;Cargo\nAna Pop;Intérprete\nTom Bexley;Director\nEva Cruz;Jefa de delegación"
    assert people(text) == [
        ("Ana Pop", "Intérprete", "interpreter"),
        ("Tom Bexley", "Director", "member"),
        ("Eva Cruz", "Jefa de delegación", "head"),
    ]


def test_parts_of_a_list_say_what_those_below_come_as():
    text = "Nombre;Cargo\nJEFE DE DELEGACIÓN;\nEva Cruz;Ministra\nTITULARES\nAna Pop;Directora\nINTÉRPRETES;\nTom Bexley;\n"
    assert people(text) == [
        ("Eva Cruz", "Ministra", "head"),
        ("Ana Pop", "Directora", "member"),
        ("Tom Bexley", "", "interpreter"),
    ]
    assert [each.number for each in read_pasted(text, PARTICIPANTS).left_out] == [2, 4, 6]


def test_headings_may_come_again_with_other_columns():
    text = "Nombre;Cargo;Tipo\nAna Pop;Directora;miembro\n\nCargo;Nombre;Tipo\nJefe;Tom Bexley;prensa"
    assert people(text) == [("Ana Pop", "Directora", "member"), ("Tom Bexley", "Jefe", "press")]


def test_columns_that_are_not_taken_are_named():
    text = "Nombre;Institución;Teléfono;Correo;Cargo;Pasaporte\nAna Pop;MinEx;5555 5555;a@b.example;Directora;X1"
    reading = read_pasted(text, PARTICIPANTS)
    assert [(each.heading, each.meaning) for each in reading.not_kept] == [
        ("Institución", "unknown"),
        ("Teléfono", "telephone"),
        ("Correo", "email"),
        ("Pasaporte", "unknown"),
    ]
    (odd,) = read_pasted("Nombre;Cargo\nAna;Directora;y esto", PARTICIPANTS).not_kept
    assert (odd.letter, odd.meaning) == ("C", Meaning.UNKNOWN)
    assert [each.letter for each in read_pasted("Ana;Dir;prensa;x", PARTICIPANTS).not_kept] == ["D"]


def test_rows_that_name_nobody_are_left_out_and_said():
    text = "MINISTERIO;;\n;;\nNombre;Cargo;Tipo\nAna Pop;Directora;miembro\n;;\nNota: sujeta a cambios;;\nElaborado por: RR;;"
    reading = read_pasted(text, PARTICIPANTS)
    assert [(each.number, each.text) for each in reading.left_out] == [
        (1, "MINISTERIO"),
        (6, "Nota: sujeta a cambios"),
        (7, "Elaborado por: RR"),
    ]


def test_lines_are_numbered_as_the_spreadsheet_numbers_them():
    text = 'Nombre;Tipo\n"Ana\nPop";miembro\n\nTom;astronauta'
    lines = lines_to_enter(read_pasted(text, PARTICIPANTS))
    assert [(line.number, line.name) for line in lines] == [(2, "Ana Pop"), (4, "Tom")]


def test_a_quotation_mark_that_nobody_closes_takes_no_line_away():
    text = 'Nombre;Cargo\nAna "La Jefa" Pop;"Directora\n"Tom" Bexley;Calle 5"\nEva;"x";'
    assert [name for name, *_rest in people(text)] == ['Ana "La Jefa" Pop', '"Tom" Bexley', "Eva"]


@pytest.mark.parametrize("cell", ["=A1&B1", "=CONCATENAR(A2,B2)", "#N/A", "#¡REF!", "#NAME?", "Err:502", "=Hoja1!B2"])
def test_a_formula_without_a_value_is_refused_by_its_line(cell):
    (line,) = problems(f"Nombre;Cargo\nAna Pop;Directora\n{cell};Asesor")
    assert "3" in line
    assert "A3" in line
    assert problems(f"Nombre;Teléfono\nAna Pop;{cell}") == []


def test_what_cannot_be_stored_is_refused_by_its_line_and_what_nobody_sees_is_dropped():
    (line,) = problems("Nombre;Cargo\nAna Pop;Directora\nTom\0;Asesor")
    assert "A3" in line
    text = "Nombre;Cargo\nA\u200bna\x0bPop\u202e;Direc\u00adtora\x1f"
    assert people(text) == [("Ana Pop", "Directora", "member")]
    assert people("Nombre\nعلی\u200cرضا") == [("علی\u200cرضا", "", "member")]


def test_apostrophes_are_one_in_comparisons_and_kept_as_written():
    text = "Nombre;Tipo\nIxkem Tz'unun;miembro\nIxkem Tz’unun;miembro\nIxkem Tzʼunun;miembro\nIxkem Tzꞌunun;miembro"
    assert people(text) == [("Ixkem Tz'unun", "", "member")]
    assert people("Nombre\nIxkem Tzꞌunun") == [("Ixkem Tzꞌunun", "", "member")]
    assert people("Nombre\nIxkem Tzꞌunun", listed=["Ixkem Tz'unun"]) == []


def test_one_name_in_two_writings_is_one():
    assert same_name("Pop Cuc, Ana  María") == same_name("Ana María Pop Cuc") == same_name("ana maria pop cuc")
    assert same_name("Ana Pop, PhD") != same_name("PhD Ana Pop")
    assert same_name("José María Pop") != same_name("María José Pop")
    assert fold("ÑANDÚ Kꞌ") == "nandu k'"


@pytest.mark.parametrize(
    "text",
    [
        "Nombre;Correo;Rol;Idioma\nRosa Velásquez;rosa@min.example;Negociadora;Español",
        "Apellidos;Nombres;E-mail;Teléfono;Función;Lengua\nVelásquez;Rosa;ROSA@min.example;5555 5555;Negociadora;es",
        "Nombre;Cargo;Correo y teléfono;Rol;Idioma\nRosa Velásquez;Directora;rosa@min.example / 5555 5555;Negociadora;Spanish",
        "Nombre;Contacto;Rol;Idioma\nRosa Velásquez;mailto:rosa@min.example;negotiators;castellano",
        "Rosa Velásquez <rosa@min.example>; negociadora; español; +502 5555 5555",
        '"Velásquez, Rosa" <rosa@min.example>\tespañol\tnegociadora',
        "1;Rosa Velásquez;rosa@min.example;negociadora;es",
    ],
)
def test_people_to_invite_in_any_arrangement(text):
    ((name, *rest),) = invited(text)
    assert name in {"Rosa Velásquez", "Velásquez, Rosa"}
    assert rest == ["rosa@min.example", "negotiator", "es"]


def test_roles_of_lists_of_participants_are_known_to_invitations():
    text = "Nombre;Correo;Tipo\n" + "\n".join(
        f"P{n};p{n}@b.example;{word}"
        for n, word in enumerate(["Titular", "Alterna", "Traductora", "Intérpretes", "Asesor"])
    )
    assert [kind for _name, _email, kind, _language in invited(text)] == ["member"] * 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nombre;Correo\nRosa;a@b.example; c@d.example", ""),
        ("Nombre;Correo\nRosa;a@b.example / c@d.example", "Line 2: there are two e-mail addresses. Leave one"),
        ("Nombre;Correo;Idioma\nRosa;a@b.example;k'iche'", "Line 2: “k'iche'” is not a language of the portal"),
        ("Nombre;Correo;Rol\nRosa;a@b.example;conserje", "Line 2: “conserje” is not a role we know"),
        ("Nombre;Correo\nRosa;", "Line 2: there is no e-mail address"),
        ("Nombre;Correo\n123;a@b.example", "Line 2: “123” is not a name"),
    ],
)
def test_a_line_to_correct_says_what_is_wrong(text, words):
    (line,) = lines_to_invite(read_pasted(text, INVITED), language="en")
    assert line.problem == words


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Nombre(s)", "name"), ("APELLIDOS", "family"), ("Last name / Apellidos", "family"), ("Given names", "given"),
        ("Apellidos y Nombres", "family_first"), ("First & last name", "name"), ("N.º", "number"), ("#", "number"),
        ("E-mail address", "email"), ("Correo electrónico institucional", "email"), ("Tel.", "telephone"),
        ("Nombre de la institución", "unknown"), ("Nombre del participante", "name"), ("Tipo de sangre", "unknown"),
        ("Fecha de nacimiento", "unknown"), ("Función en la delegación", "kind"), ("En calidad de:", "kind"),
        ("Cargo e institución", "function"), ("Cargo en la institución", "function"), ("Correo de contacto", "email"),
        ("Nombre (tal como figura en el documento de identidad o de viaje vigente, en letra de molde, por favor)", "name"),
        ("Nombre de la madre", "unknown"), ("Apellidos del cónyuge", "unknown"),
        ("Idioma", "language"), ("", "unknown"), ("x" * 500, "unknown"),
    ],
)  # fmt: skip
def test_headings_are_known_in_both_languages(heading, meaning):
    assert meaning_of(heading) == meaning


def test_a_list_without_anybody_has_no_entries():
    for text in ("", "\n\n ; ; \n", "Nombre;Cargo\n;\n", "LISTA DE PARTICIPANTES"):
        assert read_pasted(text, PARTICIPANTS).entries == ()


def test_a_job_title_makes_nobody_coordinator():
    text = "Nombre;Cargo;Correo\nAna Pop;Coordinadora;ana@b.example\nTom Bexley;Ministro;tom@b.example"
    assert [kind for _name, _email, kind, _language in invited(text)] == ["member", "member"]
    text = "Nombre;Función;Correo\nAna Pop;Coordinadora;ana@b.example\nTom Bexley;Negociador;tom@b.example"
    assert [kind for _name, _email, kind, _language in invited(text)] == ["coordinator", "negotiator"]


def test_the_recipients_of_a_mail_are_a_list():
    text = 'Ana Pop <ana@b.example>; "Bexley, Tom" <tom@b.example>; Eva Cruz <eva@b.example>;'
    assert [(name, email) for name, email, *_rest in invited(text)] == [
        ("Ana Pop", "ana@b.example"),
        ("Bexley, Tom", "tom@b.example"),
        ("Eva Cruz", "eva@b.example"),
    ]


def test_what_ends_with_a_colon_is_no_name():
    assert people("Nombre:\tAna Pop\nCargo:\tMinistra") == []
