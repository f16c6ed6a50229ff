"""A real SMTP server for tests: keeps what it gets, and can be told to refuse."""

import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any, Self

import vobject
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """`mails` are the messages accepted, in order, `senders` their return paths. `refuse` maps an address to the
    answer it gets instead.

    `refuse_sender` is what everybody gets who says who sends. `connections` is how often somebody connected; after
    `closes_after` mails a connection is closed with 421. `offers` is what it can besides.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.senders: list[str | None] = []
        self.refuse: dict[str, str] = {}
        self.refuse_sender = ""
        self.closes_after = 0
        self.connections = 0
        self.offers = ["250-PIPELINING"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_EHLO(  # noqa: N802 - its name
        self, server: SMTP, session: Session, envelope: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name, session.carried = host, 0  # type: ignore[attr-defined]
        return [*self.offers, *answers]

    async def handle_MAIL(  # noqa: N802 - its name
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.closes_after and session.carried >= self.closes_after:
            return "421 4.7.0 enough for one connection"
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        session.carried += 1
        return "250 ok"

    async def handle_RCPT(  # noqa: N802 - its name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        message: Any = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        self.mails.append(message)
        self.senders.append(envelope.mail_from)
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails accepted for one address."""
        return [mail for mail in self.mails if mail["To"] == address]

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


def read_invitation(mail: EmailMessage) -> tuple[str, Any]:
    """The method and the calendar that a mail carries, read with another parser than the one that wrote it."""
    part: Any = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return part.get_param("method"), vobject.readOne(part.get_content())
