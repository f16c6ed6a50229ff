"""What parties consent to, as one sequence of bytes, and what differs between two of them. Pure.

As with statements: JSON with sorted keys and no spaces, strings in one Unicode form and one spacing, of all languages, and its
SHA-256. Rows stand in an order of their own content, so that it says the same whenever and by whomever they were written.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.texts.blocks import tidy

Row = Mapping[str, Any]


def canonical(facts: Mapping[str, Any], rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The plan as UTF-8 JSON: what it is (`facts`), and its rows by kind."""
    told = {kind: sorted((_tidied(row) for row in there), key=_written) for kind, there in rows.items()}
    return _written({"v": 1, "plan": _tidied(facts), "rows": told}).encode()


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is there in one version alone, or says something else in the next; `kind` "" is the plan itself.

    `name` is what is the same in both: a task's key, the part of a section. `fields` are what differs.
    """

    kind: str
    name: str
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()


def differences(before: bytes, after: bytes, names: Mapping[str, Sequence[str]]) -> list[Difference]:
    """What changed between two canonical plans. `names` are the fields by which a kind's rows are the same row; rows of a kind
    without such a field are there or not."""
    one, other = json.loads(before), json.loads(after)
    found = _compared("", {"": one["plan"]}, {"": other["plan"]})
    for kind in dict.fromkeys([*one["rows"], *other["rows"]]):
        old, new = (
            {_name(row, names.get(kind, ())): row for row in each["rows"].get(kind, [])} for each in (one, other)
        )
        found += _compared(kind, old, new)
    return found


def _compared(kind: str, old: Mapping[str, Row], new: Mapping[str, Row]) -> list[Difference]:
    found = []
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        fields = tuple(key for key in (now or {}) if was is not None and was.get(key) != (now or {})[key])
        found.append(Difference(kind, name, was, now, fields))
    return found


def _name(row: Row, fields: Sequence[str]) -> str:
    return " ".join(str(row[field]) for field in fields) if fields else _written(row)


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Mapping):
        return {key: _tidied(each) for key, each in value.items()}
    return [_tidied(each) for each in value] if isinstance(value, list | tuple) else value


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
