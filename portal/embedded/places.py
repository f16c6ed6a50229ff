"""Where the embedded servers keep their data and sockets, also when everything runs as root."""

import hashlib
import os
import pwd
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# Linux refuses socket addresses beyond 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock" of its own.
LONGEST_SOCKET_FOLDER = 80


def var() -> Path:
    """The folder for everything that is made at run time; `PORTAL_VAR` moves it."""
    return Path(os.environ.get("PORTAL_VAR") or ROOT / "var")


def server_user() -> pwd.struct_passwd | None:
    """The user the servers run as when the portal is started by root, whom PostgreSQL refuses; else None."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def reachable_by_anyone(path: Path) -> bool:
    """Whether every folder on the way to `path` lets other users pass."""
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in [path, *path.parents] if parent.exists())


def data_folder(name: str) -> Path:
    """A private folder for a server's data, made on first use.

    Normally `var/<name>`. When root started the portal from a place that the server's user cannot enter, such as
    /root, it is a folder under /var/tmp instead, and `var/<name>.place` remembers which.
    """
    user = server_user()
    folder = var() / name
    var().mkdir(parents=True, exist_ok=True)
    if user and not reachable_by_anyone(var()):
        note = var() / f"{name}.place"
        if not note.is_file() or not Path(note.read_text()).is_dir():
            note.write_text(tempfile.mkdtemp(prefix="portal-", dir="/var/tmp"))
        folder = Path(note.read_text())
    folder.mkdir(mode=0o700, exist_ok=True)
    give_to_server(folder)
    return folder


def socket_folder(name: str) -> Path:
    """A private folder for sockets whose path is short enough for the operating system."""
    folder = data_folder(name)
    if len(str(folder)) > LONGEST_SOCKET_FOLDER:
        short = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"portal-{short}"
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_server(folder)
    return folder


def give_to_server(folder: Path) -> None:
    user = server_user()
    if user:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
