"""The order of a run, once the database is there: fill, copy, serve, check, count, weigh, load in rounds."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as BareSessions
from django.db import connections
from django.urls import reverse

from tests.benchmarks import servers
from tests.benchmarks.counting import ask_inside, queries_of
from tests.benchmarks.goals import Samples, grounds_of
from tests.benchmarks.lists import PREVIEW, preview_seconds
from tests.benchmarks.load import Sample, burst
from tests.benchmarks.papers import SCRIPTS, script_ratios
from tests.benchmarks.seeding import Seeded, seed, signed_in
from tests.benchmarks.servers import Prepared
from tests.benchmarks.shown import read_shown
from tests.benchmarks.targets import (
    AGENDAS,
    GROWN,
    RELEASE,
    TABLE,
    Asker,
    Failed,
    Target,
    check,
    edit_pages,
    floors,
    held_now,
    item_views,
    main_pages,
    other_answers,
    public_answers,
    text_answers,
    variants,
)
from tests.benchmarks.wire import Weight, weigh

CONCURRENCIES = (1, 16)
GROWTH = "tests.benchmarks.growth"


@dataclass(frozen=True)
class Plan:
    """How much to measure: `rounds` bursts of `seconds` for each page, and only pages whose name holds a word of `only`.

    `growth` measures the pages that `growth` names over a hundred times the data, too.
    """

    rounds: int
    seconds: int
    only: tuple[str, ...] = ()
    growth: bool = False

    def wants(self, name: str) -> bool:
        return not self.only or any(word in name for word in self.only)


@dataclass
class Findings:
    """What was found so far: `names` in the order to print; samples of every round; queries and weights by name.

    `scripts` are the ratios of `papers`, `previews` the seconds of `lists`. `failures` are sentences: what did not answer
    twice in a row.
    """

    names: list[str] = field(default_factory=list)
    samples: Samples = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    scripts: list[float] = field(default_factory=list)
    previews: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Askers:
    """The same portal asked by several people, by name; the floors by one; the portal over the grown data, if any.

    `public` is the address of the released text, `file` that of a static file with the same content.
    """

    portal: dict[str, Asker]
    floor: Asker
    grown: dict[str, Asker]
    public: str
    file: str


def measure(plan: Plan, prepared: Prepared, found: Findings, keep: Callable[[], None]) -> None:
    """Everything from an empty database to the figures, put into `found`; `keep` is called when some more are there."""
    print("  seeding", flush=True)
    seeded = seed()
    with serving(plan, prepared, seeded) as askers:
        pages, targets = targets_of(plan, seeded, askers)
        found.names = [target.name if isinstance(target, Target) else target for target in targets]
        asked = [target for target in targets if isinstance(target, Target)]
        asked = [target for target in asked if _answers(target, found)]
        for target in asked:
            if target.server == askers.portal["person"].server:
                _count(target, found)
        connections.close_all()
        found.weights |= {page.name: weigh(page) for page in pages if page in asked}
        if plan.wants(SCRIPTS):
            found.scripts += script_ratios(plan.rounds)
        if plan.wants(PREVIEW):
            path = reverse("participants:import", args=[seeded.agendas[AGENDAS[0]]])
            found.previews += preview_seconds(askers.portal["person"].target(PREVIEW, path), plan.rounds)
        keep()
        in_rounds(plan, asked, prepared.process, found, keep)


def targets_of(plan: Plan, seeded: Seeded, askers: Askers) -> tuple[list[Target], list[Target | str]]:
    """The pages wanted that a browser loads, and everything to measure in order: floors first, as far as something is weighed
    on them."""
    portal, secretariat = askers.portal["person"], askers.portal["secretariat"]
    pages = [page for page in main_pages(portal, seeded.agendas, seeded.statement) if plan.wants(page.name)]
    others = edit_pages(secretariat, seeded.agendas) + other_answers(portal, seeded.agendas[AGENDAS[0]])
    others += item_views(portal)
    others += text_answers(portal, seeded.negotiated)
    others += public_answers(portal, askers.public, askers.file)
    grown = list(_grown_pages(plan, askers))
    all_others = [*others, *main_pages(portal, seeded.agendas, seeded.statement)]
    texts = [each.plain for each in others if each.name in {TABLE}]
    others = [each for each in [*others, *texts] if plan.wants(each.name)]
    chosen: list[Target | str] = [*variants(pages), *others, *grown]
    if not chosen:
        raise Failed(f"No page has {' or '.join(plan.only)} in its name.")
    names = {each.name for each in chosen if isinstance(each, Target)}
    wanted = grounds_of(names)
    bare = [each for each in floors(askers.floor, seeded.agendas) if not plan.only or each.name in wanted]
    also = [each for each in all_others if each.name in wanted - names]
    weighed = [*pages, *(each for each in others if each.name == RELEASE)]
    return weighed, [*bare, *also, *chosen]


def _grown_pages(plan: Plan, askers: Askers) -> Iterator[Target]:
    """Each page of `growth.PAGES` (name, address, who asks) as it is, and over the grown data."""
    if not plan.growth:
        return
    for name, path, who in importlib.import_module(GROWTH).PAGES:
        label = f"{name}, by {who}"
        if plan.wants(label):
            yield askers.portal[who].target(label, path)
            yield askers.grown[who].target(GROWN.format(label), path)


def _answers(target: Target, found: Findings) -> bool:
    """Whether a target answers as it must; what does not is noted and not measured."""
    try:
        check(target)
    except (Failed, OSError) as error:
        _note(found, str(error))
        return False
    return True


def _count(target: Target, found: Findings) -> None:
    try:
        found.queries[target.name] = queries_of(target)
    except Failed as error:
        _note(found, str(error))


@contextmanager
def serving(plan: Plan, prepared: Prepared, seeded: Seeded) -> Iterator[Askers]:
    """The portal and the floors, each on a server of its own, and the same people signed in."""
    backend = settings.AUTHENTICATION_BACKENDS[0]
    keys = {name: signed_in(person, backend) for name, person in seeded.people.items()}
    connections.close_all()
    floor_port, paper = servers.free_port(), str(servers.keep_paper(seeded.paper))
    with ExitStack() as stack:
        grown = stack.enter_context(_grown(prepared, keys)) if plan.growth else {}
        public = reverse("release:public", args=[seeded.released])
        file = stack.enter_context(servers.laid_file(ask_inside(public)))
        web = servers.running_web("portal", "portal.wsgi:application", prepared.port, "/healthz")
        portal = _askers(prepared.port, stack.enter_context(web), keys)
        person = portal["person"]
        texts = {each.name: each for each in text_answers(person, seeded.negotiated)}
        pages = {each.name: each for each in main_pages(person, seeded.agendas, seeded.statement)}
        servers.lay_floor(prepared.superuser, read_shown(pages | texts), seeded.people["person"].code)
        bare_key = signed_in(seeded.people["person"], "django.contrib.auth.backends.ModelBackend", BareSessions)
        connections.close_all()
        application = "tests.benchmarks.floor.wsgi:application"
        bare = servers.running_web("floor", application, floor_port, "/hello/", BENCH_PAPER=paper)
        floor = Asker(f"http://localhost:{floor_port}", stack.enter_context(bare), f"sessionid={bare_key}")
        yield Askers(portal, floor, grown, public, file)


@contextmanager
def _grown(prepared: Prepared, keys: dict[str, str]) -> Iterator[dict[str, Asker]]:
    """The portal once more, over a copy of the database in which everything is there a hundred times."""
    with servers.copied_database(prepared.superuser) as address:
        print("  growing", flush=True)
        port, variables = servers.free_port(), {"DATABASE_URL": address}
        subprocess.run([sys.executable, "-m", GROWTH], env=os.environ | variables, cwd=servers.ROOT, check=True)
        with servers.running_web("grown", "portal.wsgi:application", port, "/healthz", **variables) as process:
            yield _askers(port, process, keys)


def _askers(port: int, server: int, keys: dict[str, str]) -> dict[str, Asker]:
    root, cookie = f"http://localhost:{port}", settings.SESSION_COOKIE_NAME
    return {name: Asker(root, server, f"{cookie}={key}").with_cookies() for name, key in keys.items()}


def in_rounds(
    plan: Plan, targets: list[Target], database: int | None, found: Findings, keep: Callable[[], None]
) -> None:
    """Load every target in turn, `rounds` times over, so that what disturbs the machine disturbs all of them."""
    if plan.rounds > 1:
        print("  warming up", flush=True)
        for target in targets:
            _sample(target, max(CONCURRENCIES), 1, None, found)
    for number in range(plan.rounds):
        print(f"  round {number + 1} of {plan.rounds}", flush=True)
        for concurrency in CONCURRENCIES:
            for target in targets:
                sample = _sample(target, concurrency, plan.seconds, database, found)
                found.samples.setdefault((target.name, concurrency), []).append(sample)
        keep()


def _sample(target: Target, concurrency: int, seconds: int, database: int | None, found: Findings) -> Sample | None:
    """One burst; a failed one is asked again, and said when it fails again."""
    for _ in range(2):
        try:
            return burst(held_now(target), concurrency=concurrency, seconds=seconds, database=database)
        except Failed as error:
            failure = str(error)
    _note(found, failure)
    return None


def _note(found: Findings, failure: str) -> None:
    print(f"  {failure}", flush=True)
    found.failures.append(failure)
