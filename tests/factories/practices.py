"""Practices for tests, made by the operations that make them in life."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from portal.core.reader import reading_as
from workinggroup.handling.operations import write_passage
from workinggroup.practices.models import Adoption, Practice
from workinggroup.practices.operations import draft_practice, report_use, share_practice

NOW = datetime(2026, 9, 9, 16, tzinfo=UTC)
WORDS = {
    "problem": {"en": "Lorries queue until dawn.", "es": "Los camiones esperan hasta el alba."},
    "done": {"en": "One lane opens by appointment.", "es": "Un carril abre con cita."},
}


def make_draft_practice(side: Any, *, now: datetime = NOW, words: Any = None, **facts: Any) -> Practice:
    """What a member drafts, with two passages."""
    said: dict[str, Any] = {"title": {"en": "Lanes by appointment", "es": "Carriles con cita"}, "problem": "procedure"}
    with reading_as(side.member.reader):
        practice = draft_practice(actor=side.member, now=now, **({"evidence": 1} | said | facts))
        for part, text in (words or WORDS).items():
            write_passage(whole=practice, actor=side.member, now=now, part=part, text=text)
    return practice


def make_practice(side: Any, sides: Iterable[str], *, now: datetime = NOW, **facts: Any) -> Practice:
    """The same, shared by the coordinator."""
    draft = make_draft_practice(side, now=now, **facts)
    with reading_as(side.coordinator.reader):
        return share_practice(practice=draft, actor=side.coordinator, now=now, sides=sides)


def fail(side: Any, practice: Practice, *, now: datetime = NOW, **facts: Any) -> Adoption:
    """A side reports that it failed there."""
    said: dict[str, Any] = {"status": "trying", "result": "worse", "assessed_on": date(2026, 9, 1)}
    with reading_as(side.member.reader):
        words = {"en": "Nobody made an appointment.", "es": "Nadie pidió cita."}
        return report_use(practice=practice, actor=side.member, now=now, **({"said": words} | said | facts))


def stage_practices(world: Any) -> dict[str, Any]:
    """For the wall's tests: one of USA that MEX and GTM read, a draft of USA, one of MEX for GTM. Returns their keys."""
    shared = make_practice(world.usa, ["MEX", "GTM"])
    fail(world.mex, shared)
    ours, theirs = ({"problem": {"en": f"CANARY-{code} practice"}, "done": {"es": "x"}} for code in ("USA", "MEX"))
    draft = make_draft_practice(world.usa, words=ours, title={"en": "CANARY-USA practice"})
    foreign = make_practice(world.mex, ["GTM"], words=theirs, title={"en": "CANARY-MEX practice"})
    fail(world.gtm, foreign, said={"en": "CANARY-MEX practice"})
    return {"shared": shared.pk, "own": draft.pk, "foreign": foreign.pk}
