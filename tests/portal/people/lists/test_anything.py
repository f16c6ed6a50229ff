"""Whatever is sent as a list is read or refused by name; nothing else is ever raised, and nothing grows without end."""

from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meetings.participants.listing import WANTED as PARTICIPANTS
from meetings.participants.listing import lines_to_enter
from portal.core.errors import Refused
from portal.people.inviting import WANTED as INVITED
from portal.people.inviting import lines_to_invite
from portal.people.lists.files import read_file, read_pasted
from portal.people.lists.lines import confirmed, read_confirmed
from portal.people.lists.reading import LONGEST
from portal.people.lists.tables import split
from tests.factories.lists import ods, xlsb, xlsx
from tests.growing import grows_at_most

CELLS = st.sampled_from(
    [
        "Nombre", "Apellidos", "Cargo", "Tipo", "Correo", "Teléfono", "No.", "Ana Pop", "Robles, Ana", "miembro", "Intérpretes",
        "a@b.example", "Ana <a@b.example>", "1", "+502 5555 5555", "=A1", "#N/A", "", " ", '"', '""', '"x', "Total", "Nota:",
        "\0", "\r", "\n", "\u2028", "\ud800", "’ꞌʼ'", "x" * 300, "@", "<@>", "(", "/a", "sep=;",
    ]
)  # fmt: skip
LISTS = st.lists(st.lists(CELLS | st.text(max_size=12), max_size=7), max_size=12)
JOINED = st.builds(
    lambda rows, mark, end: end.join(mark.join(row) for row in rows),
    LISTS,
    st.sampled_from("\t;,|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
BOUNDED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(read):
    """The lines of both pages, or none where the list is refused."""
    try:
        return lines_to_enter(read(PARTICIPANTS)), lines_to_invite(read(INVITED), language="en")
    except Refused:
        return [], []


def require_sound(*pages):
    for lines in pages:
        assert len(lines) <= LONGEST
        for line in lines:
            assert line.is_ready != bool(line.problem or line.skip)
            if line.is_ready:
                assert 0 < len(line.name) <= 150
                assert line.kind
                written = "".join(str(value) for value in asdict(line).values())
                assert not any(sign < " " or "\ud800" <= sign <= "\udfff" for sign in written)
        # What is confirmed is what was shown.
        shown = [(each.name, each.function, each.kind, each.email) for each in lines if each.is_ready]
        back = read_confirmed(confirmed(lines)).entries
        assert [(each.name, each.function, each.kind, each.email) for each in back] == shown


@given(JOINED | st.text(max_size=300))
@example("")
@example('"')
@example("\ufeff")
@example("sep=;")
@example("Nombre,Cargo\n;\n|||\n;;;;;")
@example("Nombre\tCargo\n" + ";" * 100 + "x")
@example("Nombre;Tipo\n" + '"' * 1000)
@BOUNDED
def test_any_text_is_read_or_refused(text):
    require_sound(*judged(lambda wanted: read_pasted(text, wanted)))


@given(
    st.binary(max_size=400)
    | JOINED.map(lambda text: text.encode("utf-16", "surrogatepass"))
    | JOINED.map(lambda text: text.encode("cp1252", "replace"))
)
@BOUNDED
def test_any_bytes_are_read_or_refused(data):
    require_sound(*judged(lambda wanted: read_file(data, "list", wanted)))


@pytest.mark.parametrize("make", [xlsx, ods, xlsb])
@given(
    damage=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.integers(0, 5000),
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_workbook_is_read_or_refused(make, damage, cut):
    data = bytearray(make(["Nombre", "Cargo", "Tipo"], ["Ana Pop", "Directora", "miembro"]))
    for place, value in damage:
        data[place % len(data)] = value
    data = data[: len(data) - cut % 50] if cut % 3 == 0 else data
    require_sound(*judged(lambda wanted: read_file(bytes(b"PK" + data[2:]), "list", wanted)))


@given(st.text(alphabet='a";\n\r ', max_size=60))
@BOUNDED
def test_no_sign_of_a_text_is_lost_between_cells(text):
    cells = "".join(cell for row in split(text, ";") for cell in row)
    assert cells.count("a") == text.count("a")


@pytest.mark.parametrize(
    "piece",
    [
        '"', '";', '"a\n', ";", " ", '"a""', ' "', "a", "a,b;c|d\t", "<", "a@", "(", "1-", "de la ", "as/", "[", "=", "=(", "{",
        "\n", "\n\nx", "a (", "a a@b.example ", '"x"";', "mailto:", "total ", "«",
    ],
)  # fmt: skip
def test_a_list_of_twice_the_length_takes_no_more_than_three_times_as_long(piece):
    """A reader that went back over what it read would take four times as long."""

    def read(length):
        text = "Nombre;Tipo\n" + (piece * length)[:length]
        judged(lambda wanted: read_pasted(text, wanted))

    assert grows_at_most(3, read, 40_000, 80_000)
