"""The bare pages beside those of the working group: the same rows in the same columns, as Django's own tutorial would make them.

Each is asked for by the same person, through Django's own middleware, sessions and sign-in alone: two queries for session and
person, one or two for the rows with what stands behind them, a template of its own. It reads copies of the portal's tables
(`lay`), where no wall stands. Nothing is remembered and nothing kept; what a page shows beside its rows, counts of all rows for
one, is left out.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test.utils import override_settings
from django.urls import path
from django.utils import timezone

from meetings.agendas.models import Theme
from meetings.rounds.models import Meeting
from meetings.statements.models import Statement
from portal.core.pagination import PAGE
from portal.core.reader import reading_as
from portal.people.models import Delegation, User
from workinggroup.actionitems.boarding import MOST as MOST_CARDS
from workinggroup.actionitems.lines import REPORTS
from workinggroup.actionitems.models import ActionItem, ItemDependency, ItemReport, ItemStep
from workinggroup.actionitems.states import OPEN
from workinggroup.commitments.models import Commitment
from workinggroup.gaps.models import Gap, Place, Rating, RatingRound
from workinggroup.plans.models import Plan, PlanPhase, PlanTask, PlanVersion, TaskLink, TaskTaken
from workinggroup.progress.models import JointRating, PartnerRating, ProgressReport, ReportingRound
from workinggroup.progress.scorecard import MOST_MISSING
from workinggroup.progress.states import Completion

# As a project has them that does nothing but sign people in.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
HEAD = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>"""
COMMITMENTS = """<table>{% for each in rows %}<tr><td>{{ each.reference }}</td>
<td><a href="/commitments/{{ each.id }}/">{{ each.quote.en }}</a> <small>{{ each.statement.title.en }}</small></td>
<td>{{ each.strength }}</td><td>{{ each.lead_id }}</td><td>{{ each.supporting|join:", " }}</td>
<td>{{ each.due_on|date:"D j M Y" }}</td>
<td>{% if each.items %}{{ each.items.open }} of {{ each.items.all }}{% endif %}</td></tr>{% endfor %}</table>"""
ITEMS = """<table>{% for each, days in rows %}<tr>
<td><input type="checkbox" name="items" value="{{ each.id }}"> {{ each.reference }}</td>
<td><a href="/actions/{{ each.id }}/">{{ each.title }}</a> <small>{{ each.commitment.reference }}</small>
{% for done in each.ticks %}<i>{{ done|yesno:"done,open,open" }}</i>{% endfor %}
{% for wait in each.waits %}<i>{{ wait.series }}-{{ wait.number }}</i>{% endfor %}</td>
<td><abbr class="{{ each.delegation.colour }}" title="{{ each.delegation.name.en }}">{{ each.delegation_id }}</abbr></td>
<td>{% if each.assignee %}{{ each.assignee.name }}{% else %}<b>Nobody yet</b>{% endif %}</td>
<td>{{ each.due_on|date:"D j M Y" }}</td><td>{% if days < 0 %}<b>{{ days }} days</b>{% else %}{{ days }} days{% endif %}</td>
<td>{% for standing in each.said %}<i class="{{ standing }}">{{ standing }}</i>{% endfor %}</td>
</tr>{% endfor %}</table>"""
BOARD = """<p>{% for state, number in numbers %}{{ state }} {{ number }} {% endfor %}</p>
<ul>{% for each, days in rows %}<li><a href="/actions/{{ each.id }}/">{{ each.title }}</a> {{ each.reference }} {{ each.status }}
{% if each.assignee %}{{ each.assignee.name }}{% else %}<b>Nobody yet</b>{% endif %}
{% for done in each.ticks %}<i>{{ done|yesno:"done,open,open" }}</i>{% endfor %}
{% for wait in each.waits %}<i>{{ wait.series }}-{{ wait.number }}</i>{% endfor %}
<abbr class="{{ each.delegation.colour }}" title="{{ each.delegation.name.en }}">{{ each.delegation_id }}</abbr>
{% if days < 0 %}<b>{{ days }} days</b>{% else %}{{ each.due_on|date:"D j M Y" }}{% endif %}</li>{% endfor %}</ul>"""
SCORECARD = """<table>{% for each, report, says, agreed in rows %}<tr><td>{{ each.reference }}</td>
<td><a href="/progress/commitments/{{ each.id }}/">{{ each.quote.en }}</a> <small>{{ each.due_on|date:"D j M Y" }}</small></td>
<td>{{ each.lead_id }}</td><td>{{ report.at|date:"D j M Y" }}</td>
{% for said in says %}<td>{{ said|default:"–" }}</td>{% endfor %}<td>{{ agreed|default:"not yet agreed" }}</td>
</tr>{% endfor %}</table>
<ul>{% for each in missing %}<li><a href="/progress/commitments/{{ each.id }}/">{{ each.reference }}</a> {{ each.lead_id }}</li>
{% endfor %}</ul>"""
ROUNDS = """<table>{% for each, numbers, themes in rows %}<tr><td>{{ each.meeting.starts_on|date:"D j M Y" }}</td>
<td><a href="/progress/{{ each.meeting.slug }}/">{{ each.meeting.title.en }}</a></td>
{% for number in numbers %}<td>{{ number }}</td>{% endfor %}{% for number in themes %}<td>{{ number }}</td>{% endfor %}</tr>
{% endfor %}</table>"""
GAPS = """<table>{% for each, level in rows %}<tr><td>{{ each.raised_by_id }}-{{ each.number }}</td>
<td><a href="/gaps/{{ each.id }}/">{{ each.title.en }}</a> <small>{{ each.place.code }}
{{ each.raised_by_id }} {{ each.marking }}</small></td>
<td>{{ each.owners|join:", " }}</td><td>{{ each.get_status_display }} <small>{{ each.due_on|date:"D j M Y" }}</small></td>
<td>{{ level }}</td></tr>{% endfor %}</table>"""
PLAN = """<svg>{% for each, x, width in rows %}<g class="{{ each.lead.colour }}"><title>{{ each.title.en }}</title>
<text>{{ each.phase.number }}.{{ each.number }}</text><text>{{ each.lead_id }}</text><rect x="{{ x }}" width="{{ width }}"/></g>
{% endfor %}</svg><table>{% for each, x, width in rows %}<tr>
<td>{{ each.phase.number }}.{{ each.number }} <b>{{ each.title.en }}</b> <small>{{ each.place.names.GTM }}</small></td>
<td><abbr class="{{ each.lead.colour }}" title="{{ each.lead.name.en }}">{{ each.lead_id }}</abbr></td>
<td>{{ each.starts_on|date:"D j M Y" }}</td><td>{{ each.ends_on|date:"D j M Y" }}</td><td>{{ each.days }} days</td>
<td>{% for link in each.after %}{{ link.before.phase.number }}.{{ link.before.number }}{{ link.kind }}{{ link.lag }}
{% endfor %}</td>
<td>{% if each.item %}<a href="/actions/{{ each.item.id }}/">{{ each.item.series }}-{{ each.item.number }}</a>
{{ each.item.status }} {{ each.item.due_on }}{% endif %}</td></tr>{% endfor %}</table>"""
ENGINE = Engine()


