"""The connection to PostgreSQL."""

import select
from collections.abc import Callable
from typing import Any, Self

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.adapt import Transformer
from psycopg.pq import TransactionStatus

from portal.core.postgresql.plans import KEEPING, KeptStatement, Plans, Preparation

# What a plan answers that no longer fits its tables, or that is not there: the next request makes another.
OUTLIVED = (psycopg.errors.FeatureNotSupported, psycopg.errors.InvalidSqlStatementName)
# A statement, who hears what came of it, from the cursor that has the answer, and whether it is said in any case.
Said = tuple[str, Callable[[Any], None], bool]


def hear_nothing(told: Any) -> None:
    """Nobody waits for the answer."""


class Cursor(psycopg.ClientCursor[Any]):
    """Django's, which sends what is to be said first in one message with the next statement, and has plans kept."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        preparation = None
        if isinstance(query, KeptStatement):
            (query, preparation), params = self.worded(query, params), None
        elif not isinstance(query, str):
            self.say()
        if preparation or self._session.said_first:
            self._execute_after(self._session.said_first, query, params, options, preparation)
            return self
        try:
            return super().execute(query, params, **options)
        except OUTLIVED:
            self._forget_plans()
            raise

    def executemany(self, *args: Any, **options: Any) -> None:
        self.say()
        super().executemany(*args, **options)

    def copy(self, *args: Any, **options: Any) -> Any:
        self.say()
        return super().copy(*args, **options)

    def stream(self, *args: Any, **options: Any) -> Any:
        self.say()
        return super().stream(*args, **options)

    def worded(self, query: str, params: Any) -> tuple[str, Preparation | None]:
        """A statement with its values in it, as it is sent, and what must be sent before it, if anything must."""
        plans = self._session.plans if isinstance(query, KeptStatement) else None
        if plans and (filled := plans.filled(query, params, Transformer(self.connection))):
            return filled
        return query if params is None else self.mogrify(str(query), params), None

    def say(self) -> None:
        """Send now what is to be said first, if anything is."""
        if first := self._session.said_first:
            statement, hear, _in_any_case = first[-1]
            self._execute_after(first[:-1], statement, None, {})
            hear(self)

    def _execute_after(
        self,
        first: list["Said"],
        query: str,
        params: Any,
        options: dict[str, Any],
        preparation: Preparation | None = None,
    ) -> None:
        waiting, self._session.said_first = self._session.said_first, []
        before = [statement for statement, *_rest in first] + ([preparation.said] if preparation else [])
        try:
            # What is said already holds its values, and so does what follows: the driver need not look for places of any.
            said = query if params is None else self.mogrify(query, params)
            super().execute("; ".join([*before, said]), None, **options)
        except BaseException as error:
            if isinstance(error, OUTLIVED):
                self._forget_plans()
            # What failed before it was sent has begun nothing; what failed in PostgreSQL has.
            if self._session.info.transaction_status != TransactionStatus.INERROR:
                self._session.said_first = waiting
            raise
        for _statement, hear, _in_any_case in first:
            hear(self)
            self.nextset()
        if preparation:
            preparation.heard()
            self.nextset()

    def _forget_plans(self) -> None:
        if self._session.plans:
            self._session.plans.forget()

    @property
    def _session(self) -> Any:
        return self.connection


class Operations(DatabaseOperations):
    """Django's, which tells what was asked, and not how a kept plan was filled in."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        if isinstance(sql, KeptStatement):
            return sql if params is None else psycopg.ClientCursor(cursor.connection).mogrify(str(sql), params)
        return str(super().last_executed_query(cursor, sql, params))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a cheaper beginning of each request."""

    ops_class = Operations

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params() | {"cursor_factory": Cursor}
        if settings.DATABASE_KEEPS_PLANS:
            params["options"] = f"{params.get('options', '')} {KEEPING}".strip()
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.said_first = []
        connection.plans = Plans() if settings.DATABASE_KEEPS_PLANS else None
        return connection

    def say_first(
        self,
        statement: str,
        hear: Callable[[Any], None] = hear_nothing,
        *,
        values: Any = None,
        in_any_case: bool = False,
    ) -> None:
        """Say this, with its values, before the next statement of the transaction, and in one message with it. `hear` is given
        the cursor that has the answer. What nothing follows is not said, unless `in_any_case`: then it goes with the
        transaction's end.

        Each message that goes alone costs as much as a small answer.
        """
        first = self.connection.said_first
        if values is not None:
            hear = self._noting(statement, values, hear)
            with self.connection.cursor() as cursor:
                statement, preparation = cursor.worded(statement, values)
            if preparation:
                first.append((preparation.said, preparation.heard, in_any_case))
        first.append((statement, hear, in_any_case))

    def _noting(self, statement: str, values: Any, hear: Callable[[Any], None]) -> Callable[[Any], None]:
        """The same, and whoever counts what is asked counts this, too."""

        def told(cursor: Any) -> None:
            if self.queries_logged:
                asked = self.ops.last_executed_query(cursor, KeptStatement(statement), values)
                self.queries_log.append({"sql": asked, "time": "0.000"})
            hear(cursor)

        return told

    def say(self) -> None:
        """Send now what is to be said first, if anything is."""
        if self.connection is not None and self.connection.said_first:
            with self.connection.cursor() as cursor:
                cursor.say()

    def create_cursor(self, name: str | None = None) -> Any:
        if name:
            # Such a cursor's statement must go alone.
            with self.connection.cursor() as cursor:
                cursor.say()
        return super().create_cursor(name)

    def is_usable(self) -> bool:
        """Whether the connection still works.

        A server that ended, or ended the connection, has said so: then there is something to read, and Django's question
        finds out. Where all is quiet, the question would cost a round trip at every request and find nothing.
        """
        if self.connection is None:
            return False
        try:
            line = select.poll()
            line.register(self.connection.fileno(), select.POLLIN)
            is_quiet = not line.poll(0)
        except (OSError, ValueError, psycopg.Error):
            return False
        return is_quiet or bool(super().is_usable())

    def _start_transaction_under_autocommit(self) -> None:
        self.say_first("BEGIN")

    def _commit(self) -> None:
        first = self.connection.said_first if self.connection is not None else []
        if any(in_any_case for _statement, _hear, in_any_case in first):
            with self.cursor() as cursor:
                cursor.execute("COMMIT")
            return
        self._unsay()
        super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self._unsay()
        super()._rollback()  # type: ignore[misc]

    def _unsay(self) -> None:
        if self.connection is not None:
            self.connection.said_first = []

    def _set_autocommit(self, autocommit: bool) -> None:
        # A transaction begun by our own word leaves the connection as it was.
        if self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)  # type: ignore[misc]
