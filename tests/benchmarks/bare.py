"""The bare pages beside those of the working group: the same rows in the same columns, as Django's own tutorial would make them.

Each is asked for as the portal's page is, by the same person: session, person, the rows as models with what stands behind them,
a template of its own. Nothing is remembered and nothing kept; what a page shows beside its rows is left out.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path
from django.utils import timezone

from meetings.agendas.models import Theme
from portal.core.pagination import PAGE
from portal.core.reader import reading_as
from workinggroup.actionitems.boarding import MOST as MOST_CARDS
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import OPEN
from workinggroup.commitments.models import Commitment
from workinggroup.gaps.models import Gap, Rating
from workinggroup.progress.models import ProgressReport, ReportingRound
from workinggroup.progress.scorecard import MOST_MISSING
from workinggroup.progress.states import Completion

# As a project has them that does nothing but sign people in.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
HEAD = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>"""
COMMITMENTS = """<table>{% for each, items in rows %}<tr><td>{{ each.reference }}</td>
<td><a href="/commitments/{{ each.id }}/">{{ each.quote.en }}</a> <small>{{ each.statement.title.en }}</small></td>
<td>{{ each.strength }}</td><td>{{ each.lead_id }}</td><td>{{ each.supporting|join:", " }}</td>
<td>{{ each.due_on|date:"D j M Y" }}</td><td>{{ items }}</td></tr>{% endfor %}</table>"""
ITEMS = """<table>{% for each, days in rows %}<tr>
<td><input type="checkbox" name="items" value="{{ each.id }}"> {{ each.reference }}</td>
<td><a href="/actions/{{ each.id }}/">{{ each.title }}</a> <small>{{ each.commitment.reference }}</small>
{% for step in each.steps.all %}<i>{{ step.text }}</i>{% endfor %}
{% for wait in each.dependencies.all %}<i>{{ wait.predecessor.reference }}</i>{% endfor %}</td>
<td><abbr class="{{ each.delegation.colour }}" title="{{ each.delegation.name.en }}">{{ each.delegation_id }}</abbr></td>
<td>{% if each.assignee %}{{ each.assignee.name }}{% else %}<b>Nobody yet</b>{% endif %}</td>
<td>{{ each.due_on|date:"D j M Y" }}</td><td>{% if days < 0 %}<b>{{ days }} days</b>{% else %}{{ days }} days{% endif %}</td>
<td>{% for report in each.reports.all %}<i class="{{ report.standing }}">{{ report.get_standing_display }}</i>{% endfor %}</td>
</tr>{% endfor %}</table>"""
BOARD = """<p>{% for state, number in numbers %}{{ state }} {{ number }} {% endfor %}</p>
<ul>{% for each, days in rows %}<li><a href="/actions/{{ each.id }}/">{{ each.title }}</a> {{ each.reference }} {{ each.status }}
{% if each.assignee %}{{ each.assignee.name }}{% else %}<b>Nobody yet</b>{% endif %}
{% for step in each.steps.all %}<i>{{ step.text }}</i>{% endfor %}
{% for wait in each.dependencies.all %}<i>{{ wait.predecessor.reference }}</i>{% endfor %}
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
ENGINE = Engine()


def _view(words: str, facts: Callable[[HttpRequest], dict[str, Any]]) -> Callable[[HttpRequest], HttpResponse]:
    template = ENGINE.from_string(HEAD + words + "</body></html>")

    @login_required
    def view(request: HttpRequest) -> HttpResponse:
        with reading_as(request.user.reader):  # type: ignore[union-attr]
            return HttpResponse(template.render(Context(facts(request) | {"title": "Bare"})))

    return view


def _commitments(request: HttpRequest) -> dict[str, Any]:
    """Four queries with session and person."""
    rows = list(Commitment.objects.select_related("statement").order_by("statement", "number")[:PAGE])
    items = ActionItem.objects.filter(commitment__in=rows).values_list("commitment").annotate(Count("pk"))
    counted = dict(items)
    return {"rows": [(each, counted.get(each.pk, 0)) for each in rows]}


def _items(request: HttpRequest) -> dict[str, Any]:
    """Six queries with session and person."""
    rows = ActionItem.objects.filter(status__in=OPEN).select_related("delegation", "assignee", "commitment")
    rows = rows.prefetch_related("steps", "reports", "dependencies__predecessor").order_by("due_on", "series", "number")
    today = timezone.localdate()
    return {"rows": [(each, (each.due_on - today).days) for each in rows[:PAGE]]}


def _board(request: HttpRequest) -> dict[str, Any]:
    """Five queries with session and person: the first of each open state."""
    rows = ActionItem.objects.select_related("delegation", "assignee").prefetch_related(
        "steps", "dependencies__predecessor"
    )
    today = timezone.localdate()
    found = [
        each for state in OPEN for each in rows.filter(status=state).order_by("due_on", "series", "number")[:MOST_CARDS]
    ]
    numbers = ActionItem.objects.order_by().values_list("status").annotate(Count("pk"))
    return {"rows": [(each, (each.due_on - today).days) for each in found], "numbers": list(numbers)}


def _scorecard(request: HttpRequest) -> dict[str, Any]:
    """Nine queries with session and person: the round, its commitments, their last reports with all that was said to them."""
    asked = ReportingRound.objects.select_related("meeting").order_by("-meeting__starts_at")[0]
    led = list(Commitment.objects.filter(statement__kind="list").order_by("statement", "number")[: PAGE + MOST_MISSING])
    last = ProgressReport.objects.filter(commitment__in=led, at__lte=asked.meeting.ends_at)
    last = last.order_by("commitment", "-at", "-number").distinct("commitment")
    said = {each.commitment_id: each for each in last.prefetch_related("ratings", "joint_ratings__answers")}
    rows = []
    for each in led[:PAGE]:
        report = said.get(each.pk)
        views = {rating.delegation_id: rating.completion for rating in report.ratings.all()} if report else {}
        joint = [joint.completion for joint in report.joint_ratings.all()] if report else []
        if report:
            views[report.delegation_id] = report.completion
        rows.append((each, report, [views.get(side, "") for side in asked.meeting.delegations], "".join(joint[-1:])))
    return {"rows": rows, "missing": led[PAGE:]}


def _rounds(request: HttpRequest) -> dict[str, Any]:
    """Five queries with session and person: of each round what its reports say, and of which themes they are."""
    rounds = list(ReportingRound.objects.select_related("meeting").order_by("-meeting__starts_at")[:10])
    themes, reports = list(Theme.objects.all()), ProgressReport.objects.filter(round__in=rounds)
    said: Counter[Any] = Counter()
    for key, theme, completion, count in reports.values_list("round", "commitment__theme", "completion").annotate(
        Count("pk")
    ):
        said[key, completion] += count
        said[key, theme] += count
    kinds, places = [*Completion.values], [None, *(theme.pk for theme in themes)]
    return {
        "rows": [(each, *([said[each.pk, name] for name in names] for names in (kinds, places))) for each in rounds]
    }


def _gaps(request: HttpRequest) -> dict[str, Any]:
    """Four queries with session and person: the gaps of a page, and their ratings."""
    rows = list(Gap.objects.select_related("place").order_by("raised_by", "number")[:PAGE])
    said = Rating.objects.filter(gap__in=rows).order_by("round__number", "level").values_list("gap", "level")
    levels = dict(said)
    return {"rows": [(each, levels.get(each.pk, "")) for each in rows]}


urlpatterns = [
    path("commitments/", _view(COMMITMENTS, _commitments)),
    path("actions/", _view(ITEMS, _items)),
    path("board/", _view(BOARD, _board)),
    path("scorecard/", _view(SCORECARD, _scorecard)),
    path("gaps/", _view(GAPS, _gaps)),
    path("rounds/", _view(ROUNDS, _rounds)),
]
