"""The backup of the guide, restored: `scripts/drill.py` on the demo's data."""

import email
import os
import re
import subprocess
import sys

import psycopg
import pytest

from portal.embedded import process
from portal.embedded.provisioning import provision_database, role_url
from tests.journeys.site import free_port, seeded_database
from tests.servers import NAME, ROOT

SKIPPED = 77


@pytest.fixture
def drilled(django_db_setup, worker_id, tmp_path):
    """The variables for a drill on a database and documents of its own; what it restores goes with it."""
    admin, name = os.environ["PORTAL_TEST_ADMIN_URL"], f"{NAME}_drill_{worker_id}"
    urls = provision_database(admin, name, template=seeded_database(), replace=True)
    (tmp_path / "files/2026").mkdir(parents=True)
    (tmp_path / "files/2026/paper").write_bytes(b"a paper")
    user = str(psycopg.conninfo.conninfo_to_dict(admin)["user"])
    yield os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
        "DATABASE_BACKUP_URL": role_url(admin, "portal_backup", name),
        "DATABASE_ADMIN_URL": role_url(admin, user, "postgres"),
        "DOCUMENTS": str(tmp_path / "files"),
        "PORTAL_MAIL_FROM": "portal@demo.example",
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }
    with psycopg.connect(admin, autocommit=True) as connection:
        for made in (name, f"{name}_back"):
            connection.execute(f'DROP DATABASE IF EXISTS "{made}" WITH (FORCE)')  # type: ignore[arg-type]


def drill(env, *options: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "scripts/drill.py", *options], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    print(done.stdout + done.stderr)
    if done.returncode == SKIPPED:
        pytest.skip(done.stdout.strip())
    return done


def manage(*command: str, env) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def sink(tmp_path):
    """A mail server that keeps what it takes: its port, and the folder."""
    port, folder = free_port(), tmp_path / "mailbox"
    command = [sys.executable, "-m", "portal.embedded.mailsink", "--port", str(port), "--folder", str(folder)]
    child = process.start(command, output=subprocess.DEVNULL, cwd=ROOT)
    for _ in range(100):
        if (
            subprocess.run(
                ["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"], capture_output=True, check=False
            ).returncode
            == 0
        ):
            break
    yield port, folder
    process.stop(child)


def test_the_guides_backup_is_restored_whole_and_sends_nothing_twice(drilled, sink, tmp_path, worker_id):
    """Mails wait when the backup is taken; the original sends them; the restored portal sends none of them again."""
    port, mailbox = sink
    env = drilled | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    manage("invite", "waits@demo.example", "--name", "Who Waits", env=env)
    copy = f"{NAME}_drill_{worker_id}_back"
    done = drill(env, "--keep", "--name", copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The backup holds." in done.stdout
    manage("dispatch_reminders", env=env)
    sent = [email.message_from_bytes(path.read_bytes())["Message-ID"] for path in sorted(mailbox.glob("*.eml"))]
    assert len(sent) >= 1
    restored = env | {
        "DATABASE_URL": role_url(env["DATABASE_URL"], "portal_app", copy),
        "DATABASE_OWNER_URL": role_url(env["DATABASE_OWNER_URL"], "portal_owner", copy),
    }
    log = tmp_path / "mail.log"
    log.write_text("".join(f"message-id={each}\n" for each in sent))
    manage("resume_sending", "--sent", str(log), env=restored)
    manage("invite", "new@demo.example", "--name", "Who Is New", env=restored)
    manage("dispatch_reminders", env=restored)
    all_sent = [email.message_from_bytes(path.read_bytes())["Message-ID"] for path in sorted(mailbox.glob("*.eml"))]
    assert len(all_sent) == len(set(all_sent)) == len(sent) + 1


def test_a_backup_that_lacks_a_right_is_none(drilled):
    with psycopg.connect(drilled["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("REVOKE SELECT ON ALL SEQUENCES IN SCHEMA public FROM portal_backup")
    done = drill(drilled)
    assert done.returncode == 1
    assert re.search("(denied for|privilege on the) sequence", done.stdout + done.stderr)
