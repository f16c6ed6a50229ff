"""Everything that can be checked without running the portal; each check says its name and how it went."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
PYTHON = sys.executable
LONGEST = 400
# Names that say nothing of what is inside.
DRAWERS = {"utils", "util", "helpers", "common", "misc"}
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)(?![^>]*type="application/json")""")
HOSTS = re.compile(r"pythonhost[e]d|pypi\.org|npmjs\.")

# What an installation sets; the values are of the right shape and open nothing.
DEPLOYED = {
    "SECRET_KEY": "x8Jq2v0Zt5Lw7Rm1Kd9Yc4Hb6Ns3Pf0Ge5Ua8Io2Te7Wq1XzMb4Dn6",
    "DATABASE_URL": "postgresql://portal_app@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "PORTAL_HOSTS": "portal.example",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.portal.example:587",
}


def run(*command: str, **variables: str) -> str:
    """Run a program; "" if it is content, else what it said."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | variables)
    return "" if result.returncode == 0 else (result.stdout + result.stderr).strip() or "failed"


def tracked(*patterns: str) -> list[Path]:
    found = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in found.stdout.splitlines() if (ROOT / name).is_file()]


def long_files() -> str:
    sources = [path for path in tracked("*.py", "*.html", "*.scss", "*.js") if "migrations" not in path.parts]
    counted = [(len(path.read_text(encoding="utf-8").splitlines()), path.relative_to(ROOT)) for path in sources]
    return "\n".join(f"{path}: {lines} lines, more than {LONGEST}" for lines, path in counted if lines > LONGEST)


def drawers() -> str:
    return "\n".join(
        f"{path.relative_to(ROOT)}: name it for what it knows" for path in tracked("*.py") if path.stem in DRAWERS
    )


def inline_code() -> str:
    """The content security policy allows no inline style or script; mails are not under it."""
    pages = [path for path in tracked("templates/*.html") if "emails" not in path.parts]
    return "\n".join(
        f"{path.relative_to(ROOT)}: inline style or script" for path in pages if INLINE.search(path.read_text())
    )


def tests_apart() -> str:
    """What two modules of tests share is made in `tests/factories` or stands in a `conftest.py`."""
    borrowed = re.compile(r"^(?:from|import) tests\.(?:\w+\.)*test_\w+", re.MULTILINE)
    found = [(path, match) for path in tracked("tests/*.py") for match in borrowed.findall(path.read_text())]
    return "\n".join(f"{path.relative_to(ROOT)}: {line}: a test module is nobody's library" for path, line in found)


def migrations_named() -> str:
    automatic = [path for path in tracked("*/migrations/*.py") if re.search(r"_auto_|_and_more|_alter_", path.stem)]
    return "\n".join(f"{path.relative_to(ROOT)}: name it for its purpose" for path in automatic)


def locks_name_no_host() -> str:
    locks = tracked("requirements/*.txt", "package-lock.json")
    return "\n".join(
        f"{path.relative_to(ROOT)} names a registry host" for path in locks if HOSTS.search(path.read_text())
    )


BUILDING = {"PORTAL_BUILDING": "1", "DJANGO_SETTINGS_MODULE": "portal.settings"}
CHECKS: list[tuple[str, Callable[[], str]]] = [
    ("style", lambda: run(str(BIN / "ruff"), "check", "--output-format", "concise", ".")),
    ("format", lambda: run(str(BIN / "ruff"), "format", "--check", ".")),
    ("types", lambda: run(str(BIN / "mypy"), **BUILDING)),
    ("layers", lambda: run(str(BIN / "lint-imports"), "--no-cache")),
    ("templates", lambda: run(str(BIN / "djlint"), "templates", "--lint", "--quiet")),
    ("no inline code", inline_code),
    ("file length", long_files),
    ("names", drawers),
    ("tests apart", tests_apart),
    ("lock files", locks_name_no_host),
    ("migrations named", migrations_named),
    ("migrations complete", lambda: run(PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", **BUILDING)),
    ("translations", lambda: run(PYTHON, "scripts/messages.py", "check")),
    ("deployment", lambda: run(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)),
]


def main() -> None:
    failed = False
    for name, check in CHECKS:
        start = time.monotonic()
        said = check()
        failed = failed or bool(said)
        print(f"{'not' if said else 'ok ':<4} {name:<20} {time.monotonic() - start:5.1f} s", flush=True)
        if said:
            print("     " + said.replace("\n", "\n     "))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
