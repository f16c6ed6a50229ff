"""The demo's requests for information: one that waits for the United States, one answered in part, a draft."""

from datetime import datetime, timedelta
from typing import Any

from portal.core.reader import reading_as
from portal.people.models import Delegation
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.operations import draft_request, give_answer, send_request, write_answer
from workinggroup.requests.states import Accuracy, Source, Urgency, Use

# Who asks whom, how many days ago, how soon, whether it is sent; in a line, the question, its background, what for.
ASKED: list[tuple[str, str, int, str, bool, dict[str, str], dict[str, str], dict[str, str], dict[str, str]]] = [
    (
        "mex",
        "usa",
        3,
        Urgency.PRIORITY,
        True,
        {"en": "Lanes open at night", "es": "Carriles abiertos de noche"},
        {
            "en": "How many lanes for lorries are open from 22:00 to 06:00 on working days, and when will there be more?",
            "es": "¿Cuántos carriles para camiones abren de 22:00 a 06:00 en días hábiles, y cuándo habrá más?",
        },
        {
            "en": "Our southern shifts end at midnight since July; the queue moves to the morning.",
            "es": "Desde julio nuestros turnos terminan a medianoche; la fila pasa a la mañana.",
        },
        {"en": "To plan the shifts of the first quarter.", "es": "Para planificar los turnos del primer trimestre."},
    ),
    (
        "usa",
        "gtm",
        12,
        Urgency.ROUTINE,
        True,
        {"en": "Places in training centres", "es": "Cupos en centros de formación"},
        {
            "en": "How many places do the training centres of the six municipalities offer in 2027, by quarter?",
            "es": "¿Cuántos cupos ofrecen los centros de formación de los seis municipios en 2027, por trimestre?",
        },
        {},
        {"en": "To size our contribution.", "es": "Para calcular nuestra contribución."},
    ),
    (
        "usa",
        "mex",
        1,
        Urgency.ROUTINE,
        False,
        {"en": "Hours of the shared registry", "es": "Horario del registro compartido"},
        {"en": "During which hours is the shared registry attended?", "es": ""},
        {},
        {"en": "To know when we may call.", "es": "Para saber cuándo llamar."},
    ),
]


def seed_requests(people: dict[str, Any], *, now: datetime) -> None:
    """Ask, and answer one of the questions in part."""
    for sender, recipient, ago, urgency, is_sent, title, question, background, purpose in ASKED:
        at = now - timedelta(days=ago)
        member, coordinator = people[f"member.{sender}"], people[f"coordinator.{sender}"]
        with reading_as(member.reader):
            asked = draft_request(
                actor=member,
                now=at,
                recipient=Delegation.objects.get(code=recipient.upper()),
                title=title,
                question=question,
                question_marking="AMBER",
                background=background,
                background_marking="AMBER+STRICT",
                purpose=purpose,
                use=Use.H2,
                urgency=urgency,
            )
        if is_sent:
            with reading_as(coordinator.reader):
                send_request(asked=asked, actor=coordinator, now=at)
    _answer(people, now - timedelta(days=4))


def _answer(people: dict[str, Any], at: datetime) -> None:
    member, coordinator = people["member.gtm"], people["coordinator.gtm"]
    with reading_as(member.reader):
        draft = write_answer(
            asked=InformationRequest.objects.get(recipient="GTM"),
            actor=member,
            now=at,
            answer={
                "en": "First quarter: 240 places in four centres. The other two centres report in January.",
                "es": "Primer trimestre: 240 cupos en cuatro centros. Los otros dos centros informan en enero.",
            },
            answer_marking="GREEN",
            limits={"en": "Evening classes are not counted.", "es": "No se cuentan las clases nocturnas."},
            source=Source.B,
            accuracy=Accuracy.FIRST_HAND,
            is_whole=False,
        )
    with reading_as(coordinator.reader):
        give_answer(answer=draft, actor=coordinator, now=at)
