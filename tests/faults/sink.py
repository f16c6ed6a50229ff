"""An SMTP server in a process of its own that fails as servers do: 4xx, accept and drop, hang. It notes what it did in a file."""

import asyncio
import os
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(rb"<([^>]*)>")
KEPT, DROPPED, LATER, HUNG = "kept", "dropped", "later", "hung"


@dataclass(frozen=True)
class Faults:
    """Every so many mails one is put off, is not answered at all, or is taken and then the line is cut; 0 is never."""

    later: int = 0
    hang: int = 0
    drop: int = 0


@dataclass(frozen=True)
class Noted:
    """What the server did with one mail, when, and for whom."""

    at: float
    what: str
    recipient: str
    message_id: str


class Sink:
    """Answers whoever connects. `taken` is a file that outlives everybody."""

    def __init__(self, faults: Faults, taken: Path) -> None:
        self.faults, self.count = faults, 0
        self.file = os.open(taken, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        recipient, fault = "", ""
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb, answer = line[:4].upper(), b"250 ok\r\n"
            if verb == b"RCPT":
                found = ADDRESS.search(line)
                recipient = found[1].decode() if found else ""
                fault = self._fault()
                if fault == LATER:
                    self._note(LATER, recipient, "-")
                    answer = b"451 4.7.1 come back\r\n"
                elif fault == HUNG:
                    self._note(HUNG, recipient, "-")
                    await reader.read()
                    break
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                found = MESSAGE_ID.search(content)
                self._note(fault or KEPT, recipient, found[1].decode() if found else "")
                if fault == DROPPED:
                    writer.transport.abort()
                    return
            elif verb == b"QUIT":
                break
            writer.write(answer)
        writer.close()

    def _fault(self) -> str:
        self.count += 1
        every = ((LATER, self.faults.later, 1), (HUNG, self.faults.hang, 2), (DROPPED, self.faults.drop, 3))
        return next((what for what, often, place in every if often and self.count % often == place), "")

    def _note(self, what: str, recipient: str, message_id: str) -> None:
        os.write(self.file, f"{time.time()} {what} {recipient} {message_id}\n".encode())


def serve(listener: socket.socket, faults: Faults, taken: Path) -> None:
    """Serve until the process is ended."""

    async def forever() -> None:
        sink = Sink(faults, taken)

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await sink.talk(reader, writer)
            except (OSError, asyncio.IncompleteReadError):
                writer.close()

        server = await asyncio.start_server(talk, sock=listener, limit=2**22)
        await server.serve_forever()

    asyncio.run(forever())


def noted(taken: Path) -> list[Noted]:
    """What the server has noted so far."""
    lines = [line.split() for line in taken.read_text().splitlines()] if taken.exists() else []
    return [Noted(float(at), what, recipient, message_id) for at, what, recipient, message_id in lines]
