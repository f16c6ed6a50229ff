"""What gaps, plans and papers of them cost when there is much: `make bench ARGS=--operating`.

The register over 100 and 2,000 gaps, the timeline of a plan over 40 and 400 tasks, asked for inside this process by a
delegation's coordinator, each beside a bare page of the same rows; the matrix and the schedule beside their pages; a paper from
which half is withheld beside the whole, and the gate over ten times the text. All are ratios within one run.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.core import kept
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from tests.benchmarks import growth
from tests.benchmarks.bare import lay
from tests.benchmarks.following import Cost, _commit, cost_of_page
from tests.benchmarks.planning import DRAFTER, plan_of
from tests.benchmarks.reminding import Effort
from tests.benchmarks.seeding import seed, signed_in
from tests.benchmarks.servers import Prepared
from workinggroup.commitments.models import Commitment
from workinggroup.gaps.book import make_register
from workinggroup.gaps.index import GapFilter
from workinggroup.gaps.listing import gaps_for
from workinggroup.gaps.models import Gap, Rating, RatingRound
from workinggroup.gaps.scales import scale_in_use
from workinggroup.handling.models import Grant
from workinggroup.handling.operations import write_passage
from workinggroup.handling.papers import make_paper
from workinggroup.handling.sanitising import Kind, Shown, survivors
from workinggroup.plans.models import Plan, PlanTask, PlanVersion, TaskLink
from workinggroup.plans.scheduling import Activity, Tie, schedule

FEW, MANY = 100, 2_000
# Of ratios within one run: of a bare page, and of the same page over few.
PAGE, GROWN, TIMELINE = 1.3, 1.3, 3.0
MATRIX, SCHEDULE, UNCHANGED = 0.15, 0.3, 0.5
SANITISED, GATE, BOOK = 1.5, 12.0, 25.0
# SQL queries: of any page whatever it shows, and of a register besides.
EVERY_PAGE, QUERIES = 8, 9
TASKS, PASSAGES, TIMES = (40, 400), 40, 20
READERS = ["GTM", "MEX", "USA"]


@dataclass(frozen=True)
class Ratio:
    """What one thing costs over what another does in the same run, and the most that it may be."""

    words: str
    found: float
    most: float

    def __str__(self) -> str:
        return (
            f"  {'met' if self.found <= self.most else 'NOT MET'}: {self.words} {self.found:.2f}, at most {self.most:g}"
        )


class Served(Effort):
    """Work as the web process does it, whose collector leaves alone what is loaded."""

    def of(self, work: Callable[[], Any]) -> tuple[float, Any]:
        gc.collect()
        gc.freeze()
        try:
            return super().of(work)
        finally:
            gc.unfreeze()


def weigh(prepared: Prepared) -> tuple[list[Cost], list[Ratio]]:
    """Seed, ask; returns what each page cost, and the ratios."""
    worked, now = Served(prepared), timezone.now()
    people = seed().people
    person, office = people["person"], people["secretariat"]
    costs, there = [], 0
    for count in (FEW, MANY):
        _raise(range(there, count), now)
        there = count
        growth.settle()
        lay(prepared.superuser, person)
        costs.append(cost_of_page(worked, person, f"register of {count} gaps", "/gaps/", "/gaps/"))
    register = costs[-1]
    ratios = [_matrix(worked, person, register), _register(worked, person, register, now)]
    _commit(office, 1, now)
    versions = []
    with reading_as(office.reader):
        promise = Commitment.objects.order_by("-number")[0]
    for count in TASKS:
        versions.append(plan_of(promise, count, now))
        growth.settle()
        lay(prepared.superuser, person)
        address = f"/plans/{versions[-1].plan_id}/?tab=timeline"
        costs.append(
            cost_of_page(worked, person, f"timeline of {count} tasks", address, f"/plan/?version={versions[-1].pk}")
        )
    little, large = costs[-2:]
    ratios += [
        Ratio(f"register of {MANY} gaps over its bare page", register.worked / register.bare, PAGE),
        Ratio(f"register of {MANY} over {FEW}", register.worked / costs[0].worked, GROWN),
        Ratio("queries of the register beyond those of any page", register.queries - EVERY_PAGE, QUERIES),
        Ratio(f"timeline of {TASKS[1]} tasks over its bare page", large.worked / large.bare, PAGE),
        Ratio(f"timeline of {TASKS[1]} over {TASKS[0]}", large.worked / little.worked, TIMELINE),
        Ratio("schedule over its page", _schedule(worked, versions[-1]) / large.worked, SCHEDULE),
        Ratio("unchanged plan over the whole page", _unchanged(worked, person, versions[-1]) / large.worked, UNCHANGED),
        *_papers(worked, person, large, versions[-1], now),
        _gate(worked),
    ]
    return costs, ratios


def tell(weighed: tuple[list[Cost], list[Ratio]]) -> str:
    """The costs as a table, and the ratios with their bounds."""
    lines = []
    for each in weighed[0]:
        ratio = f", {each.worked / each.bare:.2f} of its bare page's {each.bare:.1f}"
        lines.append(f"  {each.words}: {each.worked:.1f} ms of work{ratio}, {each.queries} queries")
    return "\n".join([*lines, *map(str, weighed[1])])


def _each(worked: Effort, work: Callable[[], Any], times: int = TIMES) -> float:
    """Milliseconds of one turn, the first left out."""
    work()
    return worked.of(lambda: [work() for _ in range(times)])[0] / times


def _matrix(worked: Effort, person: User, page: Cost) -> Ratio:
    """Both drawings of the matrix and the table beside it, drawn anew, over the page that keeps them."""
    with reading_as(person.reader):
        shown = gaps_for(person, asked=GapFilter.read({}), now=timezone.now()).matrix

        def draw() -> None:
            kept._made.cache_clear()
            for each in shown:
                kept.pieces("workinggroup/gaps/_matrix.html", None, [each])

        return Ratio("matrix drawn anew over its page", _each(worked, draw) / page.worked, MATRIX)


def _register(worked: Effort, person: User, page: Cost, now: datetime) -> Ratio:
    """The register as a workbook beside its page."""

    def take() -> None:
        with reading_as(person.reader), transaction.atomic():
            make_register(actor=person, now=now, asked=GapFilter())
            transaction.set_rollback(True)

    return Ratio(f"workbook of {MANY} gaps over their page", _each(worked, take, 3) / page.worked, BOOK)


def _schedule(worked: Effort, version: PlanVersion) -> float:
    with reading_as(Reader(DRAFTER)):
        tasks = {
            task.pk: Activity(task.starts_on.toordinal(), task.days)
            for task in PlanTask.objects.filter(version=version)
        }
        rows = TaskLink.objects.filter(version=version).values_list("before_id", "after_id", "kind", "lag")
        ties = [Tie(*row) for row in rows]
    return _each(worked, lambda: schedule(tasks, ties))


def _unchanged(worked: Effort, person: User, version: PlanVersion) -> float:
    """The plan asked for again by who holds it as it is."""
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = signed_in(person, settings.AUTHENTICATION_BACKENDS[0])
    address = f"/plans/{version.plan_id}/?tab=timeline"

    def ask(**held: str) -> Any:
        return client.get(address, headers=held)

    # The first page of a session notes when it began.
    ask()
    tag = ask().headers["ETag"]
    assert ask(**{"If-None-Match": tag}).status_code == 304
    return _each(worked, lambda: ask(**{"If-None-Match": tag}))


def _papers(worked: Effort, person: User, page: Cost, version: PlanVersion, now: datetime) -> list[Ratio]:
    """Papers: of a gap half of which is withheld over the same gap whole; a workbook of a plan over its page."""
    guatemala = User.objects.get(email="coordinator.gtm@demo.example")
    with reading_as(guatemala.reader):
        gap = Gap.objects.order_by("number")[0]
        for number in range(PASSAGES):
            words = [
                f"{word}{number}" for word in ("Fence", "tower", "lamp", "gate", "radio", "road") for _ in range(12)
            ]
            readers = READERS if number % 2 else ["GTM"]
            text = {"en": " ".join(words), "es": " ".join(reversed(words))}
            write_passage(whole=gap, actor=guatemala, now=now, part="evidence", text=text, readers=readers)

    def paper(whole: Any, actor: User, audience: list[str], form: str) -> Callable[[], None]:
        def make() -> None:
            with reading_as(actor.reader), transaction.atomic():
                make_paper(whole=whole, actor=actor, now=now, audience=audience, form=form)
                transaction.set_rollback(True)

        return make

    whole = _each(worked, paper(gap, guatemala, ["GTM"], "docx"), 3)
    shown = _each(worked, paper(gap, guatemala, ["USA"], "docx"), 3)
    with reading_as(person.reader):
        plan = Plan.objects.select_related("commitment", "drafted_by").get(pk=version.plan_id)
    book = _each(worked, paper(plan, person, [person.code], "xlsx"), 3)
    return [
        Ratio(f"paper of {PASSAGES} passages, half withheld, over the whole", shown / whole, SANITISED),
        Ratio(f"workbook of a plan of {TASKS[1]} tasks over its page", book / page.worked, BOOK),
    ]


def _gate(worked: Effort) -> Ratio:
    """Ten times the text of a gap against what is withheld of it."""

    def portions(count: int) -> tuple[list[dict[str, str]], list[Shown]]:
        texts = [{"en": " ".join(f"word{number}x{at} walks" for at in range(40))} for number in range(2 * count)]
        shown = [
            Shown(Kind.WHOLE, str(number), "evidence", text, "AMBER", frozenset(READERS), ("GTM",))
            for number, text in enumerate(texts[:count])
        ]
        return texts[count:], shown

    little, much = portions(20), portions(200)
    return Ratio(
        "gate of ten times the text",
        _each(worked, lambda: survivors(*much), 10) / _each(worked, lambda: survivors(*little), 10),
        GATE,
    )


def _raise(numbers: range, now: datetime) -> None:
    """Gaps of Guatemala on its own ground that all three read, rated by all."""
    with reading_as(Reader("GTM")):
        own: dict[str, Any] = {"releasable_to": ["GTM"], "editable_by": ["GTM"], "originators": ["GTM"]}
        facts = {
            "raised_by_id": "GTM",
            "owners": ["GTM"],
            "kind": "coverage",
            "created_at": now,
            "changed_at": now,
            **own,
        }
        made = [Gap(title={"en": f"Weakness {number}", "es": f"Debilidad {number}"}, **facts) for number in numbers]
        Gap.objects.bulk_create(made)
        given = {"thing_kind": "gap", "marking": "AMBER", "by": "GTM", "by_name": "A", "at": now}
        kept = {"releasable_to": ["GTM"], "editable_by": ["GTM"]}
        Grant.objects.bulk_create(
            Grant(thing=gap.pk, code=code, **given, **kept) for gap in made for code in ("MEX", "USA")
        )
        for number, gap in zip(numbers, made, strict=True):
            gap.number, gap.status, gap.raised_at, gap.ever_owners = number + 100, "raised", now, ["GTM"]
            gap.releasable_to = gap.editable_by = READERS
        Gap.objects.bulk_update(
            made, ["number", "status", "raised_at", "ever_owners", "releasable_to", "editable_by"], 500
        )
        marks = {"releasable_to": READERS, "editable_by": READERS}
        asked = {"number": 1, "moment": "current", "asked": READERS, "opened_by": "GTM", "opened_at": now}
        rounds = [RatingRound(gap=gap, reveals_at=now + timedelta(days=20), **asked, **marks) for gap in made]
        RatingRound.objects.bulk_create(rounds)
    scale = scale_in_use(now.date())
    for code in READERS:
        with reading_as(Reader(code)):
            Rating.objects.bulk_create(
                _rating(each, code, number, scale, now) for number, each in zip(numbers, rounds, strict=True)
            )


def _rating(asked: RatingRound, code: str, number: int, scale: Any, now: datetime) -> Rating:
    steps = {"threat": number % 5 + 1, "vulnerability": number // 5 % 5 + 1}
    impacts = {"safety": number // 25 % 5 + 1, "control": 1, "trade": 1, "trust": 1}
    found = scale.rate(*steps.values(), impacts.values())
    return Rating(
        gap_id=asked.gap_id, round=asked, side_id=code, moment="current", scale=scale.number, likelihood=found.likelihood,
        impact=found.impact, level=found.level, confidence="low", by_name="A", at=now, releasable_to=READERS,
        editable_by=[code], **steps, **impacts,
    )  # fmt: skip
