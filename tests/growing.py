"""How work grows with its size: for rules that read texts of strangers, which must not go back over what they read."""

import time
from collections.abc import Callable

TRIES = 10


def grows_at_most(times: float, work: Callable[[int], object], small: int, large: int) -> bool:
    """Whether doing `work(large)` takes at most `times` as long as `work(small)`, in one of ten tries.

    Times are the processor's, and each pair is measured in one breath. A machine that is busy with other things spoils some
    tries; a rule that grows too fast fails them all.
    """

    def spent(size: int) -> float:
        began = time.process_time()
        work(size)
        return time.process_time() - began

    # Below a few milliseconds the clock's own steps would decide.
    return any(spent(large) <= times * max(spent(small), 0.005) for _ in range(TRIES))
