"""Scenes: what many tests begin with, made once and kept under savepoints for as long as the next tests want it.

A function under `@scene` takes other scenes and returns what it made. Its fixture gives each test a copy of its own of
what was returned, over the same rows; what the test does to them is undone before the next. The scenes that stand on one
another are a stack: the first opens the transaction, each other a savepoint in it, and a test that wants others takes down
no more than it must. So the database's `now()` is the same for all tests on one stack, and a scene sees no settings,
folders or clocks of a test: whatever needs those is a plain fixture.
"""

import inspect
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import Atomic

Make = Callable[..., Any]


def scene(make: Make) -> Any:
    """A fixture whose rows are made once for the tests that follow one another."""
    wanted = list(inspect.signature(make).parameters)

    def give(db: Any, **_: Any) -> Any:
        return STACK.copy_of(give)

    give.scene = make  # type: ignore[attr-defined]
    give.__name__, give.__module__, give.__doc__ = make.__name__, make.__module__, make.__doc__
    names = ["db", *wanted]
    give.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    )
    return pytest.fixture(give)


@dataclass(frozen=True)
class Step:
    """One scene that a test wants: its fixture's function, and where in the stack those are that it stands on."""

    give: Make
    stands_on: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{self.give.__module__}.{self.give.__name__}"


def steps_of(item: pytest.Item) -> tuple[Step, ...]:
    """The scenes that a test wants, those first that others stand on."""
    known = getattr(item, "_fixtureinfo", None)
    if known is None:
        return ()
    found: dict[str, Step] = {}

    def climb(name: str) -> None:
        for fixture in known.name2fixturedefs.get(name, ())[-1:]:
            below = [each for each in fixture.argnames if each not in {"db", "request"}]
            for each in below:
                climb(each)
            if hasattr(fixture.func, "scene") and name not in found:
                order = list(found)
                missing = [each for each in below if each not in found]
                assert not missing, f"the scene {name} stands on {missing}, which are no scenes"
                found[name] = Step(fixture.func, tuple(order.index(each) for each in below))

    for name in sorted(item.fixturenames, key=lambda each: (each != "world", each)):
        climb(name)
    return tuple(found.values())


@dataclass
class Layer:
    """A scene that stands: its savepoint, and what it and those below it returned, together.

    So what is one thing in two scenes is one thing in each test's copies of them.
    """

    step: Step
    savepoint: Atomic
    kept: bytes


@dataclass
class Stack:
    """The scenes that stand now in this process's one connection, in the order in which they were made."""

    layers: list[Layer] = field(default_factory=list)
    copies: list[Any] = field(default_factory=list)

    def raise_to(self, steps: tuple[Step, ...]) -> None:
        """Take down what these steps do not begin with, make what is missing."""
        shared = 0
        while shared < min(len(steps), len(self.layers)) and self.layers[shared].step == steps[shared]:
            shared += 1
        self.take_down(shared)
        for step in steps[shared:]:
            self._add(step)

    def _add(self, step: Step) -> None:
        values, savepoint = self.fresh(), begin()
        try:
            values.append(step.give.scene(*[values[place] for place in step.stands_on]))  # type: ignore[attr-defined]
            # What is checked at the end of a transaction holds here, and is not asked again after each test.
            connection.check_constraints()
            kept = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
        except BaseException:
            undo(savepoint)
            raise
        self.layers.append(Layer(step, savepoint, kept))

    def take_down(self, height: int = 0) -> None:
        """Undo the scenes above a height, the last first."""
        while len(self.layers) > height:
            undo(self.layers.pop().savepoint)

    def fresh(self) -> list[Any]:
        """What the scenes returned, copied."""
        return pickle.loads(self.layers[-1].kept) if self.layers else []

    @contextmanager
    def test(self) -> Iterator[None]:
        """Run a test on copies of what stands; its changes are checked as at a commit, and undone."""
        self.copies = self.fresh()
        session, savepoint = connection.connection, begin()
        try:
            # What an earlier test set inside a savepoint of its own outlives its undoing in PostgreSQL.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            yield
            if is_whole(savepoint) and not connection.needs_rollback:
                connection.check_constraints()
        finally:
            self.copies = []
            if is_whole(savepoint) and (session is None or connection.connection is session):
                undo(savepoint)
            else:
                self._abandon()

    def _abandon(self) -> None:
        """A test ended the transaction under the scenes: begin anew."""
        connection.savepoint_ids, connection.atomic_blocks = [], []
        connection.in_atomic_block = connection.needs_rollback = connection.closed_in_transaction = False
        connection.close()
        self.layers = []

    def copy_of(self, give: Make) -> Any:
        place = next(place for place, layer in enumerate(self.layers) if layer.step.give is give)
        return self.copies[place]


def begin() -> Atomic:
    block: Atomic = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined] - what must be outermost may begin inside
    block.__enter__()
    return block


def undo(block: Atomic) -> None:
    transaction.set_rollback(True)
    block.__exit__(None, None, None)


def is_whole(block: Atomic) -> bool:
    """Whether a block is the innermost one of a connection that still stands."""
    return bool(
        connection.in_atomic_block
        and not connection.closed_in_transaction
        and connection.connection is not None
        and not connection.connection.closed
        and connection.atomic_blocks
        and connection.atomic_blocks[-1] is block
    )


STACK = Stack()
