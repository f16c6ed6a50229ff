"""How long one session of the portal's role may keep others waiting.

The role has limits of its own (docs/operators.md), but a session can lift its own, and so could SQL that somebody slipped in.
So they hold from outside too: each round ends sessions of the role that overstay.
"""

from typing import Any

# Longer than the role's own limits and than any page or task of the portal takes.
IDLE = "2 minutes"
WHOLE = "15 minutes"
# A role may end its own sessions, and sees of them what they do.
END = """
SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
  AND (now() - xact_start > %s::interval OR (state <> 'active' AND now() - state_change > %s::interval))
"""


def end_overstayers(cursor: Any, *, idle: str = IDLE, whole: str = WHOLE) -> int:
    """End the role's sessions that idle in a transaction, or stay in one, for too long; returns how many."""
    cursor.execute(END, [whole, idle])
    return int(cursor.fetchone()[0])
