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
from workinggroup.plans.linking import read_links

Row = Mapping[str, Any]
# By kind of row and by its number in a version, what it is called through all of them.
Keys = Mapping[str, Mapping[str, str]]


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


def differences(
    before: bytes, after: bytes, names: Mapping[str, Sequence[str]], keys: tuple[Keys, Keys] = ({}, {})
) -> list[Difference]:
    """What changed between two canonical plans. `names` are the fields by which a kind's rows are the same row; rows of a kind
    without such a field are there or not. What has a number is the same by its key, where `keys` of the two have one; what names
    such a task says the same as long as it means the same one."""
    one, other = json.loads(before), json.loads(after)
    found = _compared("", {"": _Named(one["plan"], one["plan"])}, {"": _Named(other["plan"], other["plan"])})
    for kind in dict.fromkeys([*one["rows"], *other["rows"]]):
        old, new = (
            {each.name(names.get(kind, ())): each for each in _by_key(kind, told["rows"].get(kind, []), known)}
            for told, known in zip((one, other), keys, strict=True)
        )
        found += _compared(kind, old, new)
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """A row as it is read, and as it is compared: tasks are called by their keys."""

    row: Row
    meant: Row
    key: str = ""

    def name(self, fields: Sequence[str]) -> str:
        return self.key or (" ".join(str(self.row[field]) for field in fields) if fields else _written(self.meant))


def _by_key(kind: str, rows: Sequence[Row], known: Keys) -> list[_Named]:
    tasks, found = known.get("task", {}), []
    for row in rows:
        meant = dict(row)
        if row.get("task"):
            meant["task"] = tasks.get(row["task"], row["task"])
        if row.get("after"):
            links = read_links(row["after"])
            meant["after"] = sorted((tasks.get(each.number, each.number), each.kind, each.lag) for each in links)
        found.append(_Named(row, meant, known.get(kind, {}).get(str(row.get("number")), "")))
    return found


def _compared(kind: str, old: Mapping[str, _Named], new: Mapping[str, _Named]) -> list[Difference]:
    found = []
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was and now and was.meant == now.meant:
            continue
        fields = tuple(each for each in now.meant if was.meant.get(each) != now.meant[each]) if was and now else ()
        found.append(Difference(kind, name, was.row if was else None, now.row if now else None, fields))
    return found


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Mapping):
        return {key: _tidied(each) for key, each in value.items()}
    return [_tidied(each) for each in value] if isinstance(value, list | tuple) else value


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
