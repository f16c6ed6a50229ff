"""`python -m tests.benchmarks [--quick] [--only WORD] [--json FILE]`: start everything, measure, print, stop.

It measures and does not judge: it ends with 0 unless something cannot be measured.
"""

import argparse
import signal
import sys
from pathlib import Path

import django

from portal.embedded.postgres import ServerFailed
from tests.benchmarks import effort, load, report
from tests.benchmarks.servers import prepared_database
from tests.benchmarks.targets import Failed


def read_command() -> argparse.Namespace:
    """`quick`, `only` (a word), `json` (a file or None)."""
    reader = argparse.ArgumentParser(prog="make bench", description="Measure the main pages against two floors.")
    reader.add_argument("--quick", action="store_true", help="one round of one second: does everything answer?")
    reader.add_argument("--only", default="", metavar="WORD", help="the floors, and the pages with WORD in their name")
    reader.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")
    return reader.parse_args()


def run(command: argparse.Namespace) -> None:
    """One whole run: what it starts has ended when it returns."""
    print("  starting PostgreSQL and Redis", flush=True)
    with prepared_database() as prepared:
        django.setup()
        # The settings are read from here on.
        from tests.benchmarks.goals import goals
        from tests.benchmarks.measuring import Plan, measure

        rounds, seconds = (1, 1) if command.quick else (5, 2)
        found = measure(Plan(rounds, seconds, command.only), prepared)
    reached = list(goals(found.samples, found.weights))
    print("\n" + report.speed_table(found.names, found.samples, found.queries))
    print("\n" + report.wire_table(found.weights))
    print("\n" + report.goal_list(reached))
    if command.json:
        report.write_json(command.json, found.samples, found.queries, found.weights, reached)


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
        run(command)
    except (Failed, ServerFailed) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
