"""The order of a run, once the database is there: fill, serve, check, count, weigh, load in rounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connections

from tests.benchmarks import servers
from tests.benchmarks.counting import queries_of
from tests.benchmarks.goals import Samples
from tests.benchmarks.load import burst
from tests.benchmarks.seeding import Seeded, seed, signed_in
from tests.benchmarks.servers import Prepared
from tests.benchmarks.targets import (
    AGENDAS,
    Asker,
    Failed,
    Target,
    check,
    floors,
    main_pages,
    other_answers,
    text_answers,
    variants,
)
from tests.benchmarks.wire import Weight, weigh

CONCURRENCIES = (1, 16)


@dataclass(frozen=True)
class Plan:
    """How much to measure: `rounds` bursts of `seconds` for each page, and only pages whose name holds `only`."""

    rounds: int
    seconds: int
    only: str = ""


@dataclass(frozen=True)
class Findings:
    """What was found: `names` in the order to print; samples of every round; queries and weights by name."""

    names: list[str]
    samples: Samples
    queries: dict[str, int]
    weights: dict[str, Weight]


def measure(plan: Plan, prepared: Prepared) -> Findings:
    """Everything from an empty database to the figures; raises `Failed` when a page does not answer."""
    print("  seeding", flush=True)
    seeded = seed()
    servers.lay_floor(prepared.superuser)
    with serving(prepared, seeded) as (portal, floor):
        pages = [page for page in main_pages(portal, seeded.agendas, seeded.statement) if plan.only in page.name]
        others = other_answers(portal, seeded.agendas[AGENDAS[0]]) + text_answers(portal, seeded.negotiated)
        others = [each for each in others if plan.only in each.name]
        if not pages and not others:
            raise Failed(f"No main page has {plan.only} in its name.")
        for target in (*pages, *others):
            check(target)
        asked = [*floors(floor, seeded.agendas), *variants(pages), *others]
        queries = {target.name: queries_of(target) for target in (*pages, *others)}
        connections.close_all()
        weights = {page.name: weigh(page) for page in pages}
        targets = [target for target in asked if isinstance(target, Target)]
        samples = in_rounds(plan, targets, prepared.process)
    names = [target.name if isinstance(target, Target) else target for target in asked]
    return Findings(names, samples, queries, weights)


@contextmanager
def serving(prepared: Prepared, seeded: Seeded) -> Iterator[tuple[Asker, Asker]]:
    """The portal and the floors, each on a server of its own, and the same person signed in to both."""
    key = signed_in(seeded.person, settings.AUTHENTICATION_BACKENDS[0])
    bare_key = signed_in(seeded.person, "django.contrib.auth.backends.ModelBackend")
    floor_port, paper = servers.free_port(), str(servers.keep_paper(seeded.paper))
    with (
        servers.running_web("portal", "portal.wsgi:application", prepared.port, "/healthz") as portal,
        servers.running_web(
            "floor", "tests.benchmarks.floor.wsgi:application", floor_port, "/hello/", BENCH_PAPER=paper
        ) as floor,
    ):
        asker = Asker(f"http://localhost:{prepared.port}", portal, f"{settings.SESSION_COOKIE_NAME}={key}")
        yield asker.with_cookies(), Asker(f"http://localhost:{floor_port}", floor, f"sessionid={bare_key}")


def in_rounds(plan: Plan, targets: list[Target], database: int | None) -> Samples:
    """Load every target in turn, `rounds` times over, so that what disturbs the machine disturbs all of them."""
    samples: Samples = {}
    if plan.rounds > 1:
        print("  warming up", flush=True)
        for target in targets:
            burst(target, concurrency=max(CONCURRENCIES), seconds=1, database=None)
    for number in range(plan.rounds):
        print(f"  round {number + 1} of {plan.rounds}", flush=True)
        for concurrency in CONCURRENCIES:
            for target in targets:
                sample = burst(target, concurrency=concurrency, seconds=plan.seconds, database=database)
                samples.setdefault((target.name, concurrency), []).append(sample)
    for target in targets:
        check(target)
    return samples
