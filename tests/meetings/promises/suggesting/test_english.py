"""The English rules, sentence by sentence."""

import pytest

from meetings.promises.suggesting import suggest
from meetings.promises.suggesting.english import ENGLISH
from meetings.promises.suggesting.plain import make_plain
from meetings.promises.suggesting.undertakings import find_hits, find_vetoes
from meetings.texts.blocks import Block
from tests.meetings.promises.suggesting.english_sentences import CORE, KNOWN_LIMITS
from tests.meetings.promises.suggesting.english_traps import NOT_CORE

# One sentence at least for every cue.
BY_CUE = (
    ("pledge_thing", "Norway pledged further technical help for the cable."),
    ("told_would", "The panel on the lake would meet in June to finish its map."),
    ("meet_again", "We meet again in Tapachula in February."),
    ("office_told", "The harbour offices have been told to open at five."),
    ("invite_own", "The board invited its rapporteurs to count the boats."),
    ("thing_by_day", "The new pier will be open before the first of May."),
    ("by_day_thing", "By Candlemas the two ferries will be in service."),
    ("charter_duty", "The chair passes every six months to the next delegation."),
    ("readiness_measured", "Chile stands ready to train sixty coast guards."),
    ("nobody_need", "From Monday, nobody who holds a card need queue."),
    ("no_longer", "On our side, the consular fee will no longer be charged."),
    ("is_to_be", "Its findings are to be laid before the ministers."),
    ("ending", "Today the President and I are putting an end to the double inspection of trucks."),
    ("give_time", "We have given our teams ninety days."),
    ("left_to", "It was left to the deputy ministers to settle the price."),
    ("contribution_is", "Japan's contribution will take the form of thirty vehicles."),
    ("match_sum", "The Government matches every dollar that is pledged."),
    ("pledge_line", "Ireland: two million euros for school meals."),
    ("pledge_sign", "Canada: $12 million for shelters."),
    ("new_money", "$12 million in new funding for shelters along the route."),
    ("item_to_start", "A hotline for missing persons, staffed around the clock, to open in March."),
    ("count_on", "You can count on our government for two more vessels."),
    ("rule_for_all", "Neither authority keeps the photographs longer than thirty days."),
    ("milestone", "By March 2027: land bought and fenced."),
    ("at_our_cost", "Three hundred pupils will sit in one another's classrooms at our cost."),
    ("to_you", "This autumn you will all have a place."),
    ("notice", "Either side gives sixty days' notice."),
    ("given_until", "It has been given until the tenth."),
    ("charter_rule", "Officers do not ask for a passport."),
    ("charter_case", "Where two consulates are concerned, the one that was called first acts."),
    ("green_light", "They ruled out any increase of the tariff."),
    ("promise_noun", "They parted with the promise that the commission would be revived."),
    ("may_expect", "You may expect an answer from us."),
    ("undertake_noun", "Belize undertakes the repair of the mole."),
    ("at_once", "We lift the night ban with immediate effect."),
    ("left_with", "We left with five things to do."),
    ("created", "A joint fund for relief is hereby established."),
    ("decision_nominal", "3. Our decision not to fell the mangrove."),
    ("order_that", "The presidents ordered that the registries publish the lists."),
    ("arrange", "We have arranged for a clinic to open in Corozal."),
    ("accept_invitation", "Peru accepted the invitation to chair the panel."),
    ("account_of", "The freight will be borne by the host Government."),
    ("will_have", "By the end of May, Panama will have handed over the buoys."),
    ("commit_to", "Chile and Peru committed to clear the backlog."),
    ("commit_resources", "Norway commits more than $3 million to the shelter."),
    ("agree_to", "The delegations agreed, subject to their laws, to open the archives."),
    ("agree_on_action", "The mayors agreed on the establishment of a river council."),
    ("agree_list", "The envoys agreed as follows: each side keeps its post open."),
    ("agree_that_done", "The envoys agreed that a register be kept."),
    ("decide", "The two kings decided to reopen the road."),
    ("resolve_undertake", "The Parties undertake to keep the road open."),
    ("pledge", "Kenya pledged to train judges."),
    ("intend_plan_seek", "Both sides intend, where feasible, to merge their queues."),
    ("plan_event", "The two ministries plan a workshop in Arequipa."),
    ("intended", "The two sides intended to sign the text before sunset."),
    ("state_intention", "Fiji announced its intention to join the compact."),
    ("have_intention", "The delegations made a commitment to publish the minutes."),
    ("make_commitments", "The leaders made the following commitments."),
    ("agreement_reached", "The sides reached an agreement to lift the levy."),
    ("it_was_agreed", "It was agreed to rotate the chair."),
    ("was_agreed", "The following measures were agreed."),
    ("announce", "Ghana announced a new ferry line."),
    ("announcing", "We are launching a fund for orchards."),
    ("launch", "The ministers launched a new dialogue on rivers."),
    ("direct_staff", "The presidents directed their officials to map the wells."),
    ("direct_action", "The ministers ordered the preparation of a map."),
    ("committing", "The envoys met at dawn, committing to a truce on tariffs."),
    ("give_instructions", "The presidents gave clear instructions on the matter."),
    ("will", "Malta will send two boats."),
    ("is_to", "The working group is to meet at the lake."),
    ("agreed_would", "Ministers agreed that the envoys would return."),
    ("schedule", "The co-chairs scheduled their next meeting."),
    ("next_meeting", "The third round of talks will take place in Accra."),
    ("commitment_is", "Our pledge is to keep the wells open."),
    ("pleased_to_announce", "We are glad to announce a ferry."),
    ("adopt", "The envoys adopted a strategy."),
    ("join_to", "Mali and Niger join hands to dig wells."),
    ("take_upon", "Malta took it upon itself to print the map."),
    ("was_tasked", "The panel was tasked with a map."),
    ("call_on_own", "We call on our ministers to draw a map."),
    ("would_agreed", "Malta would print the map, it was agreed."),
    ("name_to_do", "Malta to print the map."),
    ("next_steps", "Next steps include a map."),
    ("committed_deliverable", "We are committed to printing the map within a year."),
    ("be_committed", "Both nations remain firmly committed to peace."),
    ("reaffirm_commitment", "The sides reaffirmed their long-standing commitment to trade."),
    ("importance", "The leaders underscored the importance of rain."),
    ("stand_ready", "Iceland stands ready to help."),
    ("instruct_own", "The ministers instructed their harbour pilots to draw up rosters."),
    ("mandate_received", "The deputy ministers received instructions to finish the map."),
    ("agreed_each", "It is agreed that each side bears its own costs."),
    ("agreed_may", "The parties agree that their inspectors may enter the store."),
    ("agree_object", "The ministers agreed a joint calendar."),
    ("resolved_be", "The ministers resolved that no boat be seized."),
    ("hereby", "We hereby designate Lima as the seat."),
    ("each_does", "Each ministry names a focal point."),
    ("launch_now", "Today we launch the Network of Harbours."),
    ("give_sum", "We earmark 4 million dollars for the school."),
    ("offer_thing", "Peru offered its laboratory."),
    ("conclude_agreement", "They concluded an agreement to share images."),
    ("text_commits", "The memorandum commits both sides to joint patrols."),
    ("falls_to", "It falls to the secretariat to prepare the index."),
    ("take_lead", "Peru takes the lead in drafting the map."),
    ("assure_that", "The ministers assured the mayors that the bridge would be repaired."),
    ("set_goal", "We have set ourselves the goal of halving queues."),
    ("never_will", "At no time shall the data be handed on."),
    ("is_goal", "The plan is to sign the map in May."),
    ("aim_at", "We aim at having the map signed."),
    ("want_own", "We want our experts to finish the map."),
    ("approve_plan", "Ministers approved the budget."),
    ("there_will_be", "There will be a review of the list."),
    ("meeting_which", "We look forward to our next meeting, which Peru will host."),
    ("label", "Decision: the secretariat keeps the register."),
    ("name_to_do_by", "Labour inspectorates to swap plans by 15 December."),
    ("for_whom", "For the secretariat: circulate the index."),
    ("does_now", "Guatemala, for its part, lends forty officers to the joint counter."),
    ("do_now", "Both governments compensate the fishermen."),
    ("does_by", "Honduras hosts the next round in March."),
    ("by_do", "From the first of May the consulates accept letters in either language."),
    ("we_do_now", "We retire old stamps and print new ones."),
    ("name_does_now", "Belize reroutes buses around the washed-out bridge."),
    ("by_does", "From 1 February Mexico operates the bridge at night."),
    ("do_by", "The three ministers meet again before Christmas."),
    ("does_by", "The Port Authority lets the dredging contract in January."),
    ("no_such", "No ship over 200 metres enters the basin until the buoys are in place."),
    ("takes_place", "A first review takes place in July 2027."),
    ("none_does", "Neither Institute passes on what it receives."),
    ("each_does_now", "Each side repairs its own half."),
    ("and_does", "Panama moves its post and doubles the number of beds."),
    ("row_of_plan", "Common form | Costa Rica (text) | 28 February"),
    ("calendar_row", "February: drafting session in Salta."),
    ("labelled_row", "Radio: same channel for both navies as of Monday."),
    ("next_row", "Next call: 11 January, 10 a.m."),
    ("settled_that", "It was settled that nobody is charged for a second copy."),
)

