"""What plans have without a database: the canonical form, what differs, the states, the drawing."""

from datetime import date

from workinggroup.plans.canonical import canonical, differences, hash_of
from workinggroup.plans.states import ASKED, BOUND, NEXT, OVER, Part, Status
from workinggroup.plans.timeline import LEFT, WIDTH, Row, draw

NAMES = {"task": ["key"], "section": ["part"]}


def plan(aim="Fewer waits at the bridge.", order=(0, 1), **task):
    rows = [
        {"key": "a", "number": "1.1", "title": {"en": "Count", "es": "Contar"}, "days": 3} | task,
        {"key": "b", "number": "1.2", "title": {"en": "Open", "es": "Abrir"}, "days": 0},
    ]
    section = {"part": "aim", "text": {"en": aim, "es": "Menos espera en el puente."}}
    return canonical({"parties": ["GTM", "MEX"]}, {"task": [rows[each] for each in order], "section": [section]})


def test_the_same_words_are_the_same_bytes_whenever_they_were_written():
    assert plan() == plan(order=(1, 0)) == plan(aim="Fewer  waits\u00a0at the bridge. ")
    assert plan(aim="Menos espera: atencio\u0301n") == plan(aim="Menos espera: atención")
    assert hash_of(plan()) != hash_of(plan(aim="Fewer waits, at the bridge.")), "one comma is another text"
    assert len(hash_of(plan())) == 64


def test_what_differs_is_named_by_what_stays():
    [one] = differences(plan(), plan(days=4), NAMES)
    assert (one.kind, one.name, one.fields) == ("task", "a", ("days",))
    [one] = differences(plan(), plan(aim="Other."), NAMES)
    assert (one.kind, one.name, one.before["text"]["en"]) == ("section", "aim", "Fewer waits at the bridge.")
    kinds = [(each.before is None, each.after is None) for each in differences(plan(), plan(order=(0,)), NAMES)]
    assert kinds == [(False, True)]
    assert differences(plan(), plan(), NAMES) == []


def test_every_state_has_its_next_and_every_section_its_question():
    assert set(NEXT) == set(Status)
    assert all(not NEXT[each] for each in OVER)
    reached = {each for there in NEXT.values() for each in there}
    assert reached == set(Status), "draft is reached from tabled, too"
    assert set(ASKED) == set(Part) == {*BOUND, Part.ANNEX}
    assert len(BOUND) == 15


def test_bars_lie_on_the_line_of_their_days():
    start = date(2026, 3, 2).toordinal()
    rows = [
        Row("1.1", "MEX", start, start + 10, 0, is_critical=True),
        Row("1.2", "GTM", start + 2, start + 4, 6),
        Row("1.3", "GTM", start + 10, start + 10, -3, is_milestone=True),
    ]
    found = draw(rows, [("today", date(2026, 3, 5)), ("ministerial", date(2027, 1, 1))])
    assert [bar.x for bar in found.bars] == sorted([bar.x for bar in found.bars])
    assert found.bars[0].x == LEFT
    assert all(bar.x >= LEFT and bar.tail_end <= WIDTH for bar in found.bars)
    assert found.bars[1].tail > 0 == found.bars[0].tail == found.bars[2].tail
    assert found.bars[2].width == 0
    assert [mark.kind for mark in found.marks] == ["today"], "a day beyond the bars is not drawn"
    assert draw([]) is None
    years = draw([Row("1.1", "MEX", start, start + 3000, 0)])
    assert 3 <= len(years.ticks) <= 13
    assert draw([Row("1.1", "MEX", start, start, 0, is_milestone=True)]).bars[0].x == LEFT
