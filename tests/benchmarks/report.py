"""The figures as a table for people and as JSON for programs."""

import json
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.goals import Goal, Samples
from tests.benchmarks.load import middle
from tests.benchmarks.memory import Held
from tests.benchmarks.wire import Weight

WIDTH = 44
UNMEASURED = "not measured"
EACH = f"{'req/s':>8}{'median':>8}{'p95':>8}{'CPU':>8}{'PgSQL':>7}"


def speed_table(names: list[str], samples: Samples, queries: dict[str, int]) -> str:
    """One line for each page: queries, then each concurrency's medians. Times in milliseconds, CPU per request.

    CPU is the web server's, PgSQL the database's.
    """
    levels = sorted({concurrency for _name, concurrency in samples})
    heads = "".join(f" |{f'concurrency {level}':^{len(EACH)}}" for level in levels)
    lines = [f"{'':<{WIDTH}}{'':>4}{heads}", f"{'ms':<{WIDTH}}{'SQL':>4}" + f" |{EACH}" * len(levels)]
    for name in names:
        line = f"{name:<{WIDTH}}{queries.get(name, ''):>4}"
        for level in levels:
            line += " |" + _figures(samples, name, level)
        lines.append(line)
    return "\n".join(lines)


def wire_table(weights: dict[str, Weight]) -> str:
    """One line for each page: the whole first page, and the page alone."""
    lines = [f"{'compressed, with heads':<{WIDTH}}{'first page':>12}{'requests':>10}{'next page':>12}"]
    for name, weight in weights.items():
        whole, document = f"{weight.whole / 1024:.1f} KiB", f"{weight.document / 1024:.1f} KiB"
        lines.append(f"{name:<{WIDTH}}{whole:>12}{weight.requests:>10}{document:>12}")
    return "\n".join(lines)


def goal_list(goals: list[Goal]) -> str:
    """One line for each goal: what was measured, its bound and the aim, met or missed."""
    lines = []
    for goal in goals:
        measured = UNMEASURED if goal.measured is None else f"{goal.measured:.4g} {goal.unit}"
        word = "met" if goal.is_met else "missed"
        limits = f"of {goal.bound:g} ({goal.aim:g})"
        lines.append(f"{word:<7} {measured:>14}  {limits:<15} {goal.words}")
    return "\n".join(lines)


def memory_table(folders: list[Path], found: list[Held]) -> str:
    """MiB by program at rest and after use, a column for each checkout; the first against each of the others."""
    lines = []
    for words, columns in (
        ("at rest", [each.at_rest for each in found]),
        ("after use", [each.used for each in found]),
    ):
        lines.append(f"{f'MiB {words}':<{WIDTH}}" + "".join(f"{folder.name:>12}" for folder in folders))
        for name in sorted(set().union(*columns)):
            lines.append(f"{name:<{WIDTH}}" + "".join(f"{column.get(name, 0.0):>12.1f}" for column in columns))
        wholes = [sum(column.values()) for column in columns]
        lines.append(f"{'all':<{WIDTH}}" + "".join(f"{whole:>12.1f}" for whole in wholes))
        lines += [f"{'the first / this':<{WIDTH}}" + "".join(f"{wholes[0] / whole:>12.2f}" for whole in wholes), ""]
    return "\n".join(lines)


def failure_list(failures: list[str]) -> str:
    """What did not answer twice in a row, each once."""
    return "\n".join(["Failed, and failed again:", *dict.fromkeys(failures)]) if failures else ""


def write_json(
    file: Path,
    *,
    samples: Samples,
    queries: dict[str, int],
    weights: dict[str, Weight],
    goals: list[Goal],
    failures: list[str],
) -> None:
    """The same figures: milliseconds, requests per second, bytes, ratios. The file is whole at every moment."""
    told = {
        "failures": failures,
        "samples": [
            {"page": name, "concurrency": level, "rounds": [asdict(each) if each else None for each in rounds]}
            for (name, level), rounds in samples.items()
        ],
        "queries": queries,
        "weights": {name: asdict(weight) for name, weight in weights.items()},
        "goals": [asdict(goal) | {"met": goal.is_met} for goal in goals],
    }
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    fresh.replace(file)


def _figures(samples: Samples, name: str, level: int) -> str:
    measured = [sample for sample in samples.get((name, level), []) if sample]
    if not measured:
        return f"{UNMEASURED:^{len(EACH)}}"
    sample = middle(measured)
    database = "" if sample.database_cpu is None else f"{sample.database_cpu:.2f}"
    return f"{sample.rate:>8.0f}{sample.p50:>8.2f}{sample.p95:>8.2f}{sample.cpu:>8.3f}{database:>7}"
