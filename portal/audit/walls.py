"""Which tables of this package are not behind the wall, and why: none."""

OPEN_TABLES: dict[str, str] = {}
