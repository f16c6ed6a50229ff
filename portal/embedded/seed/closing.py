"""The demo's final texts: one that has been public for years, with what was added to it since; one before its signatures; and one
that all have signed, whose release waits for the word of two parties.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from meetings.adoption.models import SignOff
from meetings.adoption.states import Method, SignOffKind
from meetings.negotiation.models import Ending, EndingReply
from meetings.negotiation.operations.opening import open_statement
from meetings.negotiation.states import Reply
from meetings.release.correcting import hash_of_corrigendum
from meetings.release.models import (
    CorrigendumSignOff,
    Endorsement,
    PlanWord,
    ReleasedText,
    ReleasePlan,
    TextCorrigendum,
)
from meetings.release.operations import confirm_plan, propose_plan, release_text
from meetings.release.states import CorrigendumStatus, Mode, WordKind
from meetings.revisions.operations import freeze_text
from meetings.rounds.models import Meeting
from meetings.statements.gate import lock_row
from meetings.statements.models import Statement
from meetings.statements.states import StatementKind, Status
from meetings.texts.blocks import split_text
from portal.audit.operations import record
from portal.core.reader import reading_as
from portal.embedded.seed import closing_texts as texts
from portal.embedded.seed.accounting import keep_all
from portal.embedded.seed.flows import both_counts

RELEASED_AT = datetime(2024, 2, 28, 21, 30, tzinfo=UTC)
CORRECTED_AT = datetime(2024, 3, 14, 16, tzinfo=UTC)
ENDORSED_ON = date(2024, 5, 7)
CAPACITY = {"usa": "Secretary", "mex": "Secretario", "gtm": "Ministra"}


def seed_closing(people: dict[str, Any], washington: Meeting, follow_up: Meeting, *, now: datetime) -> None:
    """All three."""
    released = _seed_released(people, washington)
    _correct(people, released)
    _endorse(people, released)
    signing = _final(people, follow_up, texts.CHILDREN, "head.gtm", now - timedelta(days=4))
    _think_of_ending(people, signing, now - timedelta(days=3, hours=6))
    keep_all(people, signing, now - timedelta(days=3))
    signing = _turn(people, signing, Status.SIGN_OFF)
    _sign(people, signing, "gtm", now - timedelta(hours=20))
    returns = both_counts(now)
    words = texts.DASHBOARD | {code: texts.DASHBOARD[code].format(returns=returns[code]) for code in returns}
    planned = _final(people, follow_up, words, "head.gtm", now - timedelta(days=9))
    keep_all(people, planned, now - timedelta(days=8))
    planned = _turn(people, planned, Status.SIGN_OFF)
    for side in ("gtm", "mex", "usa"):
        _sign(people, planned, side, now - timedelta(days=5))
    planned = _turn(people, planned, Status.SIGNED, now - timedelta(days=5))
    _plan(people, planned, follow_up, now)


def _final(people: dict[str, Any], meeting: Meeting, words: Mapping[str, Any], chair: str, at: datetime) -> Statement:
    """A final text of these words, without the way that led to it."""
    actor, office = people[chair], people["secretariat"]
    with reading_as(actor.reader):
        facts: Any = {"title": words["title"], "kind": StatementKind.COMMUNIQUE, "dated": meeting.starts_on}
        blocks = {code: split_text(words[code].strip()) for code in ("en", "es")}
        text = open_statement(meeting=meeting, actor=actor, chair=actor, now=at, blocks=blocks, **facts)
    with reading_as(office.reader):
        text = lock_row(text)
        text.final = freeze_text(text, actor=office, now=at, is_final=True)
        text.status = Status.FINAL_TEXT
        text.save()
        record("meetings.statement.finalised", text, actor=office)
        return text


def _think_of_ending(people: dict[str, Any], text: Statement, at: datetime) -> None:
    """The chair proposed to end it; one party did not consent, and the chair went on."""
    chair, head = people["head.gtm"], people["head.mex"]
    marks: Any = {"releasable_to": text.releasable_to}
    with reading_as(chair.reader):
        facts: Any = {"delegation_id": chair.code, "turn": text.turns, "by_name": chair.name, "reason": texts.ENDING}
        ending = Ending.objects.create(statement=text, at=at, editable_by=[chair.code], **facts, **marks)
    with reading_as(head.reader):
        said: Any = {"number": 1, "reply": Reply.DECLINE, "note": texts.GO_ON, "by_name": head.name}
        answer = {"delegation_id": head.code, "at": at + timedelta(hours=3), "editable_by": [head.code]}
        EndingReply.objects.create(ending=ending, **answer, **said, **marks)
    with reading_as(chair.reader):
        ending.withdrawn_at, ending.withdrawn_by_name = at + timedelta(hours=5), chair.name
        ending.save(update_fields=["withdrawn_at", "withdrawn_by_name"])


def _turn(people: dict[str, Any], statement: Statement, status: str, signed_at: datetime | None = None) -> Statement:
    with reading_as(people["secretariat"].reader):
        text = lock_row(statement)
        text.status, text.signed_at = status, signed_at
        text.save()
        return text


def _sign(people: dict[str, Any], text: Statement, side: str, at: datetime) -> None:
    head = people[f"head.{side}"]
    with reading_as(head.reader):
        assert text.final
        marks = {"releasable_to": text.releasable_to, "editable_by": [head.code]}
        SignOff.objects.create(
            statement=text,
            revision=text.final,
            delegation_id=head.code,
            kind=SignOffKind.FINAL,
            text_hash=text.final.hashes[""],
            parties=text.active_parties,
            by=head,
            by_name=head.name,
            capacity=CAPACITY[side],
            method=Method.IN_PORTAL,
            at=at,
            **marks,
        )


def _plan(people: dict[str, Any], text: Statement, meeting: Meeting, now: datetime) -> None:
    """At the close of the ministerial; the host's press has confirmed."""
    chair, press = people["head.gtm"], people["press.gtm"]
    with reading_as(chair.reader):
        plan = propose_plan(
            statement=text, actor=chair, mode=Mode.AT, at=meeting.ends_at, clock=lambda: now - timedelta(days=2)
        )
    with reading_as(press.reader):
        confirm_plan(statement=text, actor=press, plan=plan, clock=lambda: now - timedelta(days=1))


