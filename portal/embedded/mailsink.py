"""A local SMTP server for the demo: takes every mail and keeps it as a file.

python -m portal.embedded.mailsink --port 2525 --folder var/mailbox
"""

import argparse
import asyncio
import signal
import time
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 20 * 1024 * 1024


class Keeper:
    """Writes each mail whole before it says yes: what was accepted is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        content = envelope.original_content or b""
        name = f"{time.time_ns()}.eml"
        partial = self.folder / (name + ".partial")
        partial.write_bytes(b"X-Envelope-To: " + ", ".join(envelope.rcpt_tos).encode() + b"\r\n" + content)
        partial.rename(self.folder / name)
        print(f"mail for {', '.join(envelope.rcpt_tos)} is in the mailbox", flush=True)
        return "250 kept"


async def serve(port: int, folder: Path) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)

    def protocol() -> Any:
        return SMTP(Keeper(folder), data_size_limit=LARGEST, ident="demo mailbox")

    server = await loop.create_server(protocol, "127.0.0.1", port)
    async with server:
        await stopped.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.folder))
