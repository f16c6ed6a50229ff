"""What names in six scripts cost a paper: the list of participants, against the same in Latin letters."""

import time
from collections.abc import Iterator
from typing import Any

from portal.core.printing import printed

ROWS, EVERY = 400, 4
IN_SIX_SCRIPTS = ("Nguyễn Thị Hồng Ánh", "李明", "김민준", "محمد الأمين", "Дмитрий Щербаков", "Kꞌicheꞌ Tzꞌutujil")
IN_LATIN = ("Nguyen Thi Hong Anh", "Li Ming", "Kim Min-jun", "Mohamed al-Amin", "Dmitri Shcherbakov", "Kiche Tzutujil")
SCRIPTS = "list of 400 participants, 100 names in six scripts / in Latin letters"
SCRIPTS_BOUND, SCRIPTS_AIM = 1.3, 1.1


def script_ratios(rounds: int) -> Iterator[float]:
    """How many times the processor's work, for each round; each paper is new, as the typesetter remembers what it set."""
    for number in range(rounds + 1):
        latin, six = (_work(names, number) for names in (IN_LATIN, IN_SIX_SCRIPTS))
        # In the first round, the typefaces are read.
        if number:
            yield six / latin


def _work(names: tuple[str, ...], number: int) -> float:
    word = [{"lang": "en", "text": f"Round {number}"}]
    rows = [_row(names[place // EVERY % len(names)], place, number) for place in range(ROWS)]
    sides: list[dict[str, Any]] = [{"code": "USA", "names": word, "rows": rows}]
    data = {"titles": word, "cities": word, "days": word, "sides": sides, "heads": [word] * 3, "nobody": ""}
    start = time.process_time()
    printed("participants_list", data, title=f"{names[0]} {number}", language="en")
    return time.process_time() - start


def _row(name: str, place: int, number: int) -> dict[str, Any]:
    called = f"{name} {place} {number}" if place % EVERY == 0 else f"María Velásquez {place} {number}"
    kinds = [{"lang": "en", "text": f"Member {number}"}, {"lang": "es", "text": f"Miembro {number}"}]
    return {"name": called, "title": f"Director {place} for regional affairs {number}", "kinds": kinds}
