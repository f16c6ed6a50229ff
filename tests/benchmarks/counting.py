"""How many SQL queries a page takes, asked inside this process."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.targets import Failed, Target

# What opens and closes transactions asks for nothing.
FRAMING = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def queries_of(target: Target) -> int:
    """SQL queries of one page, those for session, person and reader's context included."""
    client = Client(SERVER_NAME="localhost", headers=target.headers)
    client.get(target.path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(target.path)
    if answer.status_code != target.status:
        raise Failed(f"{target.name} answers {answer.status_code} when its queries are counted.")
    return sum(not query["sql"].startswith(FRAMING) for query in queries)
