"""The demo's reporting rounds: that of a ministerial of 2024, and the present one with reports in every state, views that differ,
and one rating that all agreed on."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from meetings.rounds.models import Meeting
from portal.core.reader import reading_as
from portal.embedded.seed.flows import quoted_returns
from workinggroup.commitments.models import Commitment
from workinggroup.progress.models import JointAnswer, JointRating, PartnerRating, ProgressReport, ReportingRound
from workinggroup.progress.operations import (
    answer_joint_rating,
    name_reporters,
    open_round,
    propose_joint_rating,
    rate_report,
    submit_report,
    write_draft,
)
from workinggroup.progress.states import Completion

# Before the regional ministerial of 2024: the paragraph, the lead, how far, words, what each of the partners said, and why.
EARLIER: list[tuple[int, str, str, str, dict[str, tuple[str, str]]]] = [
    (4, "usa", Completion.NOT_STARTED, "The six municipalities are being chosen.", {
        "mex": (Completion.NOT_STARTED, "Aún no hay lista."), "gtm": (Completion.NOT_STARTED, "Lo confirmamos."),
    }),
    (9, "mex", Completion.LIMITED, "Hay un borrador en español y se buscan traductores.", {
        "usa": (Completion.NOT_STARTED, "We have seen no draft."), "gtm": (Completion.LIMITED, "Lo recibimos en abril."),
    }),
    (12, "gtm", Completion.NOT_STARTED, "Se compara el costo de tres locales.", {
        "usa": (Completion.NOT_STARTED, "No premises yet."), "mex": (Completion.NOT_STARTED, "De acuerdo."),
    }),
    (16, "gtm", Completion.LIMITED, "Un centro publica su calendario.", {
        "usa": (Completion.LIMITED, "We receive one of two."), "mex": (Completion.LIMITED, "Recibimos uno."),
    }),
]  # fmt: skip
EARLIER_MEETING = "guatemala-ministerial-2024"
ASKED_AT, REPORTED_AT = datetime(2024, 3, 25, 15, tzinfo=UTC), datetime(2024, 4, 22, 16, tzinfo=UTC)
RATED_AT, AGREED_AT = datetime(2024, 4, 30, 15, tzinfo=UTC), datetime(2024, 5, 3, 18, tzinfo=UTC)
LINKS = "https://registry.example"
# The number of the paragraph, the lead, days ago, how far, words; evidence and figures are the registry's.
REPORTS: list[tuple[int, str, int, str, str]] = [
    (4, "usa", 62, Completion.LIMITED, "Two of six municipalities have named their training centres."),
    (5, "gtm", 55, Completion.NOT_STARTED, "Se busca sede para la primera feria."),
    (16, "gtm", 41, Completion.SUBSTANTIAL, "El calendario semanal está en prueba en dos centros."),
    (
        4,
        "usa",
        20,
        Completion.SUBSTANTIAL,
        "Five of six municipalities train; the sixth signs its contract this month.",
    ),
    (16, "gtm", 12, Completion.COMPLETE, "El calendario se publica cada lunes desde hace tres semanas."),
    (15, "mex", 9, Completion.LIMITED, "La lista de contactos cubre tres de los siete cruces."),
]
# The paragraph, who rates, how far, why, days ago.
RATINGS: list[tuple[int, str, str, str, int]] = [
    (4, "mex", Completion.LIMITED, "Solo en dos municipios hay clases; en los demás hay un edificio.", 11),
    (4, "gtm", Completion.SUBSTANTIAL, "Confirmado en cinco municipios por nuestra oficina regional.", 10),
    (16, "mex", Completion.COMPLETE, "Recibimos el calendario cada semana.", 8),
    (16, "usa", Completion.COMPLETE, "We plan with it.", 7),
    (15, "gtm", Completion.LIMITED, "Faltan los cruces de Petén.", 3),
]
# Drafts inside Mexico: one that waits for its head, one that is not ready.
DRAFTS: list[tuple[int, str, str, bool]] = [
    (9, Completion.SUBSTANTIAL, "La guía está en revisión en los cuatro idiomas mayas.", True),
    (10, Completion.NOT_STARTED, "La primera inspección conjunta tiene fecha.", False),
]


def seed_progress(people: dict[str, Any], follow_up: Meeting, *, now: datetime) -> None:
    """Ask for reports before the follow-up; report, rate and agree over the last two months. Before that, the round of 2024."""
    secretariat = people["secretariat"]
    _seed_earlier(people)
    with reading_as(secretariat.reader):
        asked = open_round(meeting=follow_up, actor=secretariat, now=now - timedelta(days=65), days_before=14)
    for code in ("usa", "mex", "gtm"):
        head, member = people[f"head.{code}"], people[f"member.{code}"]
        with reading_as(head.reader):
            name_reporters(actor=head, focal_points=[member], validators=[people[f"coordinator.{code}"]])
    for number, code, ago, completion, text in REPORTS:
        # The last report of Guatemala quotes a published figure.
        words = f"{text} {quoted_returns(now)}" if (number, ago) == (16, 12) else text
        _report(people, asked, number, code, completion, words, now - timedelta(days=ago))
    for number, code, completion, reason, ago in RATINGS:
        head = people[f"head.{code}"]
        with reading_as(head.reader):
            report = _last(number)
            rate_report(report=report, actor=head, now=now - timedelta(days=ago), completion=completion, reason=reason)
    _agree(people, now)
    member = people["member.mex"]
    for number, completion, text, is_ready in DRAFTS:
        with reading_as(member.reader):
            facts: dict[str, Any] = {
                "completion": completion,
                "text": text,
                "is_ready": is_ready,
                "now": now - timedelta(days=2),
            }
            write_draft(asked=asked, commitment=_commitment(number), actor=member, **facts)


def _seed_earlier(people: dict[str, Any]) -> None:
    """A round of years ago, of which nobody is told any more."""
    secretariat, sides = people["secretariat"], ("usa", "mex", "gtm")
    with reading_as(secretariat.reader):
        meeting = Meeting.objects.get(slug=EARLIER_MEETING)
        marks = {"releasable_to": meeting.parties, "editable_by": [secretariat.code]}
        asked = ReportingRound.objects.create(
            meeting=meeting,
            days_before=14,
            rated_before=5,
            opened_by_name=secretariat.name,
            opened_at=ASKED_AT,
            **marks,
        )
    for number, code, completion, text, ratings in EARLIER:
        member, head = people[f"member.{code}"], people[f"head.{code}"]
        with reading_as(head.reader):
            led = _commitment(number)
            report = ProgressReport.objects.create(
                round=asked, commitment=led, delegation_id=head.code, number=1, completion=completion, text=text,
                drafted_by=member, drafted_by_name=member.name, submitted_by=head, submitted_by_name=head.name,
                at=REPORTED_AT, releasable_to=led.releasable_to, editable_by=[head.code],
            )  # fmt: skip
        for side, (seen, reason) in ratings.items():
            _say(PartnerRating, people[f"head.{side}"], RATED_AT, report=report, completion=seen, reason=reason)
    with reading_as(secretariat.reader):
        joint = JointRating.objects.create(
            report=report, proposed_by_id=secretariat.code, number=1, completion=report.completion,
            parties=sorted(side.upper() for side in sides), by_name=secretariat.name, at=RATED_AT,
            releasable_to=report.releasable_to, editable_by=[secretariat.code],
        )  # fmt: skip
    for side in sides:
        _say(JointAnswer, people[f"head.{side}"], AGREED_AT, rating=joint, consents=True)


def _say(kind: Any, head: Any, at: datetime, **facts: Any) -> None:
    """What a side said once of a report or of a proposed rating."""
    about = facts.get("report") or facts["rating"]
    with reading_as(head.reader):
        kind.objects.create(
            delegation_id=head.code, number=1, by_name=head.name, at=at, releasable_to=about.releasable_to,
            editable_by=[head.code], **facts,
        )  # fmt: skip


def _report(
    people: dict[str, Any], asked: ReportingRound, number: int, code: str, completion: str, text: str, at: datetime
) -> None:
    member, head = people[f"member.{code}"], people[f"head.{code}"]
    with reading_as(member.reader):
        write_draft(
            asked=asked,
            commitment=_commitment(number),
            actor=member,
            now=at - timedelta(days=1),
            completion=completion,
            text=text,
            evidence=[{"words": f"¶ {number}", "url": f"{LINKS}/evidence/{number}"}],
            figures=[{"words": f"¶ {number}, {at:%m/%Y}: {number * 20}", "url": f"{LINKS}/figures/{number}"}],
            is_ready=True,
        )
    with reading_as(head.reader):
        submit_report(asked=asked, commitment=_commitment(number), actor=head, now=at)


def _agree(people: dict[str, Any], now: datetime) -> None:
    """One rating is agreed by all; another waits for Mexico and the United States."""
    _propose(people, 16, Completion.COMPLETE, ("gtm", "mex", "usa"), now - timedelta(days=5))
    _propose(people, 15, Completion.LIMITED, ("gtm",), now - timedelta(days=1))


def _propose(people: dict[str, Any], number: int, completion: str, consenting: Iterable[str], at: datetime) -> None:
    secretariat = people["secretariat"]
    with reading_as(secretariat.reader):
        rating = propose_joint_rating(report=_last(number), actor=secretariat, now=at, completion=completion)
    for head in (people[f"head.{code}"] for code in consenting):
        with reading_as(head.reader):
            answer_joint_rating(rating=rating, actor=head, now=at, consents=True)


def _commitment(number: int) -> Commitment:
    found = Commitment.objects.filter(paragraph__anchor=f"p{number:02}", status="confirmed").order_by("number").first()
    assert found
    return found


def _last(number: int) -> ProgressReport:
    found: ProgressReport = ProgressReport.objects.filter(commitment=_commitment(number)).latest("at")
    return found
