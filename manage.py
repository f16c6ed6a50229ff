#!/usr/bin/env python
"""The portal's commands: `manage.py help` lists them."""

import os
import sys
from contextlib import nullcontext

from portal.embedded.postgres import ServerFailed
from portal.embedded.servers import running_servers

# These look at the code or at files alone: they need neither servers nor secrets.
WITHOUT_SERVERS = {
    "help",
    "collectstatic",
    "makemigrations",
    "suggest_commitments",
    "check_concordance",
    "--version",
    "--help",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings are read on import

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    alone = command in WITHOUT_SERVERS
    if alone:
        os.environ.setdefault("PORTAL_BUILDING", "1")
    try:
        with nullcontext() if alone or command == "check" else running_servers():
            execute_from_command_line(sys.argv)
    except ServerFailed as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
