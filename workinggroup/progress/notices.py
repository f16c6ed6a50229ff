"""News of reporting rounds, reports and ratings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from portal.people.models import User
from portal.people.states import Role
from workinggroup.commitments.models import Commitment
from workinggroup.progress.models import (
    JointRating,
    PartnerRating,
    ProgressReport,
    ReportDraft,
    ReportingRound,
)
from workinggroup.progress.queries import validators_of
from workinggroup.progress.rules import HEADING

GONE = gettext_noop("This person may no longer see the report.")
WHY = _("You receive this because you speak for your side. For safety, mails contain no text of statements or reports.")
PROGRESS = describe_kind("progress", _("Progress reports and what is said to them"), usual=Ways(bell=True, mail=True))


def _topic(model: Any, title: Promise, behind: str, why: Promise = WHY) -> Topic:
    """News of a row that leads to a report through `behind`."""
    path = [name for name in behind.split(".") if name]

    def report(row: Any) -> Any:
        for name in path:
            row = getattr(row, name)
        return row

    prefix = "__".join([*path, "commitment", "statement", "meeting"])
    return Topic(
        model,
        title=title,
        heading=lambda row: report(row).commitment.statement.meeting,
        why=why,
        gone=GONE,
        related=(prefix,),
        name=lambda row: report(row).commitment.reference,
    )


ASKED = Topic(
    ReportingRound,
    title=_("Progress reports are asked for"),
    heading=lambda asked: asked.meeting,
    why=WHY,
    gone=GONE,
    related=("meeting",),
)
VALIDATING = _(
    "You receive this because you submit your delegation's reports. For safety, mails contain no text of reports."
)
# Of the commitment, for the draft goes when it is submitted and what was told of it stays.
READY = Topic(
    Commitment,
    title=_("A report waits for you to submit it"),
    heading=lambda commitment: commitment.statement.meeting,
    why=VALIDATING,
    gone=GONE,
    related=("statement__meeting",),
    name=lambda commitment: commitment.reference,
)
SUBMITTED = _topic(ProgressReport, _("A progress report was submitted"), "")
RATED = _topic(PartnerRating, _("A partner rated a report"), "report")
PROPOSED = _topic(JointRating, _("A joint rating is proposed"), "report")

describe_news(
    "workinggroup.round.opened", ASKED, PROGRESS, words=_("Progress reports are asked for before a meeting."),
    address=ReportingRound.get_absolute_url,
)  # fmt: skip
describe_news(
    "workinggroup.round.moved", ASKED, PROGRESS, words=_("Progress reports are due on another day."),
    address=ReportingRound.get_absolute_url,
)  # fmt: skip
describe_news(
    "workinggroup.report.drafted", READY, PROGRESS, words=_("A draft of a report waits for a second person."),
    address=lambda commitment: reverse("progress:commitment", args=[commitment.pk]),
)  # fmt: skip
describe_news(
    "workinggroup.report.submitted", SUBMITTED, PROGRESS,
    words=_("A lead delegation has reported. Say how far the commitment is, as you see it."),
    acted=_("%(side)s has reported. Say how far the commitment is, as you see it."),
    address=ProgressReport.get_absolute_url,
)  # fmt: skip
describe_news(
    "workinggroup.rating.given", RATED, PROGRESS, words=_("A partner has rated a report of your delegation."),
    acted=_("%(side)s has rated a report of your delegation."),
    address=lambda rating: rating.report.get_absolute_url(),
)  # fmt: skip
describe_news(
    "workinggroup.rating.proposed", PROPOSED, PROGRESS,
    words=_("A joint rating is proposed; each party consents or says why not."),
    acted=_("%(side)s proposes a joint rating; each party consents or says why not."),
    address=lambda rating: rating.report.get_absolute_url(),
)  # fmt: skip
describe_news(
    "workinggroup.rating.agreed", PROPOSED, PROGRESS, words=_("All parties have agreed on a joint rating."),
    address=lambda rating: rating.report.get_absolute_url(), title=_("A joint rating is agreed"),
)  # fmt: skip


def speakers(codes: Iterable[str], actor: Person) -> Any:
    """Who speaks for these sides: their heads, the heads' deputies and coordinators, without who acts."""
    people = User.objects.select_related("membership__delegation").filter(is_active=True)
    roles = [*HEADING, Role.COORDINATOR]
    return people.filter(membership__delegation__in=list(codes), membership__role__in=roles).exclude(pk=actor.pk)


def tell_round(asked: ReportingRound, actor: Person, *, is_new: bool, now: datetime) -> None:
    """Tell those who speak for the delegations of the meeting that reports are asked for, or by another day."""
    event = "workinggroup.round.opened" if is_new else "workinggroup.round.moved"
    tell_news(event, asked, speakers(asked.meeting.delegations, actor), now=now)


def tell_ready(draft: ReportDraft, actor: Person, *, now: datetime) -> None:
    """Tell those of the same delegation who may submit a draft."""
    people = User.objects.select_related("membership__delegation").filter(membership__delegation=draft.delegation_id)
    may = Q(membership__role__in=HEADING) | Q(pk__in=validators_of(draft.delegation_id))
    told = people.filter(may, is_active=True).exclude(pk=actor.pk)
    tell_news("workinggroup.report.drafted", draft.commitment, told, now=now)


def tell_submitted(report: ProgressReport, actor: Person, *, now: datetime) -> None:
    """Tell those who speak for the other sides that know the commitment."""
    others = set(report.known_to(report.releasable_to)) - {report.delegation_id}
    tell_news("workinggroup.report.submitted", report, speakers(others, actor), now=now, by=actor)


def tell_rated(rating: PartnerRating, actor: Person, *, now: datetime) -> None:
    """Tell those who speak for who reported."""
    told = speakers([rating.report.delegation_id], actor)
    tell_news("workinggroup.rating.given", rating, told, now=now, by=actor)


def tell_proposed(rating: JointRating, actor: Person, *, now: datetime) -> None:
    """Tell those who speak for the parties that are asked."""
    asked = set(rating.parties) - {actor.code}
    tell_news("workinggroup.rating.proposed", rating, speakers(asked, actor), now=now, by=actor)


def tell_agreed(rating: JointRating, actor: Person, *, now: datetime) -> None:
    """Tell those who speak for all who know the commitment."""
    known = rating.known_to(rating.releasable_to)
    tell_news("workinggroup.rating.agreed", rating, speakers(known, actor), now=now)
