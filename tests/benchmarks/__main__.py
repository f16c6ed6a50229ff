"""`python -m tests.benchmarks [--quick] [--only WORDS] [--growth] [--json FILE]`, or one of `--reminding`, `--changing`,
`--following`, `--flowing`, `--operating`: start, measure, print, stop.

It measures and does not judge: it ends with 0 unless something cannot be measured. A page that fails is asked again, and
said when it fails again. The figures are written after each round, and printed also when the run is interrupted.
"""

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

from portal.embedded import places
from portal.embedded.postgres import ServerFailed
from tests.benchmarks import effort, load, report
from tests.benchmarks.memory import demo_memory
from tests.benchmarks.servers import prepared_database
from tests.benchmarks.targets import Failed

if TYPE_CHECKING:
    from tests.benchmarks.goals import Goal
    from tests.benchmarks.measuring import Findings


def read_command() -> argparse.Namespace:
    """`quick`, `rounds`, `seconds`, `only` (words), `growth`, `memory` (a folder or None), `json` (a file)."""
    reader = argparse.ArgumentParser(prog="make bench", description="Measure the main pages against two floors.")
    reader.add_argument("--quick", action="store_true", help="one round of one second: does everything answer?")
    reader.add_argument("--rounds", type=int, default=5, help="how often each page is measured (5)")
    reader.add_argument("--seconds", type=int, default=2, help="how long each time (2)")
    words = "only the pages with one of the words in their name, and their floors; words are separated by commas"
    reader.add_argument("--only", default="", metavar="WORDS", help=words)
    reader.add_argument("--growth", action="store_true", help="also the lists over a hundred times the data")
    words = "instead: what planning reminders and sending digests cost (needs Postfix's smtp-sink)"
    reader.add_argument("--reminding", action="store_true", help=words)
    words = "instead: what changing 500 action items at once costs"
    reader.add_argument("--changing", action="store_true", help=words)
    words = "instead: what register, scorecard, list of action items and pack cost when there is much"
    reader.add_argument("--following", action="store_true", help=words)
    words = "instead: what bringing in, protecting and reading figures of migration flows costs"
    reader.add_argument("--flowing", action="store_true", help=words)
    words = "instead: what gaps, plans and papers of them cost when there is much"
    reader.add_argument("--operating", action="store_true", help=words)
    words = "instead: the memory of this checkout's demo, and of FOLDER's beside it; `make demo` has prepared both"
    reader.add_argument("--memory", nargs="*", type=Path, metavar="FOLDER", help=words)
    words = "write the figures to FILE after each round (var/bench.json)"
    reader.add_argument("--json", type=Path, default=places.var() / "bench.json", metavar="FILE", help=words)
    return reader.parse_args()


def run(command: argparse.Namespace) -> None:
    """One whole run: what it starts has ended when it returns. What was measured is told, however it ends."""
    print("  starting PostgreSQL and Redis", flush=True)
    with prepared_database() as prepared:
        django.setup()
        # The settings are read from here on.
        from tests.benchmarks.goals import goals
        from tests.benchmarks.measuring import Findings, Plan, measure

        rounds, seconds = (1, 1) if command.quick else (command.rounds, command.seconds)
        only = tuple(filter(None, (word.strip() for word in command.only.split(","))))
        found = Findings()

        def keep() -> None:
            report.write_json(
                command.json,
                samples=found.samples,
                queries=found.queries,
                weights=found.weights,
                goals=list(goals(found.samples, found.weights, found.scripts, found.previews)),
                failures=found.failures,
            )

        try:
            measure(Plan(rounds, seconds, only, command.growth), prepared, found, keep)
        finally:
            if found.samples:
                tell(found, list(goals(found.samples, found.weights, found.scripts, found.previews)))
                print(f"\n  the figures are in {command.json}", flush=True)


def weigh_reminding() -> None:
    """Print what reminders cost."""
    with prepared_database() as prepared:
        django.setup()
        from tests.benchmarks.reminding import tell, weigh

        print("\n" + tell(weigh(prepared)))


def weigh_changing() -> None:
    """Print what a change of many action items costs."""
    with prepared_database() as prepared:
        django.setup()
        from tests.benchmarks.changing import tell, weigh

        print("\n" + tell(weigh(prepared)))


def weigh_following() -> None:
    """Print what the pages of the working group cost when there is much."""
    with prepared_database() as prepared:
        django.setup()
        from tests.benchmarks.following import tell, weigh

        print("\n" + tell(weigh(prepared)))


def weigh_flowing() -> None:
    """Print what figures of migration flows cost."""
    with prepared_database() as prepared:
        django.setup()
        from tests.benchmarks.flowing import tell, weigh

        print("\n" + tell(weigh(prepared)))


def weigh_operating() -> None:
    """Print what gaps, plans and papers of them cost when there is much."""
    with prepared_database() as prepared:
        django.setup()
        from tests.benchmarks.operating import tell, weigh

        print("\n" + tell(weigh(prepared)))


def weigh_demos(folders: list[Path]) -> None:
    """Print what the demos of these checkouts hold, and how many times as much ours holds."""
    found = [demo_memory(root) for root in (places.ROOT, *folders)]
    print("\n" + report.memory_table([places.ROOT, *folders], found))


def tell(found: "Findings", reached: "list[Goal]") -> None:
    """Print every table."""
    tables = [
        report.speed_table(found.names, found.samples, found.queries),
        report.wire_table(found.weights),
        report.goal_list(reached),
        report.failure_list(found.failures),
    ]
    print("\n" + "\n\n".join(filter(None, tables)), flush=True)


def stop(*_: object) -> None:
    # A second signal must not interrupt the orderly stop.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit("\n  stopped")


def main() -> None:
    command = read_command()
    if not load.can_load():
        print("The benchmark needs wrk, which is not installed: apt install wrk, or brew install wrk.")
        return
    if not effort.can_tell():
        print("The benchmark needs Linux, which tells how long each process has worked.")
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        if command.reminding:
            weigh_reminding()
        elif command.changing:
            weigh_changing()
        elif command.following:
            weigh_following()
        elif command.flowing:
            weigh_flowing()
        elif command.operating:
            weigh_operating()
        elif command.memory is None:
            run(command)
        else:
            weigh_demos(command.memory)
    except (Failed, ServerFailed) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
