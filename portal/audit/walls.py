"""Which tables of this package are not behind the wall, and why."""

OPEN_TABLES = {
    "audit_link": "hashes only: everybody may verify the chain",
}
