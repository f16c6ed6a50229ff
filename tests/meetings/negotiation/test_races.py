"""Two people on two real connections at the same moment: one wins, the other is told, nothing is lost."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalStatus
from meetings.revisions.models import TextRevision
from meetings.statements.models import ParagraphVersion, Statement
from meetings.statements.present import read_present
from portal.audit.models import Entry
from portal.audit.verifying import faults
from portal.core.errors import Refused
from portal.core.reader import reading_as
from portal.people.readers import everybody
from tests.factories.people import make_world
from tests.factories.racing import met
from tests.factories.texts import at, consent, do, propose
from tests.factories.work import make_meeting, make_negotiation


@pytest.fixture
def scene(committed) -> tuple[Any, Any]:
    world = make_world()
    return world, make_negotiation(world, make_meeting(world.sec.coordinator))


def said(words: str) -> list[dict[str, str]]:
    return [{"en": words, "es": words}]


def present(world: Any, statement: Any) -> ParagraphVersion:
    return at(world.sec.coordinator, statement)[1]


def replying(actor: Any, proposal: TextProposal) -> Callable[[], Any]:
    return partial(do, actor, "answer_proposal", proposal=proposal, reply="consent")


def test_two_proposals_on_one_version_accepted_at_once(scene, pair, attack):
    """The last consent to each arrives at the same moment: one carries, the other is superseded, never both."""
    world, statement = scene
    usa, mex, gtm = world.usa.negotiator, world.mex.negotiator, world.gtm.negotiator
    winners = Counter()
    for turn in range(attack.rounds):
        before = present(world, statement)
        first, second = (propose(who, statement, texts=said(f"{who.code} {turn}.")) for who in (usa, mex))
        consent(first, gtm)
        consent(second, gtm)
        found = pair.race(replying(mex, first), replying(usa, second))
        after = present(world, statement)
        assert sum(isinstance(each, Refused) for each in found) == 1, found
        assert after.seq == before.seq + 1
        with reading_as(gtm.reader):
            fates = dict(TextProposal.objects.filter(pk__in=[first.pk, second.pk]).values_list("pk", "status"))
        assert sorted(fates.values()) == [ProposalStatus.ACCEPTED, ProposalStatus.SUPERSEDED]
        assert fates[after.proposal_id] == ProposalStatus.ACCEPTED
        winners[after.proposal_id == first.pk] += 1
    met(attack, "two proposals on one version accepted at once", winners)
    assert faults(everybody())[0] == []


def test_the_last_consent_against_the_withdrawal(scene, pair, attack):
    world, statement = scene
    usa, mex, gtm = world.usa.negotiator, world.mex.negotiator, world.gtm.negotiator
    fates = Counter()
    for turn in range(attack.rounds):
        before = present(world, statement)
        proposal = propose(usa, statement, texts=said(f"Turn {turn}."))
        consent(proposal, gtm)
        found = pair.race(replying(mex, proposal), partial(do, usa, "withdraw_proposal", proposal=proposal))
        after = present(world, statement)
        assert sum(isinstance(each, Refused) for each in found) == 1, found
        with reading_as(gtm.reader):
            fate = TextProposal.objects.get(pk=proposal.pk).status
        assert (fate, after.seq - before.seq) in {(ProposalStatus.ACCEPTED, 1), (ProposalStatus.WITHDRAWN, 0)}
        fates[fate] += 1
    met(attack, "the last consent against the withdrawal", fates)


def test_a_change_against_the_issuing_of_a_revision(scene, pair, attack):
    """The revision holds the whole text as it stood before the change or after it, and the change is not lost."""
    world, statement = scene
    usa, mex, gtm = world.usa.negotiator, world.mex.negotiator, world.gtm.negotiator
    held = Counter()
    for turn in range(attack.rounds):
        before = present(world, statement)
        proposal = propose(usa, statement, texts=said(f"Turn {turn}."))
        consent(proposal, gtm)
        found = pair.race(replying(mex, proposal), partial(do, world.gtm.head, "issue_revision", statement=statement))
        assert not [each for each in found if isinstance(each, Refused)]
        after = present(world, statement)
        assert (after.seq, after.proposal_id) == (before.seq + 1, proposal.pk)
        with reading_as(gtm.reader):
            revision = TextRevision.objects.get(number=turn)
            line = revision.lines.get(anchor="p02")
            assert line.version_id in {before.pk, after.pk}
            kept = ParagraphVersion.objects.get(pk=line.version_id)
            assert line.texts["en"] == kept.nodes["en"][0]["v"]
        held[line.version_id == after.pk] += 1
    met(attack, "a change against the issuing of a revision", held)


def test_two_edits_from_one_copy_never_overwrite(scene, pair, attack):
    """Two parties bracket the same version at once: the second is told that the text went on, and keeps its words."""
    world, statement = scene
    sides = (world.usa.negotiator, world.mex.negotiator)
    for turn in range(attack.rounds):
        paragraph, base = at(sides[0], statement)
        with reading_as(sides[0].reader):
            texts = read_present(statement).body[1].texts
        facts = {"statement": statement, "paragraph": paragraph, "base": base}
        acts = []
        for who in sides:
            longer = {language: f"{words} [so {who.code} {turn}]" for language, words in texts.items()}
            acts.append(partial(do, who, "open_brackets_in", texts=longer, **facts))
        found = pair.race(*acts)
        assert sorted(type(each).__name__ for each in found) == ["TextProposal", "VersionIsOutdated"]
        assert present(world, statement).seq == base.seq + 1


def test_the_last_two_consents_to_ending_a_text_and_its_withdrawal(scene, pair, attack):
    """Two heads consent at the same moment: the text ends once, and nobody is told that it is void. Against a withdrawal one of
    both wins, and the text has ended or not."""
    world, _statement = scene
    usa, mex, chair = world.usa.head, world.mex.head, world.gtm.head
    fates = Counter()
    for _turn in range(attack.rounds):
        for against_withdrawal in (False, True):
            text = make_negotiation(world, _statement.meeting)
            ending = do(chair, "propose_ending", statement=text, reason="No agreement.")
            answer = [partial(do, who, "answer_ending", ending=ending, reply="consent") for who in (usa, mex)]
            if against_withdrawal:
                answer.pop()()
                answer.append(partial(do, chair, "withdraw_ending", ending=ending))
            found = pair.race(*answer)
            with reading_as(usa.reader):
                after = Statement.objects.get(pk=text.pk)
                acts = Entry.objects.filter(action="meetings.statement.abandoned", subject_id=str(text.pk)).count()
            refused = sum(isinstance(each, Refused) for each in found)
            if against_withdrawal:
                assert (refused, acts) in {(1, 0), (1, 1)}, found
                fates[after.status] += 1
            else:
                assert (after.status, refused, acts) == ("abandoned", 0, 1), found
    met(attack, "the last consent to ending against the withdrawal", fates)
