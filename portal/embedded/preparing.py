"""The demo's database brought up to date and seeded once: `python -m portal.embedded.preparing`."""

import django
from django.core.management import call_command


def main() -> None:
    """Migrate as the owner, then seed. The addresses and keys come from the environment."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("seed_demo")


if __name__ == "__main__":
    main()
