"""The connection to PostgreSQL."""

import select

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a cheaper look at the connection at the beginning of each request."""

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
