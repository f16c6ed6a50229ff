"""Work that makes many objects which all live on: to look again and again for those that hold each other costs a quarter of it,
and more than in proportion."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for objects that hold each other only afterwards. What nothing holds is freed as ever. For some seconds at most: the
    whole process is concerned."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
