"""A real IMAP server for tests: Dovecot, where it is installed, with one account."""

import getpass
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

USER, PASSWORD = "bounces@portal.example.org", "s3cret/@:"
CONFIGURATION = """
protocols = imap
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_location = {kind}:{home}/mail
mail_home = {home}
mail_uid = {uid}
mail_gid = {gid}
imap_capability = {capabilities}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def dovecot() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class ImapServer:
    """`prefix` is what stands before the names of all folders but the first; `capabilities` "" offers all that there are."""

    def __init__(self, *, prefix: str = "", capabilities: str = "") -> None:
        # Where also somebody else than root may come, as whom the server reads mail.
        home = Path(tempfile.mkdtemp(prefix="imap-"))
        home.chmod(0o755)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        is_root = os.getuid() == 0
        uid, gid = (65534, 65534) if is_root else (os.getuid(), os.getgid())
        (home / "mail").mkdir()
        if is_root:
            for path in (home, home / "mail"):
                os.chown(path, uid, gid)
        me = getpass.getuser()
        written = CONFIGURATION.format(
            home=home, port=self.port, uid=uid, gid=gid, kind="maildir", password=PASSWORD, prefix=prefix,
            separator="." if prefix else "/", capabilities=capabilities, group="dovecot" if is_root else me,
            login="dovenull" if is_root else me, internal="dovecot" if is_root else me,
        )  # fmt: skip
        self._file = home / "dovecot.conf"
        self._file.write_text(written)
        self._home, self._log = home, home / "log"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen([str(dovecot()), "-F", "-c", str(self._file)])
        for _ in range(100):
            try:
                self.session().logout()
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise RuntimeError(self._log.read_text() if self._log.exists() else "Dovecot does not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._home)

    def session(self) -> imaplib.IMAP4:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(USER, PASSWORD)
        return server

    def put(self, *messages: bytes) -> None:
        with self.session() as server:
            for raw in messages:
                server.append("INBOX", "", imaplib.Time2Internaldate(0), raw)

    def count(self, folder: str) -> int:
        """How many messages a folder holds that are not deleted; 0 where it is missing."""
        with self.session() as server:
            if server.select(f'"{folder}"', readonly=True)[0] != "OK":
                return 0
            return len(server.search(None, "UNDELETED")[1][0].split())
