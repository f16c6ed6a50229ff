"""How long processes have worked, as the kernel counts it. Linux only."""

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def can_tell() -> bool:
    """Whether this system tells the CPU time of its processes."""
    return (PROC / "self/stat").is_file()


def family(root: int) -> list[int]:
    """A process and its descendants, as far as they live."""
    parents = {}
    for number in (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()):
        try:
            parents[number] = int((PROC / str(number) / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [number for number in parents if _descends(number, root, parents)]


def worked(root: int) -> float:
    """CPU milliseconds, user and system, of a process and its descendants, the ended ones of `root` included."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for number in (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()):
        try:
            # The program's name stands in brackets and may hold spaces; what follows it does not.
            fields = (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[number] = int(fields[1])
        ticks[number] = sum(map(int, fields[11:15] if number == root else fields[11:13]))
    return 1000 / TICKS * sum(ticks[number] for number in parents if _descends(number, root, parents))


def _descends(number: int, root: int, parents: dict[int, int]) -> bool:
    while number in parents and number != root:
        number = parents[number]
    return number == root
