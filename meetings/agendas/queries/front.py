"""What a meeting's front page needs beside its agenda."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from meetings.agendas.models import Answer, Proposal, Revision
from meetings.agendas.states import ProposalStatus, View
from meetings.rounds.models import Meeting
from portal.core.people import Person
from portal.core.questions import Question


def _last_issued(code: str) -> QuerySet[Revision]:
    return Revision.objects.read_with(code).filter(agenda__meeting=OuterRef("pk")).order_by("-number")


def _is_objected(code: str) -> Any:
    """Of each open proposal whether somebody objects."""
    objections = Answer.objects.filter(proposal=OuterRef("pk"), view=View.OBJECTION)
    rows = Proposal.objects.read_with(code).filter(agenda__meeting=OuterRef("pk"), status=ProposalStatus.PROPOSED)
    return rows.annotate(is_objected=Exists(objections)).values("is_objected")


FRONT: Question[Meeting] = Question(
    lambda code, slug: (
        Meeting.objects.read_with(code)
        .select_related("host", "follows", "agenda", "series")
        .annotate(
            issued=Subquery(_last_issued(code).values("number")[:1]),
            issued_at=Subquery(_last_issued(code).values("issued_at")[:1]),
            proposed=ArraySubquery(_is_objected(code)),
        )
        .filter(slug=slug)
    ),
    "a code",
    "a-slug",
)


def front_of(user: Person, slug: str) -> Any:
    """The meeting of that address, with host, agenda, series and what it follows; None unless the user may see it.

    Beside it stand the number of its agenda's last revision, `issued`, and when that was, `issued_at`; of each open proposal
    for the agenda whether somebody objects, `proposed`. One SQL query.
    """
    return FRONT.first(user.code, slug) if user.code else None
