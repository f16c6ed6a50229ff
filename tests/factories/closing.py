"""A text on its way from the final words to the public, row by row as the operations would leave them.

Each stage is made by rows alone, so that a test of one stage needs no other's operations; the database's own checks hold.
`heads` are the heads of the parties by code, the chair's first; `office` is the secretariat's coordinator.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from meetings.adoption.models import InterpretativeStatement, SignOff, Silence, SilenceBreak, SilenceNotice
from meetings.adoption.states import Method, SignOffKind
from meetings.release.models import (
    CorrigendumSignOff,
    Dissociation,
    EmbargoAccess,
    EmbargoGrant,
    Endorsement,
    Hold,
    PlanWord,
    ReleasedFile,
    ReleasedText,
    ReleasePlan,
    TextCorrigendum,
)
from meetings.release.states import Mode, WordKind
from meetings.revisions.operations import freeze_text
from meetings.statements.gate import lock_row
from meetings.statements.models import Paragraph, ParagraphVersion, Party, Statement
from meetings.statements.present import canonical_of, read_present
from meetings.statements.states import Status
from portal.core.reader import reading_as

Heads = Mapping[str, Any]


def heads_of(world: Any) -> dict[str, Any]:
    """The heads of the three parties of a test world, the host's first."""
    return {side.head.code: side.head for side in (world.gtm, world.usa, world.mex)}


def freeze(statement: Statement, office: Any, now: datetime) -> Statement:
    """The final text, as the secretariat leaves it."""
    with reading_as(office.reader):
        text = lock_row(statement)
        text.final = freeze_text(text, actor=office, now=now, is_final=True)
        text.status = Status.FINAL_TEXT
        text.save()
        return text


def turn(statement: Statement, status: str, office: Any, **facts: Any) -> Statement:
    """Another stage, and nothing else."""
    with reading_as(office.reader):
        text = lock_row(statement)
        text.status = status
        for name, value in facts.items():
            setattr(text, name, value)
        text.save()
        return text


def sign(statement: Statement, head: Any, now: datetime, **facts: Any) -> SignOff:
    """One head's final sign-off of the text as it is frozen."""
    with reading_as(head.reader):
        text = lock_row(statement)
        assert text.final
        values = {"kind": SignOffKind.FINAL, "method": Method.IN_PORTAL, "by": head, "by_name": head.name, "at": now}
        values |= {"capacity": "Head of delegation", "parties": text.active_parties, "text_hash": text.final.hashes[""]}
        marks = {"releasable_to": text.releasable_to, "editable_by": [head.code]}
        return SignOff.objects.create(
            statement=text, revision=text.final, delegation_id=head.code, **(values | marks | facts)
        )


def sign_all(statement: Statement, heads: Heads, office: Any, now: datetime) -> Statement:
    """Signed off by all parties."""
    text = turn(statement, Status.SIGN_OFF, office)
    for head in heads.values():
        sign(text, head, now)
    return turn(text, Status.SIGNED, office, signed_at=now)


def schedule(
    statement: Statement, heads: Heads, office: Any, now: datetime, at: datetime | None = None, number: int = 1
) -> ReleasePlan:
    """A plan to release at `at`, a day ahead where nothing is said, confirmed by all parties."""
    chair = next(iter(heads.values()))
    with reading_as(chair.reader):
        text = lock_row(statement)
        facts = {"mode": Mode.AT, "at": at or now + timedelta(days=1), "signed_at": text.signed_at, "number": number}
        facts |= {"proposed_by_id": chair.code, "proposed_by_name": chair.name, "proposed_at": now}
        marks = {"releasable_to": text.releasable_to, "editable_by": text.editable_by}
        plan = ReleasePlan.objects.create(statement=text, **facts, **marks)
    for code, head in heads.items():
        say(plan, head, WordKind.READY, now)
        assert code == head.code
    turn(text, Status.SCHEDULED, office)
    return plan


def say(plan: ReleasePlan, head: Any, kind: str, now: datetime, **facts: Any) -> PlanWord:
    with reading_as(head.reader):
        values = {"delegation_id": head.code, "kind": kind, "by_name": head.name, "at": now}
        marks = {"releasable_to": plan.releasable_to, "editable_by": [head.code]}
        return PlanWord.objects.create(plan=plan, **(values | marks | facts))


