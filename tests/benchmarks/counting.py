"""What is asked inside this process: how many SQL queries a page takes, and what it holds."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.targets import Failed, Target

# What opens and closes transactions asks for nothing.
FRAMING = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def ask_inside(path: str) -> bytes:
    """What an address answers to anybody."""
    answer = Client(SERVER_NAME="localhost").get(path)
    if answer.status_code != 200:
        raise Failed(f"{path} answers {answer.status_code}.")
    return bytes(answer.content)


def queries_of(target: Target) -> int:
    """SQL queries of one page, those for session, person and reader's context included."""
    client = Client(SERVER_NAME="localhost", headers=target.headers)
    client.get(target.path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(target.path)
    if answer.status_code != target.status:
        raise Failed(f"{target.name} answers {answer.status_code} when its queries are counted.")
    return sum(not query["sql"].startswith(FRAMING) for query in queries)
