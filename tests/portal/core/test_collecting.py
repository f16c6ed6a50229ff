"""Looking for objects that hold each other waits until work is done, and no longer."""

import gc
from contextlib import suppress

import pytest

from portal.core.collecting import uncollected


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_as_it_was_before_whatever_happens(is_on):
    before = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        with suppress(ZeroDivisionError), uncollected(), uncollected():
            assert not gc.isenabled()
            raise ZeroDivisionError
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if before else gc.disable)()
