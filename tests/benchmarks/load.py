"""Asking one page as fast as the server answers, with wrk, and what that cost."""

import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.effort import worked
from tests.benchmarks.targets import Failed, Target

SCRIPT = Path(__file__).with_name("load.lua")
LONGEST = 16


@dataclass(frozen=True)
class Sample:
    """One burst: requests per second, latencies and CPU per request in milliseconds.

    `cpu` is the web server's; `database_cpu` PostgreSQL's, None where the server is not ours.
    """

    rate: float
    p50: float
    p95: float
    cpu: float
    database_cpu: float | None

    @property
    def work(self) -> float:
        """What a request costs: web server and PostgreSQL, as far as they tell."""
        return self.cpu + (self.database_cpu or 0.0)


def can_load() -> bool:
    """Whether wrk is installed."""
    return shutil.which("wrk") is not None


def burst(target: Target, *, concurrency: int, seconds: int, database: int | None) -> Sample:
    """Load one target over `concurrency` connections; raises `Failed` when an answer is an error.

    It lasts `seconds`, or longer where the page is so slow that not every connection got an answer.
    `database` is PostgreSQL's process, None where the server is not ours.
    """
    command = ["wrk", "-t1", "--timeout", "60s", f"-c{concurrency}", f"-d{seconds}s", "-s", str(SCRIPT)]
    for name, value in target.headers.items():
        command += ["-H", f"{name}: {value}"]
    before = _efforts(target.server, database)
    run = subprocess.run([*command, target.address], capture_output=True, text=True, check=False)
    settle(target.server)
    after = _efforts(target.server, database)
    if run.returncode:
        raise Failed(f"wrk ended with {run.returncode}: {run.stderr.strip()}")
    told = json.loads(run.stdout.splitlines()[-1])
    if told["errors"]:
        raise Failed(f"{target.name}: {told['errors']} of {told['requests']} requests failed.")
    if told["requests"] < concurrency and seconds < LONGEST:
        return burst(target, concurrency=concurrency, seconds=2 * seconds, database=database)
    cpu, database_cpu = ((end - start) / told["served"] for start, end in zip(before, after, strict=True))
    return Sample(
        rate=told["requests"] / told["duration"] * 1e6,
        p50=told["p50"] / 1000,
        p95=told["p95"] / 1000,
        cpu=cpu,
        database_cpu=database_cpu if database else None,
    )


def settle(server: int) -> None:
    """Wait until a server has worked off what it was still asked when the burst ended; five seconds at most."""
    for _ in range(25):
        before = worked(server)
        time.sleep(0.2)
        if worked(server) == before:
            return


def middle(samples: list[Sample]) -> Sample:
    """The median of each figure."""
    told = [sample.database_cpu for sample in samples if sample.database_cpu is not None]
    return Sample(
        rate=median(sample.rate for sample in samples),
        p50=median(sample.p50 for sample in samples),
        p95=median(sample.p95 for sample in samples),
        cpu=median(sample.cpu for sample in samples),
        database_cpu=median(told) if told else None,
    )


def _efforts(server: int, database: int | None) -> tuple[float, float]:
    return worked(server), worked(database) if database else 0.0
