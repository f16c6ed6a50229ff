"""The indicators as data: what is listed is whole, and a list that is not is refused."""

import pytest

from workinggroup.flows.importing import known
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.indicators import (
    DIMENSIONS,
    USUAL,
    Direction,
    Frequency,
    IndicatorsNotUnderstood,
    Kind,
    Unit,
    indicators,
    read_indicators,
)

USUAL_TEXT = USUAL.read_text(encoding="utf-8")
ONE = """
[ENC_LAND]
unit = "event"
kind = "flow"
frequency = "month"
direction = "in"
additive = ["area", "period"]
owner = "USA"
name.en = "Encounters"
name.es = "Encuentros"
subject.en = "Encounters"
subject.es = "Los encuentros"
definition.en = "A"
definition.es = "B"
counts.en = "C"
counts.es = "D"
excludes.en = "E"
excludes.es = "F"
"""


def test_the_list_has_what_the_files_of_agencies_count():
    told = {layout.constants.get(Meaning.INDICATOR) for layout in known.LAYOUTS} - {None}
    assert told <= set(indicators())
    assert tuple(indicators()) == known.INDICATORS
    assert {"ENC_LAND", "EVT_IRR"} == known.IRREGULAR


def test_returns_are_mirrors_of_each_other_and_stocks_are_not_added_over_time():
    assert (indicators()["RET_OUT"].mirror, indicators()["RET_IN"].mirror) == ("RET_IN", "RET_OUT")
    stock = indicators()["POP_UNHCR"]
    assert (stock.kind, stock.frequency, "period" in stock.additive) == (Kind.STOCK, Frequency.YEAR, False)
    assert all("period" in each.additive for each in indicators().values() if each.kind == Kind.FLOW)


def test_an_indicator_says_everything_in_both_languages():
    one = read_indicators(ONE)["ENC_LAND"]
    assert (one.unit, one.direction, one.additive) == (Unit.EVENT, Direction.IN, {"area", "period"})
    assert (one.name["es"], one.excludes["en"], one.mirror, one.never_own) == ("Encuentros", "E", "", False)
    for each in indicators().values():
        for words in (each.name, each.definition, each.counts, each.excludes):
            assert words["en"] != words["es"]
            assert words is each.name or words["es"].endswith(".")
        # Verbs beside it are in the plural.
        assert each.subject["en"] == each.subject["en"].strip()
        assert each.subject["es"].startswith(("Los ", "Las "))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("", ONE, "twice|overwrite|Cannot declare"),
        ('owner = "USA"', 'owner = "USA"\nowner = "MEX"', "overwrite"),
        ('owner = "USA"', 'owner = "USA"\nweight = 3', "unknown.*weight"),
        ('owner = "USA"\n', "", "missing.*owner"),
        ('unit = "event"', 'unit = "household"', "household"),
        ('kind = "flow"', 'kind = "stock"', "stock is not added over time"),
        ('["area", "period"]', '["area", "reporting"]', "additive over"),
        ('["area", "period"]', '["area", "area"]', "additive over"),
        ('owner = "USA"', 'owner = "USA"\nmirror = "RET_IN"', "not its mirror"),
        ('name.es = "Encuentros"\n', "", "not in"),
        ('name.es = "Encuentros"', 'name.es = "Encuentros"\nname.fr = "Contacts"', "not in"),
        ('name.es = "Encuentros"', 'name.es = " "', "empty"),
        ("[ENC_LAND]", "[enc_land]", "is no key"),
        ("", ONE.replace("ENC_LAND", "EVT_IRR"), "two are called"),
    ],
)
def test_a_list_that_is_not_understood_is_refused(before, after, says):
    text = ONE.replace(before, after, 1) if before else ONE + after
    with pytest.raises(IndicatorsNotUnderstood, match=says):
        read_indicators(text)


def test_a_mirror_that_does_not_look_back_is_refused():
    other = ONE.replace("ENC_LAND", "RET_IN").replace("Enc", "Ret").replace('"USA"', '"USA"\nmirror = "ENC_LAND"')
    with pytest.raises(IndicatorsNotUnderstood, match="RET_IN: ENC_LAND is not its mirror"):
        read_indicators(ONE + other)


def test_figures_are_added_over_dimensions_of_their_key():
    assert set(Meaning) > set(DIMENSIONS) - {"period"}
