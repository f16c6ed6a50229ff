"""Prepare a bare machine: two environments from the lock files, the style sheet, the translations.

Runs on the system's Python with nothing else installed, so this file imports the standard library only and stays
readable for Pythons that are too old to run the portal: they must reach the sentence that says so. A second run finds the
stamps of the first and returns in a moment.

    python3 scripts/bootstrap.py production|demo|test|lint|tools
"""

import hashlib
import os
import platform
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "tools": [],
    "production": ["portal", "build"],
    "demo": ["portal", "build", "demo"],
    "test": ["portal", "build", "demo", "test"],
    "lint": ["portal", "build", "demo", "test", "lint"],
}
WINDOWS = os.name == "nt"
SCRIPTS = "Scripts" if WINDOWS else "bin"


def stop(sentence):
    """End with one sentence that a person can act on."""
    sys.exit("\n" + sentence)


def require_python():
    if sys.version_info < (3, 11):
        stop(
            "The portal needs Python 3.11 or newer; this is Python {}. Install a newer one and start again with "
            "`make PYTHON=python3.11 demo`.".format(platform.python_version())
        )
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian ships Python without it
        import venv  # noqa: F401, PLC0415
    except ImportError:
        version = sysconfig.get_python_version()
        stop("Python's venv module is missing. On Debian and Ubuntu: apt install python{}-venv".format(version))


def require_writable():
    probe = ROOT / ".bootstrap-probe"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        stop(
            "The folder {} cannot be written ({}). Copy the project to a folder of your own.".format(
                ROOT, error.strerror
            )
        )


def require_port():
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        stop("PORT={} is not a port number. Choose one from 1024 to 65535, such as `make demo PORT=8080`.".format(port))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            stop("Port {} is reserved for the administrator. Choose another: `make demo PORT=8080`.".format(port))
        except OSError:
            stop(
                "Port {} is taken by another program. Choose another: `make demo PORT={}`.".format(port, int(port) + 1)
            )


def run(command, why, **options):
    """Run a step quietly; on failure show its output and one sentence."""
    result = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options
    )
    if result.returncode:
        sys.stdout.write(result.stdout[-4000:])
        stop("{} did not succeed; the lines above say why. Nothing was started.".format(why))
    return result.stdout


def digest(*paths):
    content = hashlib.sha256(sys.version.encode())
    for path in paths:
        content.update(path.read_bytes())
    return content.hexdigest()


def once(stamp, key, label, step):
    """Do a step unless its stamp holds the same key already."""
    if stamp.is_file() and stamp.read_text() == key:
        return
    print("  " + label, flush=True)
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)


def environment(folder):
    import venv  # noqa: PLC0415 - checked by require_python first

    if not (folder / SCRIPTS / "python").exists() and not (folder / SCRIPTS / "python.exe").exists():
        venv.EnvBuilder(with_pip=folder.name == ".tools", symlinks=not WINDOWS, clear=folder.exists()).create(folder)


def install_tools():
    environment(ROOT / ".tools")
    python = str(ROOT / ".tools" / SCRIPTS / "python")
    run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements/tools.txt"], "Installing uv")


def index_of_pip():
    """A package index set for pip alone is passed on to uv, which does not read pip's settings."""
    variables = dict(os.environ)
    if "UV_DEFAULT_INDEX" not in variables:
        python = str(ROOT / ".tools" / SCRIPTS / "python")
        told = subprocess.run(
            [python, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
        ).stdout.strip()
        if os.environ.get("PIP_INDEX_URL") or told:
            variables["UV_DEFAULT_INDEX"] = os.environ.get("PIP_INDEX_URL") or told
    return variables


def install_packages(groups):
    environment(ROOT / ".venv")
    command = [
        str(ROOT / ".tools" / SCRIPTS / "uv"),
        "pip",
        "install",
        "-q",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    command += ["--python", str(ROOT / ".venv")]
    for group in groups:
        command += ["-r", "requirements/{}.txt".format(group)]
    run(
        command, "Installing the locked packages (ready-made builds only, so no compiler is needed)", env=index_of_pip()
    )


def install_node_packages():
    variables = dict(os.environ, PATH=str(ROOT / ".venv" / SCRIPTS) + os.pathsep + os.environ["PATH"])
    npm = str(ROOT / ".venv" / SCRIPTS / "npm")
    run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        "Installing the style sheet's sources",
        env=variables,
    )


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "demo"
    require_python()
    require_writable()
    if target == "demo":
        require_port()
    once(ROOT / ".tools/.stamp", digest(ROOT / "requirements/tools.txt"), "installing the installer", install_tools)
    groups = GROUPS[target]
    if not groups:
        return
    locks = [ROOT / "requirements/{}.txt".format(group) for group in groups]
    stamp = ROOT / ".venv" / ".stamp-{}".format(target)
    once(stamp, digest(*locks), "installing the locked packages", lambda: install_packages(groups))
    once(
        ROOT / "node_modules/.stamp",
        digest(ROOT / "package-lock.json"),
        "installing USWDS and htmx",
        install_node_packages,
    )
    run([str(ROOT / ".venv" / SCRIPTS / "python"), "scripts/build.py"], "Building the style sheet and translations")


if __name__ == "__main__":
    main()