# One sentence at least for every veto.
BY_VETO = (
    ("bond", "The two islands agreed to a relationship based on trust."),
    ("an_order", "They cherish the international order that is needed to open ports."),
    ("told_of_then", "The envoys recalled the fair in Lima, during which the leaders agreed to dredge the port."),
    ("has_not_and", "The worth of the bridge has not and will not change."),
    ("of_its_contents", "The strategy will outline works in the valley."),
    ("others_envoy", "The representative of UNICEF announced a new fund."),
    ("which_we", "These rules are the heart of the port we seek to build."),
    ("rule_of_itself", "This memorandum does not create rights."),
    ("of_this_text", "They agreed to issue this joint statement."),
    ("question", "Will everything be solved at once?"),
    ("hoped", "The envoy hopes Peru will sign."),
    ("analysts", "The measure, analysts say, will open the market."),
    ("of_itself", "This memorandum will enter into force in May."),
    ("others_leaders", "Business leaders announced a new fund."),
    ("infinitive", "They invited donors to commit to the fund."),
    ("state", "The two sides are fully committed to the fund."),
    ("past_perfect", "The sides had already agreed to a truce."),
    ("earlier_word", "The sides previously agreed to a truce."),
    ("earlier_opening", "At their previous meeting, the sides agreed to a truce."),
    ("recalled", "The text stands as agreed to on that day."),
    ("earlier_date", "The sides agreed in March to a truce."),
    ("preamble", "Committed to peace, the sides met at noon."),
    ("described", "They met with partners committed to peace."),
    ("counted_since", "Norway has committed $9 million since 2020."),
    ("not_done", "Neither side agreed to a truce, nor committed to one."),
    ("accomplished", "Norway has launched a new ferry."),
    ("works_so", "The council meets twice a year."),
    ("told_that", "The delegations note that Guatemala repairs the road."),
)


