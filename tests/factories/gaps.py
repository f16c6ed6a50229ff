"""Gaps for tests, made by the operations that make them in life."""

from datetime import UTC, datetime
from typing import Any

from portal.core.reader import reading_as
from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_statement
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import report_progress
from workinggroup.gaps import operations
from workinggroup.gaps.models import Gap, Place, Toleration
from workinggroup.handling.operations import write_passage

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
STEPS = {"threat": 4, "vulnerability": 4, "safety": 3, "control": 4, "trade": 1, "trust": 2}
LEFT = {"threat": 2, "vulnerability": 1, "safety": 1, "control": 2, "trade": 1, "trust": 1}
WORDS = {
    "en": "Nobody watches the eastern gate after dusk.",
    "es": "Nadie vigila la puerta oriental tras el anochecer.",
}
TITLE = {"en": "A gate without a watch", "es": "Una puerta sin guardia"}


def make_place(actor: Any, code: str = "la-mesilla", sides: Any = ("GTM",), **names: str) -> Place:
    with reading_as(actor.reader):
        called = names or {side: f"La Mesilla {side}" for side in sides}
        return operations.add_place(actor=actor, code=code, kind="crossing", sides=list(sides), names=called)


def make_draft_gap(author: Any, owners: Any = ("MEX",), *, words: Any = WORDS, **facts: Any) -> Gap:
    """A draft of the author's side with one passage."""
    values: dict[str, Any] = {"title": TITLE, "kind": "coverage", "owners": owners}
    with reading_as(author.reader):
        gap = operations.draft_gap(actor=author, now=NOW, **(values | facts))
        write_passage(whole=gap, actor=author, now=NOW, part="description", text=words)
        return gap


def make_gap(author: Any, owners: Any = ("MEX",), readers: Any = (), **facts: Any) -> Gap:
    """A gap that was raised for its owners."""
    gap = make_draft_gap(author, owners, **facts)
    with reading_as(author.reader):
        keys = list(gap.passages.values_list("pk", flat=True))
        return operations.raise_gap(gap=gap, actor=author, now=NOW, readers=readers, passages=keys)


def act(operation: str, actor: Any, gap: Gap, *, now: datetime = NOW, **facts: Any) -> Any:
    """An operation on a gap by a person, who has read what is proposed now."""
    with reading_as(actor.reader):
        if operation in ("consent_to_toleration", "decline_toleration") and "seen" not in facts:
            facts["seen"] = str(getattr(Toleration.objects.filter(gap=gap, ended_at=None).first(), "pk", ""))
        return getattr(operations, operation)(gap=gap, actor=actor, now=now, **facts)


def rate(actor: Any, gap: Gap, *, now: datetime = NOW, **steps: Any) -> Any:
    return act("rate_gap", actor, gap, now=now, **{**STEPS, "confidence": "medium", **steps})


def make_promise(world: Any, lead: str = "MEX") -> Any:
    meeting = make_follow_up(world.sec.coordinator)
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting), lead=lead)


def make_measure(world: Any, gap: Gap, owner: Any, commitment: Any, *, done: bool = True) -> ActionItem:
    """An action item of an owner that mends all parts of a gap, done."""
    item = make_action_item(owner.coordinator, commitment, title="Keep a watch", assignee=owner.member)
    with reading_as(owner.coordinator.reader):
        for passage in gap.passages.filter(part="description"):
            operations.add_measure(gap=gap, actor=owner.coordinator, now=NOW, item=item, threat_part=passage.anchor)
    if done:
        with reading_as(owner.member.reader):
            report_progress(item=item, actor=owner.member, now=NOW, standing="done", text="The watch is kept.")
    return item


def make_claimed(world: Any, raiser: Any, owner: Any, readers: Any = (), **facts: Any) -> Gap:
    """A gap that its owner claimed as mended."""
    gap = make_gap(raiser.coordinator, [owner.code], readers, **facts)
    act("accept_gap", owner.coordinator, gap)
    make_measure(world, gap, owner, make_promise(world, owner.code))
    evidence = {"en": "The roster of February.", "es": "El turno de febrero."}
    return act("claim_gap", owner.coordinator, gap, evidence=evidence)


def fresh(actor: Any, gap: Gap) -> Gap:
    with reading_as(actor.reader):
        found: Gap = Gap.objects.get(pk=gap.pk)
        return found


def stage_gaps(world: Any) -> dict[str, Any]:
    """For the wall's tests: one that the United States raised on its own ground, rated by Mexico, with a passage that it keeps to
    itself; a draft of Mexico. Returns their keys."""
    shared = make_gap(world.usa.coordinator, ["USA"], ["MEX", "GTM"])
    rate(world.mex.member, shared, why="CANARY-MEX rating")
    with reading_as(world.usa.member.reader):
        kept = {"part": "evidence", "text": {"en": "CANARY-USA passage", "es": "CANARY-USA passage"}}
        write_passage(whole=shared, actor=world.usa.member, now=NOW, **kept)
    words = {"en": "CANARY-MEX gap", "es": "CANARY-MEX gap"}
    foreign = make_draft_gap(world.mex.member, ["MEX"], title=words, words=words)
    return {"shared": shared.pk, "foreign": foreign.pk}
