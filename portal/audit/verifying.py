"""Recomputing the trail outside the database: the chain, and every leaf whose entry can be read."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from portal.audit.models import Entry, Link
from portal.core.reader import PORTAL, Reader, reading_as

FIRST = hashlib.sha256(b"").digest()
SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Fault:
    """Where the trail does not hold, and why."""

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
        made = hashlib.sha256(bytes(link.previous) + str(link.seq).encode() + bytes(link.leaf)).digest()
        if made != bytes(link.hash):
            yield Fault(link.seq, "the hash does not fit the link")
        before, expected = bytes(link.hash), link.seq + 1


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


def faults(readers: Iterable[Reader], heads: Iterable[str] = ()) -> tuple[list[Fault], str]:
    """Verify the whole trail; returns what does not hold and the present head as `seq:hash`.

    `readers` must together be able to read every entry: an entry that none of them sees counts as missing. `heads`
    are heads noted earlier, which must still be in the chain: a cut tail is invisible otherwise.
    """
    with reading_as(PORTAL):
        links = {link.seq: link for link in Link.objects.order_by("seq")}
    found = list(chain_faults(links.values()))
    for head in heads:
        number, _, told = head.partition(":")
        link = links.get(int(number)) if number.isdecimal() else None
        if link is None or bytes(link.hash).hex() != told:
            found.append(
                Fault(int(number) if number.isdecimal() else 0, "a head noted earlier is no longer in the chain")
            )
    seen: set[int] = set()
    for reader in readers:
        with reading_as(reader):
            for entry in Entry.objects.order_by("seq").iterator():
                if entry.seq not in seen and (entry.seq not in links or leaf(entry) != bytes(links[entry.seq].leaf)):
                    found.append(Fault(entry.seq, "the entry does not fit its link"))
                seen.add(entry.seq)
    found += [Fault(seq, "the entry is missing") for seq in sorted(set(links) - seen)]
    last = links[max(links)] if links else None
    return sorted(found, key=lambda fault: fault.seq), f"{last.seq}:{bytes(last.hash).hex()}" if last else "0:"
