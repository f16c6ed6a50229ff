"""The first sentence a new person reads when something is missing."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT


def run(*arguments, cwd=ROOT, python=sys.executable, **variables):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL", "DATABASE", "REDIS"))}
    return subprocess.run(
        [python, *arguments], cwd=cwd, env=env | variables, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_taken_port_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("scripts/bootstrap.py", "demo", PORT=str(port))
    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"Port {port} is taken by another program. Choose another: `make demo PORT={port + 1}`."
    )


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1", ""])
def test_a_port_that_is_none_is_one_sentence(port):
    result = run("scripts/bootstrap.py", "demo", PORT=port or "x")
    assert "is not a port number" in result.stderr


def test_a_python_that_is_too_old_is_told_so(tmp_path):
    """The file must reach its sentence on old Pythons, so it is run with the version it sees changed."""
    script = (ROOT / "scripts/bootstrap.py").read_text()
    old = tmp_path / "bootstrap.py"
    old.write_text(
        "import sys\nsys.version_info = (3, 9, 2)\n" + script.replace("platform.python_version()", '"3.9.2"')
    )
    result = run(str(old), "demo", PORT="1")
    assert "The portal needs Python 3.11 or newer; this is Python 3.9.2." in result.stderr


def test_the_bootstrap_is_readable_for_old_pythons():
    import ast

    ast.parse((ROOT / "scripts/bootstrap.py").read_text(), feature_version=(3, 7))


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_one_sentence(tmp_path):
    copy(tmp_path)
    tmp_path.chmod(0o500)
    try:
        result = run("scripts/bootstrap.py", "demo", cwd=tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert "cannot be written" in result.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user, which only root has")
def test_a_folder_of_somebody_else_is_one_sentence(tmp_path):
    copy(tmp_path)
    for folder in (tmp_path, tmp_path / "scripts"):
        folder.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.owner() == "root" and str(parent).startswith("/tmp/pytest"):
            parent.chmod(0o755)
    python = next((path for path in ("/usr/bin/python3",) if Path(path).exists()), None)
    if python is None:
        pytest.skip("no Python that another user may run")
    script = "import os, runpy; os.setgid(65534); os.setuid(65534); runpy.run_path('scripts/bootstrap.py', run_name='__main__')"
    result = run("-c", script, "demo", cwd=tmp_path, python=python)
    assert "cannot be written" in result.stderr


def copy(folder: Path) -> None:
    (folder / "scripts").mkdir()
    (folder / "scripts/bootstrap.py").write_text((ROOT / "scripts/bootstrap.py").read_text())


def test_without_a_key_the_portal_does_not_start():
    result = run("-c", "import django; django.setup()", DJANGO_SETTINGS_MODULE="portal.settings", SECRET_KEY="")
    assert "SECRET_KEY is not set" in result.stderr


def test_seeding_outside_the_demo_is_refused(django_db_setup):
    result = subprocess.run(
        [sys.executable, "manage.py", "seed_demo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "PORTAL_DEMO=1" in result.stderr


def test_suggesting_needs_no_server_and_no_key(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("# T | 2026-02-28 | s\n\nThe delegations will publish a guide by 30 June 2026.\n")
    result = run("manage.py", "suggest_commitments", str(text), "--language", "en")
    assert result.stdout == (
        '{"paragraph": 1, "quote": "The delegations will publish a guide by 30 June 2026.", "class": "core", '
        '"due_text": "30 June 2026", "due": "2026-06-30"}\n'
    )


@pytest.mark.parametrize(("content", "words"), [(None, "cannot be read"), (b"\xff\xfe\x00", "cannot be read")])
def test_suggesting_from_nothing_readable_is_one_sentence(tmp_path, content, words):
    text = tmp_path / "text.txt"
    if content is not None:
        text.write_bytes(content)
    result = run("manage.py", "suggest_commitments", str(text), "--language", "en")
    assert result.returncode == 1
    assert words in result.stderr