def _seed_released(people: dict[str, Any], meeting: Meeting) -> ReleasedText:
    """The communiqué of Washington, public since the afternoon of its day."""
    chair, at = people["head.usa"], RELEASED_AT
    text = _final(people, meeting, texts.RECRUITMENT, "head.usa", at - timedelta(hours=5))
    text = _turn(people, text, Status.SIGN_OFF)
    for side in ("usa", "mex", "gtm"):
        _sign(people, text, side, at - timedelta(hours=3))
    text = _turn(people, text, Status.SIGNED, at - timedelta(hours=3))
    marks: Any = {"releasable_to": text.releasable_to}
    with reading_as(chair.reader):
        facts: Any = {"mode": Mode.AT, "at": at, "signed_at": text.signed_at, "number": 1}
        facts |= {"proposed_by_id": chair.code, "proposed_by_name": chair.name, "proposed_at": at - timedelta(hours=2)}
        plan = ReleasePlan.objects.create(statement=text, editable_by=text.editable_by, **facts, **marks)
    for side in ("usa", "mex", "gtm"):
        press = people[f"press.{side}"]
        with reading_as(press.reader):
            word: Any = {"kind": WordKind.READY, "by_name": press.name, "at": at - timedelta(hours=1)}
            PlanWord.objects.create(plan=plan, delegation_id=press.code, editable_by=[press.code], **word, **marks)
    text = _turn(people, text, Status.SCHEDULED, text.signed_at)
    released = release_text(statement=text, clock=lambda: at)
    assert released
    return released


def _correct(people: dict[str, Any], text: ReleasedText) -> None:
    """One number that the typist of the English text got wrong."""
    chair, marks = people["head.usa"], {"releasable_to": text.releasable_to}
    digest = hash_of_corrigendum(text.hashes[""], 1, texts.ENTRIES, texts.REASON)
    with reading_as(chair.reader):
        corrigendum = TextCorrigendum.objects.create(
            text=text,
            number=1,
            entries=texts.ENTRIES,
            reason=texts.REASON,
            text_hash=digest,
            proposed_by_name=chair.name,
            proposed_at=CORRECTED_AT - timedelta(days=2),
            editable_by=[chair.code, "SEC"],
            **marks,
        )
    for side in ("usa", "mex", "gtm"):
        head = people[f"head.{side}"]
        with reading_as(head.reader):
            CorrigendumSignOff.objects.create(
                corrigendum=corrigendum,
                delegation_id=head.code,
                text_hash=digest,
                by_name=head.name,
                capacity=CAPACITY[side],
                at=CORRECTED_AT - timedelta(days=1),
                editable_by=[head.code],
                **marks,
            )
    with reading_as(people["secretariat"].reader):
        corrigendum.status, corrigendum.released_at = CorrigendumStatus.RELEASED, CORRECTED_AT
        corrigendum.save()


def _endorse(people: dict[str, Any], text: ReleasedText) -> None:
    office = people["secretariat"]
    with reading_as(office.reader):
        Endorsement.objects.create(
            text=text,
            entity=texts.ENDORSER,
            dated=ENDORSED_ON,
            note=texts.NOTE,
            by_name=office.name,
            released_at=datetime(2024, 5, 8, 15, tzinfo=UTC),
            releasable_to=text.releasable_to,
            editable_by=["SEC"],
        )
