"""What each test of follow-up packs stands on."""

import pytest

from tests.factories.packs import lay
from tests.scenes import scene
from workinggroup.pack import operations


@scene
def ground(world):
    return lay(world)


@pytest.fixture
def quickly(monkeypatch):
    """Papers of a few bytes, where a test is of something else."""
    for form in operations.WRITERS:
        monkeypatch.setitem(operations.WRITERS, form, lambda book: f"{book.language} {book.title}".encode())
