"""The one-command demo: everything up in order, logs streamed, everything down again on Ctrl-C.

python -m portal.embedded.demo
"""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.request
from pathlib import Path
from typing import IO

from portal.embedded import places, process
from portal.embedded.children import Children
from portal.embedded.places import ROOT
from portal.embedded.postgres import ServerFailed
from portal.embedded.servers import running_servers

WEB_SECONDS = 60

WELCOME = """
  The portal runs at  {address}

  Sign in with one of these accounts, password  demo-portal
    secretariat@demo.example        the neutral secretariat's coordinator
    coordinator.usa@demo.example    also .mex and .gtm
    member.usa@demo.example         also .mex and .gtm
    head.usa@demo.example           also .mex and .gtm
    press.usa@demo.example          also .mex and .gtm; confirms releases
    admin@demo.example              manages accounts, sees no content

  Mail arrives at     {address}/demo/mailbox/
  Two-factor sign-in is switched off in the demo. Ctrl-C stops everything.
"""


class Stop(Exception):
    """Somebody asked for the end."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def only_one() -> IO[str]:
    """Hold this folder's lock, or end: two demos cannot share one database."""
    places.var().mkdir(parents=True, exist_ok=True)
    lock = (places.var() / "demo.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(
            "The demo of this folder is running already. Stop it first, or copy the project to start a second one."
        )
    return lock


def prepare() -> None:
    """Migrate as the owner and seed once, in a process that ends with it: what stays only watches the others."""
    child = process.start([sys.executable, "-m", "portal.embedded.preparing"], output=sys.stdout.fileno(), cwd=ROOT)
    try:
        if child.wait():
            raise SystemExit("The demo could not be prepared; the lines above say why.")
    finally:
        process.stop(child)


def run(host: str, port: int) -> None:
    """Everything between the lock and the end."""
    sink = free_port()
    address = f"http://localhost:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ |= {
        "PORTAL_DEMO": "1",
        "PORTAL_ADDRESS": address,
        "PORTAL_HOSTS": "localhost,127.0.0.1" if host == "127.0.0.1" else "*",
        "PORTAL_MAIL_FROM": "portal@demo.example",
        "EMAIL_URL": f"smtp://127.0.0.1:{sink}",
    }
    children = Children()
    print("  starting PostgreSQL and Redis", flush=True)
    with running_servers() as servers:
        prepare()
        env, python = dict(os.environ), sys.executable
        programs = Path(python).parent
        # Threads share the allocator's arenas instead of holding one each.
        env["MALLOC_ARENA_MAX"] = "2"
        # A demo may run as root, in a container for instance; Celery's ten lines about it would hide ours.
        env["PYTHONWARNINGS"] = "ignore::RuntimeWarning:celery.platforms"
        for name, server in servers:
            assert server.child
            children.watch(name, server.start, server.child)
        try:
            mailbox = str(places.var() / "mailbox")
            children.start(
                "mail", python, "-m", "portal.embedded.mailsink", "--port", str(sink), "--folder", mailbox, env=env
            )
            web = ["--interface", "wsgi", "--host", host, "--port", str(port), "--blocking-threads", "4", "--no-ws"]
            web += ["--respawn-failed-workers", "--respawn-interval", "1"]
            children.start("web", str(programs / "granian"), *web, "portal.wsgi:application", env=env)
            children.start("worker", python, "-m", "portal.embedded.worker", env=env)
            wait_for(address + "/healthz", children)
            print(WELCOME.format(address=address), flush=True)
            ended = children.keep_running()
            print(f"  {ended} does not stay; the lines above say why. Stopping the rest.", flush=True)
            raise SystemExit(1)
        except Stop:
            print("\n  stopping", flush=True)
        finally:
            children.stop()
    print("  everything is stopped", flush=True)


def wait_for(address: str, children: Children) -> None:
    """Wait until the web process answers; gives up when a child ends first."""
    limit = time.monotonic() + WEB_SECONDS
    while time.monotonic() < limit and not children.one_has_ended():
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own http address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The web process does not answer; the lines above say why.")


def main() -> None:
    def stop(*_: object) -> None:
        # A second signal must not interrupt the orderly stop.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    lock = only_one()
    try:
        run(os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or "8000"))
    except Stop:
        print("\n  everything is stopped", flush=True)
    except ServerFailed as error:
        sys.exit(str(error))
    finally:
        lock.close()


if __name__ == "__main__":
    main()
