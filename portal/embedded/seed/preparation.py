"""How far the demo's follow-up is prepared: who comes, what is proposed, a paper."""

from datetime import datetime, timedelta
from typing import Any

from meetings.agendas.operations import annotate_item, propose_item
from meetings.agendas.operations.rows import rows_on
from meetings.documents.operations import Source, add_document
from meetings.participants.operations import enter_participant
from meetings.rounds.models import Meeting
from portal.core.reader import reading_as

SIDES = ("usa", "mex", "gtm")
ROLES = (("head", "head", "coming"), ("coordinator", "member", "coming"), ("member", "member", "none"))
PAPER = (
    "Figures of the shared dashboard: where they differ, and why.\n\n1. Periods of counting\n2. Who is counted once\n"
)
DASHBOARD = "Shared dashboard: figures that differ"
BRIEFINGS = {
    "Root causes: training and small producers": "Speak second, after Mexico. Aim: two more municipalities. Do not open "
    "the number of places.",
    "Protection of children travelling alone": "We can accept a meeting of experts first, if ministers hear a report "
    "in March.",
}
PROPOSAL = {"en": "Consular protection at the crossings", "es": "Protección consular en los cruces"}


def seed_preparation(people: dict[str, Any], meeting: Meeting, *, now: datetime) -> None:
    """Lists of participants, a proposal that waits for answers, a paper, and two sides' private notes."""
    for side in SIDES:
        coordinator = people[f"coordinator.{side}"]
        with reading_as(coordinator.reader):
            for name, kind, answer in ROLES:
                enter_participant(
                    meeting=meeting,
                    actor=coordinator,
                    now=now,
                    person=people[f"{name}.{side}"],
                    kind=kind,
                    answer=answer,
                )
    mexico, guatemala = people["coordinator.mex"], people["coordinator.gtm"]
    with reading_as(mexico.reader):
        deadline = min(now + timedelta(days=10), meeting.starts_at - timedelta(days=3))
        propose_item(meeting=meeting, actor=mexico, now=now, title=PROPOSAL, minutes=20, answer_by=deadline)
        rows = {row.title["en"]: row for row in rows_on(meeting.agenda)}
        annotate_item(item=next(iter(rows.values())), actor=mexico, seen=0, position="Aprobar sin debate.")
    with reading_as(people["coordinator.usa"].reader):
        for title, briefing in BRIEFINGS.items():
            annotate_item(item=rows[title], actor=people["coordinator.usa"], seen=0, briefing=briefing)
    with reading_as(guatemala.reader):
        add_document(
            meeting=meeting,
            actor=guatemala,
            now=now,
            title={"en": DASHBOARD, "es": "Tablero compartido: cifras que difieren"},
            about=("item", rows[DASHBOARD].pk),
            kind="paper",
            marking="AMBER",
            readers=meeting.releasable_to,
            sources=[Source("en", name="dashboard.txt", chunks=[PAPER.encode()])],
        )