SCHEMA = "bare"
SESSIONS = "django.contrib.sessions.backends.db"
BACKEND = "django.contrib.auth.backends.ModelBackend"
# What the bare pages read.
MODELS = (
    Session, User, Delegation, Meeting, Statement, Theme, Commitment, ActionItem, ItemStep, ItemReport, ItemDependency,
    ReportingRound, ProgressReport, PartnerRating, JointRating, Place, Gap, Rating, RatingRound,
    Plan, PlanVersion, PlanPhase, PlanTask, TaskLink, TaskTaken,
)  # fmt: skip


def lay(superuser: str, person: User) -> None:
    """Copy what the person may read to tables of the same names and indexes behind which no wall stands."""
    with psycopg.connect(superuser, autocommit=True) as owner:
        owner.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        owner.execute(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION portal_app")
        # Django's own sessions, which the portal does not use.
        owner.execute("GRANT SELECT ON django_session TO portal_app")
    with reading_as(person.reader), connection.cursor() as cursor:
        for name in _tables():
            cursor.execute(f"CREATE TABLE {SCHEMA}.{name} (LIKE public.{name} INCLUDING INDEXES INCLUDING DEFAULTS)")
            cursor.execute(f"INSERT INTO {SCHEMA}.{name} SELECT * FROM public.{name}")
    with psycopg.connect(superuser, autocommit=True) as owner:
        for name in _tables():
            owner.execute(f"VACUUM ANALYZE {SCHEMA}.{name}")


@contextmanager
def barely() -> Iterator[None]:
    """Addresses, sessions, middleware and tables are those of the bare pages."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {SCHEMA}, public")
    try:
        with override_settings(
            ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE, SESSION_ENGINE=SESSIONS, AUTHENTICATION_BACKENDS=[BACKEND]
        ):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET search_path")


def _tables() -> list[str]:
    return [model._meta.db_table for model in MODELS]


def _view(words: str, facts: Callable[[HttpRequest], dict[str, Any]]) -> Callable[[HttpRequest], HttpResponse]:
    template = ENGINE.from_string(HEAD + words + "</body></html>")

    @login_required
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render(Context(facts(request) | {"title": "Bare"})))

    return view


def _commitments(_request: HttpRequest) -> dict[str, Any]:
    """One query: the commitments with their texts, and how many action items each has."""
    items = ActionItem.objects.filter(commitment=OuterRef("pk")).order_by().values("commitment")
    items = items.annotate(all=Count("pk"), open=Count("pk", filter=Q(status__in=OPEN)))
    rows = Commitment.objects.select_related("statement").annotate(
        items=Subquery(items.values(json=JSONObject(all="all", open="open")))
    )
    return {"rows": rows.order_by("statement", "number")[:PAGE]}


def _items_with() -> Any:
    """Action items with side, owner and commitment, the steps done and not, and what they wait for."""
    steps = ItemStep.objects.filter(item=OuterRef("pk")).order_by().values("done_at")
    waits = ItemDependency.objects.filter(item=OuterRef("pk")).order_by()
    waits = waits.values(json=JSONObject(series="predecessor__series", number="predecessor__number"))
    rows = ActionItem.objects.select_related("delegation", "assignee", "commitment")
    return rows.annotate(ticks=ArraySubquery(steps), waits=ArraySubquery(waits)).order_by("due_on", "series", "number")


def _items(request: HttpRequest) -> dict[str, Any]:
    """One query: the open items of a side and in a state, as far as asked for, with their last reports."""
    reports = ItemReport.objects.filter(item=OuterRef("pk"), taken_back_at=None).order_by("-at").values("standing")
    rows = _items_with().filter(status__in=OPEN).annotate(said=ArraySubquery(reports[:REPORTS]))
    asked = {"delegation": request.GET.get("side"), "status": request.GET.get("state")}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return {"rows": _days(rows[:PAGE])}


def _board(_request: HttpRequest) -> dict[str, Any]:
    """Two queries: the first of each open state, and how many each has."""
    rows = _items_with()
    first, *rest = [rows.filter(status=state)[:MOST_CARDS].values("pk") for state in OPEN]
    found = rows.filter(pk__in=first.union(*rest, all=True))
    numbers = ActionItem.objects.order_by().values_list("status").annotate(Count("pk"))
    return {"rows": _days(found), "numbers": numbers}


def _days(rows: Any) -> list[tuple[ActionItem, int]]:
    today = timezone.localdate()
    return [(each, (each.due_on - today).days) for each in rows]


def _scorecard(_request: HttpRequest) -> dict[str, Any]:
    """Two queries, after that for the round: its commitments, and their last reports with what was said to them."""
    asked = ReportingRound.objects.select_related("meeting").order_by("-meeting__starts_at")[0]
    led = list(Commitment.objects.filter(statement__kind="list").order_by("statement", "number")[: PAGE + MOST_MISSING])
    ratings = PartnerRating.objects.filter(report=OuterRef("pk")).order_by("number")
    joint = JointRating.objects.filter(report=OuterRef("pk")).order_by("-number").values("completion")
    last = ProgressReport.objects.filter(commitment__in=[each.pk for each in led], at__lte=asked.meeting.ends_at)
    last = (
        last.order_by("commitment", "-at", "-number")
        .distinct("commitment")
        .annotate(
            said=ArraySubquery(ratings.values(json=JSONObject(side="delegation_id", completion="completion"))),
            agreed=Subquery(joint[:1]),
        )
    )
    said = {each.commitment_id: each for each in last}
    rows = []
    for each in led[:PAGE]:
        report = said.get(each.pk)
        views = {rating["side"]: rating["completion"] for rating in report.said} if report else {}
        if report:
            views[report.delegation_id] = report.completion
        agreed = report.agreed if report else ""
        rows.append((each, report, [views.get(side, "") for side in asked.meeting.delegations], agreed))
    return {"rows": rows, "missing": led[PAGE:]}


def _rounds(_request: HttpRequest) -> dict[str, Any]:
    """Two queries, after that for the themes: the rounds, and what their reports say, of which themes they are."""
    rounds = list(ReportingRound.objects.select_related("meeting").order_by("-meeting__starts_at")[:10])
    themes, reports = list(Theme.objects.all()), ProgressReport.objects.filter(round__in=[each.pk for each in rounds])
    said: Counter[Any] = Counter()
    rows = reports.order_by().values_list("round", "commitment__theme", "completion").annotate(Count("pk"))
    for key, theme, completion, count in rows:
        said[key, completion] += count
        said[key, theme] += count
    kinds, places = [*Completion.values], [None, *(theme.pk for theme in themes)]
    return {
        "rows": [(each, *([said[each.pk, name] for name in names] for names in (kinds, places))) for each in rounds]
    }


def _gaps(_request: HttpRequest) -> dict[str, Any]:
    """One query: the gaps of a page, each with its highest rating."""
    highest = Rating.objects.filter(gap=OuterRef("pk")).order_by("-round__number", "-level").values("level")
    rows = Gap.objects.select_related("place").annotate(level=Subquery(highest[:1])).order_by("raised_by", "number")
    return {"rows": [(each, each.level) for each in rows[:PAGE]]}


def _plan(request: HttpRequest) -> dict[str, Any]:
    """Two queries: the tasks of a version with the items of those that were taken over, and what each waits for."""
    taken = TaskTaken.objects.filter(plan=OuterRef("version__plan"), anchor=OuterRef("anchor"))
    facts = {name: f"item__{name}" for name in ("id", "series", "number", "status", "due_on")}
    tasks = PlanTask.objects.filter(version=request.GET["version"]).select_related("phase", "place", "lead")
    tasks = tasks.annotate(item=Subquery(taken.values(json=JSONObject(**facts)))).order_by("phase__number", "number")
    found = {each.pk: each for each in tasks}
    for each in found.values():
        each.after, each.ends_on = [], each.starts_on + timedelta(days=each.days)
    for link in TaskLink.objects.filter(version=request.GET["version"]):
        link.before = found[link.before_id]
        found[link.after_id].after.append(link)
    first = min((each.starts_on for each in found.values()), default=timezone.localdate())
    return {"rows": [(each, (each.starts_on - first).days, each.days) for each in found.values()]}


urlpatterns = [
    path("commitments/", _view(COMMITMENTS, _commitments)),
    path("actions/", _view(ITEMS, _items)),
    path("board/", _view(BOARD, _board)),
    path("scorecard/", _view(SCORECARD, _scorecard)),
    path("gaps/", _view(GAPS, _gaps)),
    path("plan/", _view(PLAN, _plan)),
    path("rounds/", _view(ROUNDS, _rounds)),
]
