"""What somebody finds, for tests."""

from typing import Any

from portal.core.reader import reading_as
from portal.search.asking import read_asked
from portal.search.queries import Results, search


def results_of(user: Any, typed: str, **facts: Any) -> Results:
    with reading_as(user.reader):
        return search(user, read_asked(typed), **facts)


def found(user: Any, typed: str, **facts: Any) -> dict[str, list[str]]:
    """What is called how, by kind."""
    groups = results_of(user, typed, **facts).groups
    return {group.kind: [line.found.reference or line.found.title for line in group.lines] for group in groups}
