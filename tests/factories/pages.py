"""What tests take from a page, as a browser does."""

import re
from typing import Any

SEEN = re.compile(r'name="seen"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="seen"')


def seen_on(client: Any, address: str) -> str:
    """What the form at an address says that its person saw."""
    found = SEEN.search(client.get(address, secure=True).content.decode())
    assert found, f"no form at {address} says what was seen"
    return found[1] or found[2]