def release(statement: Statement, office: Any, now: datetime, **facts: Any) -> ReleasedText:
    """The text as the public reads it, and its statement as released."""
    with reading_as(office.reader):
        text = lock_row(statement)
        assert text.final
        canonical = canonical_of(text, read_present(text).canonical_lines).decode()
        values = {"slug": text.slug, "meeting_key": text.meeting_id, "kind": text.kind, "title": text.title}
        values |= {"languages": text.languages, "parties": text.active_parties, "hashes": text.final.hashes}
        values |= {"canonical": canonical, "dated": text.dated, "released_at": now}
        values |= {"facts": {"meeting": {"host": text.meeting.host_id}}}
        marks = {"releasable_to": text.releasable_to, "editable_by": [office.code]}
        released = ReleasedText.objects.create(statement=text, **(values | marks | facts))
        text.status = Status.RELEASED
        text.save()
        return released


def make_released(statement: Statement, heads: Heads, office: Any, now: datetime) -> ReleasedText:
    """A text all the way to the public, by `now`, which is past."""
    text = freeze(statement, office, now - timedelta(hours=5))
    text = sign_all(text, heads, office, now - timedelta(hours=4))
    schedule(text, heads, office, now - timedelta(hours=3), at=now)
    return release(text, office, now)


def add_everything(people: Mapping[str, Any], meeting: Any, now: datetime) -> None:
    """A text before its release with all that is said of it, and the same text released with all that is added to it, of
    which the outsider does not know yet either: what is public is no wall's to hide."""
    chair, office = people["head.gtm"], people["secretariat"]
    heads = {code.upper(): people[f"head.{code}"] for code in ("gtm", "usa", "mex")}
    marks = {"releasable_to": ["GTM", "MEX", "SEC", "USA"], "editable_by": ["GTM"]}
    facts = {
        "meeting": meeting,
        "slug": "soon",
        "title": {"en": "Soon"},
        "languages": ["en"],
        "parties": ["GTM", "MEX", "USA"],
    }
    with reading_as(chair.reader):
        text = Statement.objects.create(
            chair=chair,
            dated=now.date(),
            created_at=now,
            **facts,
            **marks | {"editable_by": marks["releasable_to"]},
        )
        Party.objects.bulk_create(Party(statement=text, delegation_id=code, **marks) for code in ("GTM", "MEX", "USA"))
        paragraph = Paragraph.objects.create(statement=text, anchor="p01", rank=1, **marks)
        nodes = {"en": [{"t": "s", "v": "We met."}]}
        ParagraphVersion.objects.create(paragraph=paragraph, nodes=nodes, author_name="A", created_at=now, **marks)
    text = freeze(text, office, now)
    side = {"delegation_id": "GTM", "by_name": "A", **marks}
    with reading_as(chair.reader):
        silence = Silence.objects.create(
            statement=text,
            revision=text.final,
            opened_by_name="A",
            opened_at=now,
            deadline_at=now + timedelta(days=2),
            **marks,
        )
        SilenceNotice.objects.create(
            silence=silence, delegation_id="GTM", person=chair, person_name="A", deadline_at=now, told_at=now, **marks
        )
        SilenceBreak.objects.create(silence=silence, objection="No.", at=now, **side)
        InterpretativeStatement.objects.create(
            statement=text, revision=text.final, texts={"en": "Ours."}, at=now, **side
        )
    text = sign_all(text, heads, office, now)
    plan = schedule(text, heads, office, now, at=now)
    with reading_as(chair.reader):
        Hold.objects.create(statement=text, reason="Wait.", at=now, lifted_at=now, lifted_by_name="A", **side)
        grant = EmbargoGrant.objects.create(
            plan=plan, recipient="A", organisation="B", language="en", token_hash="h", granted_at=now, **side
        )
        EmbargoAccess.objects.create(grant=grant, what="page", at=now, **marks)
    released = release(text, office, timezone.now())
    with reading_as(chair.reader):
        file = {"form": "pdf", "content": b"x", "sha256": "0", "made_at": now}
        ReleasedFile.objects.create(text=released, **file, **marks)
        corrigendum = TextCorrigendum.objects.create(
            text=released, number=1, entries=[], reason={"en": "A comma."}, text_hash="0", proposed_by_name="A",
            proposed_at=now, **marks,
        )  # fmt: skip
        CorrigendumSignOff.objects.create(corrigendum=corrigendum, text_hash="0", capacity="Head", at=now, **side)
        Endorsement.objects.create(text=released, entity={"en": "Belize"}, dated=now.date(), by_name="A", **marks)
        Dissociation.objects.create(text=released, words={"en": "Not us."}, **side)