def is_core(sentence: str) -> bool:
    """Tell whether anything in a one-sentence statement is suggested as core."""
    return any(s.strength == "core" for s in suggest([Block("paragraph", sentence)], "en"))


@pytest.mark.parametrize("sentence", CORE)
def test_core_sentence_is_suggested(sentence: str) -> None:
    assert is_core(sentence)


@pytest.mark.parametrize("sentence", NOT_CORE)
def test_other_sentence_is_not_core(sentence: str) -> None:
    assert not is_core(sentence)


@pytest.mark.parametrize(("sentence", "core"), KNOWN_LIMITS)
def test_known_limit(sentence: str, core: bool) -> None:
    """What the rules get wrong today; when one is mended, its row moves to the sentences they get right."""
    assert is_core(sentence) is not core


@pytest.mark.parametrize(("cue", "sentence"), BY_CUE)
def test_cue_fires(cue: str, sentence: str) -> None:
    assert cue in [hit.cue.name for hit in find_hits(make_plain(sentence).text, ENGLISH)]


@pytest.mark.parametrize(("veto", "sentence"), BY_VETO)
def test_veto_speaks(veto: str, sentence: str) -> None:
    assert veto in [line.split(": ")[1] for line in find_vetoes(make_plain(sentence).text, ENGLISH)]


def test_every_rule_has_an_example() -> None:
    assert {cue for cue, _ in BY_CUE} == {cue.name for cue in ENGLISH.cues}
    assert {veto for veto, _ in BY_VETO} == {veto.name for veto in ENGLISH.vetoes}


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The envoys also committed, as neighbours, to a truce.", "committed to"),
        ("We intend to act.", "intend to"),
        ("Malta will act.", "will"),
        ("The presidents ordered their teams to act.", "ordered"),
        ("They reaffirmed their old commitments to trade.", "reaffirmed their old commitments"),
    ],
)
def test_verb_is_shown(sentence: str, verb: str) -> None:
    assert [s.verb for s in suggest([Block("paragraph", sentence)], "en")] == [verb]
