"""Two people on two real connections at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from portal.core.errors import Refused


class Pair:
    """Two threads, each with a connection of its own, that start at the same moment."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool, self.barrier = pool, Barrier(2)

    def race(self, *acts: Callable[[], Any]) -> list[Any]:
        """What each did, or the refusal that it met."""
        return [each.result() for each in [self.pool.submit(self._run, act) for act in acts]]

    def _run(self, act: Callable[[], Any]) -> Any:
        self.barrier.wait(10)
        try:
            return act()
        except Refused as refusal:
            return refusal

    def close(self) -> None:
        for each in [self.pool.submit(self._leave) for _ in range(2)]:
            each.result()

    def _leave(self) -> None:
        self.barrier.wait(10)
        connections.close_all()


def met(attack: Any, name: str, ends: Counter[Any]) -> None:
    """Tell how often each end came. In few rounds one side may always win; in many that says that the two never met."""
    attack.tell(
        f"{name}, {attack.rounds} rounds: " + ", ".join(f"{end} {count}" for end, count in sorted(ends.items()))
    )
    assert len(ends) == 2 or not attack.is_full, "one side always won: the two never met"
