"""Recomputing the trail outside the database: the chain, every leaf whose entry can be read, and each reader's head."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from portal.audit.models import ADMINISTRATION, DailyHead, Entry, Head, Link
from portal.core.reader import NO_ONE, PORTAL, Reader, reading_as

FIRST = hashlib.sha256(b"").digest()
SEPARATOR = "\x1f"
GONE = "a head noted earlier is no longer in the chain"


@dataclass(frozen=True)
class Fault:
    """Where the trail does not hold, and why. `seq` is 0 for what has no place in the chain."""

    seq: int
    reason: str


def chain_faults(links: Iterable[Any]) -> Iterator[Fault]:
    """Check numbers without gaps and each link against the one before. `links` come in the order of `seq`."""
    before, expected = FIRST, 1
    for link in links:
        if link.seq != expected:
            yield Fault(link.seq, f"numbers {expected} to {link.seq - 1} are missing")
        if bytes(link.previous) != before:
            yield Fault(link.seq, "does not follow the link before it")
        if _next(bytes(link.previous), link.seq, link.leaf) != bytes(link.hash):
            yield Fault(link.seq, "the hash does not fit the link")
        before, expected = bytes(link.hash), link.seq + 1


def _next(before: bytes, number: int, leaf: bytes) -> bytes:
    return hashlib.sha256(before + str(number).encode() + bytes(leaf)).digest()


def leaf(entry: Any) -> bytes:
    """The leaf hash of an entry, as the database made it."""
    moment = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    parts = [
        moment,
        entry.actor,
        entry.actor_name,
        entry.delegation,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
    ]
    parts += [entry.subject_name, entry.detail, ",".join(entry.releasable_to), str(entry.administration).lower()]
    return hashlib.sha256(bytes(entry.salt) + SEPARATOR.join(parts).encode()).digest()


def readers_of(entry: Any) -> set[str]:
    """Over whose heads an entry goes: those who may see it."""
    readers = {*entry.releasable_to, entry.actor} - {NO_ONE}
    return readers | {ADMINISTRATION} if entry.administration else readers


def faults(readers: Iterable[Reader], heads: Iterable[str] = ()) -> tuple[list[Fault], str]:
    """Verify the whole trail; returns what does not hold and the present head as `seq:hash`.

    `readers` must together be able to read every entry: an entry that none of them sees counts as missing. `heads`
    are heads noted earlier, which must still be in the chain: a cut tail is invisible otherwise. Such a head is `seq:hash` or
    the hash alone, of the whole chain, or `reader:acts:hash` as the trail's page shows it.
    """
    with reading_as(PORTAL):
        links = list(Link.objects.order_by("seq"))
        own = {head.reader: head for head in Head.objects.all()}
        told = [each.hex for each in DailyHead.objects.order_by("day")]
    found = list(chain_faults(links))
    by_entry = {link.entry: link for link in links}
    seen: dict[UUID, set[str]] = {}
    for reader in readers:
        with reading_as(reader):
            for entry in Entry.objects.order_by("at").iterator():
                link = by_entry.get(entry.pk)
                if entry.pk not in seen and (link is None or link.at != entry.at or leaf(entry) != bytes(link.leaf)):
                    found.append(Fault(link.seq if link else 0, "the entry does not fit its link"))
                seen[entry.pk] = readers_of(entry)
    found += [Fault(link.seq, "the entry is missing") for link in links if link.entry not in seen]
    noted = [each.split(":") for each in [*heads, *told]]
    found += _gone_from_all(links, [each for each in noted if len(each) < 3])
    if not found:
        found = list(_own_faults(links, seen, own, [each for each in noted if len(each) >= 3]))
    last = links[-1] if links else None
    return sorted(
        found, key=lambda fault: fault.seq or len(links) + len(seen)
    ), f"{last.seq}:{bytes(last.hash).hex()}" if last else "0:"


def _gone_from_all(links: Sequence[Any], noted: Sequence[Sequence[str]]) -> Iterator[Fault]:
    """Which of the noted heads of the whole chain are not in it."""
    numbers = {bytes(link.hash).hex(): str(link.seq) for link in links}
    for *number, told in noted:
        if numbers.get(told) not in (number or [numbers.get(told, "")]):
            yield Fault(int(number[0]) if number and number[0].isdecimal() else 0, GONE)


def _own_faults(
    links: Sequence[Any], seen: Mapping[UUID, set[str]], own: Mapping[str, Any], noted: Sequence[Sequence[str]]
) -> Iterator[Fault]:
    """Follow each reader's head through the entries that the reader may see, and look at those noted on the way."""
    acts: Counter[str] = Counter()
    reached: dict[str, bytes] = {}
    missed = {(reader, number): told for reader, number, told, *_ in noted}
    for link in links:
        for reader in seen[link.entry]:
            acts[reader] += 1
            reached[reader] = _next(reached.get(reader, FIRST), acts[reader], link.leaf)
            told = missed.get((reader, str(acts[reader])))
            if told and len(told) >= 32 and reached[reader].hex().startswith(told):
                del missed[reader, str(acts[reader])]
    yield from (Fault(0, GONE) for _ in missed)
    for reader in sorted(own.keys() | reached.keys()):
        head = own.get(reader)
        if head is None or (head.acts, bytes(head.hash)) != (acts[reader], reached.get(reader)):
            yield Fault(0, f"the head of {reader} does not fit the entries")
