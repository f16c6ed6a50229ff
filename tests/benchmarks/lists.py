"""What a list of 500 people costs a coordinator who brings it in: read from a workbook and shown before anything is written."""

import time
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.benchmarks.targets import Failed, Target
from tests.factories.lists import xlsx
from tests.factories.pages import Browser

PEOPLE = 500
PREVIEW = f"list of {PEOPLE} people, read and shown before it is written"
PREVIEW_BOUND, PREVIEW_AIM = 2.0, 1.0
HEADS = ["No.", "Apellidos", "Nombre", "Cargo", "Tipo", "Correo"]


def preview_seconds(target: Target, rounds: int) -> Iterator[float]:
    """Seconds that this process works for each preview; every list is new."""
    client = Browser(SERVER_NAME="localhost", headers=target.headers)
    for number in range(rounds + 1):
        people = [
            [n, f"Ramos Cuc {number}", f"Rosa {n}", "Asesora", "Alterna", f"r{n}@min.example"] for n in range(PEOPLE)
        ]
        file = SimpleUploadedFile("lista.xlsx", xlsx(HEADS, *people))
        start = time.process_time()
        answer = client.post(target.path, {"file": file})
        took = time.process_time() - start
        if answer.status_code != 200 or f"Rosa {PEOPLE - 1}" not in answer.content.decode():
            raise Failed(f"{PREVIEW}: {answer.status_code}, and the last of them is not shown.")
        # In the first round, templates are read.
        if number:
            yield took
