"""What an audience is shown, and what of the withheld is read in it."""

from dataclasses import replace

import pytest

from workinggroup.handling.sanitising import PUBLIC, Kind, Portion, Shown, banner, sanitise, survivors, withheld

ALL, TWO = frozenset({"USA", "MEX", "GTM"}), frozenset({"USA", "GTM"})


def portion(
    anchor: str, text: str = "Words.", marking: str = "AMBER", readers: frozenset[str] = ALL, **facts
) -> Portion:
    return Portion(anchor, "what", {"en": text}, marking, readers, ("GTM",), **facts)


def shown(text: str, anchor: str = "s") -> Shown:
    return Shown(Kind.WHOLE, anchor, "what", {"en": text}, "AMBER", ALL, ("GTM",))


def test_an_audience_is_shown_the_whole_else_the_gist_else_the_trace_else_nothing():
    portions = [
        portion("a"),
        portion("b", "Exact.", readers=TWO, gist="c"),
        portion("c", "About."),
        portion("d", "Kept.", readers=TWO, trace="named"),
        portion("e", "Silent.", readers=TWO),
        portion("f", "Red.", marking="RED"),
    ]
    seen = [(each.kind, each.text.get("en", "")) for each in sanitise(portions, ["MEX"], "AMBER")]
    assert seen == [(Kind.WHOLE, "Words."), (Kind.GIST, "About."), (Kind.TRACE, "")]
    # Who reads the exact words is not shown the gist beside them; the ceiling holds for all.
    seen = [each.text["en"] for each in sanitise(portions, ["USA"], "RED")]
    assert seen == ["Words.", "Exact.", "Kept.", "Silent.", "Red."]
    assert [each.text["en"] for each in sanitise(portions, ["USA"], "AMBER")] == [
        "Words.",
        "Exact.",
        "Kept.",
        "Silent.",
    ]


def test_an_audience_of_two_reads_what_both_may_read_and_the_public_what_is_clear_alone():
    portions = [portion("a"), portion("b", readers=TWO), portion("c", marking="CLEAR"), portion("d", marking="GREEN")]
    assert [each.anchor for each in sanitise(portions, ["USA", "MEX"])] == ["a", "c", "d"]
    assert [each.anchor for each in sanitise(portions, [PUBLIC])] == ["c"]


def test_what_is_withheld_changes_nothing_of_what_is_shown():
    hidden = portion("b", "Short.", readers=TWO, trace="named")
    one = sanitise([portion("a"), hidden, portion("c")], ["MEX"])
    longer = replace(hidden, text={"en": "Much longer " * 40, "es": "Otro"}, marking="RED", until="2027-01-01")
    assert sanitise([portion("a"), longer, portion("c")], ["MEX"]) == one
    silent = replace(hidden, trace="")
    assert sanitise([portion("a"), silent, portion("c")], ["MEX"]) == sanitise([portion("a"), portion("c")], ["MEX"])


def test_the_banner_is_of_what_is_shown_alone():
    portions = [
        portion("a", marking="GREEN"),
        portion("b", marking="RED", readers=TWO),
        portion("c", marking="AMBER", readers=TWO),
    ]
    assert banner(sanitise(portions, ["MEX"])) == ("GREEN", sorted(ALL))
    assert banner(sanitise(portions, ["USA"], "AMBER")) == ("AMBER", sorted(TWO))
    assert banner([]) == ("CLEAR", [])


@pytest.mark.parametrize(
    ("hidden", "told", "kind"),
    [
        ("Patrols stop at the old bridge after ten.", "It is known that patrols stop at the  OLD bridge.", "words"),
        ("Los agentes cruzan por el vado al anochecer.", "Cruzan por él vado al anochecer.", "words"),
        ("There are 1,250 places.", "About 1 250 are there.", "number"),
        ("There are 1.250 places.", "About 1250 are there.", "number"),
        ("On road CA-2 alone.", "On CA2 alone.", "code"),
        ("Near Arroyo Hondo only.", "It lies by ARROYO HONDO.", "name"),
    ],
)
def test_a_gist_that_repeats_what_is_withheld_is_found(hidden, told, kind):
    found = survivors([{"en": hidden}], [shown(told)])
    assert [(each.kind, each.anchor) for each in found][:1] == [(kind, "s")], found


def test_what_is_known_or_told_twice_or_short_is_no_survivor():
    hidden = [{"en": "Near Arroyo Hondo there are 1,250 places in 12 rooms."}]
    assert survivors(hidden, [shown("About 12 rooms."), shown("Near the river.", "t")]) == []
    assert survivors(hidden, [shown("Near Arroyo Hondo.")], known=["Arroyo Hondo"]) == []
    assert survivors(hidden, [shown("1,250 of them"), shown("All 1250.", "t")]) == []
    assert survivors([{"en": "Since 2024 it is so."}], [shown("In 2024.")]) == []
    assert survivors(hidden, [Shown(Kind.TRACE, "", "what", {}, "", frozenset(), ("GTM",))]) == []


def test_withheld_names_what_is_not_shown_itself():
    portions = [portion("a"), portion("b", readers=TWO, gist="c"), portion("c")]
    assert [each.anchor for each in withheld(portions, sanitise(portions, ["MEX"]))] == ["b"]
