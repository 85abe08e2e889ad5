"""A mail server of the tests' own, on loopback, that can be told to misbehave."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class MailServer:
    """Keeps what it was given. `refusals` by recipient; `drops` closes the connection once it has a mail.

    `refuses_sender` is the answer to whoever sends, whatever the recipient.
    `hangs_up_after` so many mails it ends a connection in good order, once it has said that it has the mail.
    """

    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    refuses_sender: str = ""
    drops: int = 0
    hangs_up_after: int = 0
    port: int = 0

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.refuses_sender:
            return self.refuses_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if refusal := self.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(BytesParser(policy=policy.default).parsebytes(envelope.content))
        self.envelopes.append(list(envelope.rcpt_tos))
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        elif self.hangs_up_after and len(self.received) % self.hangs_up_after == 0:
            server.loop.call_later(0, server.transport.close)
        return "250 OK"


@contextmanager
def mail_server(free_port: int) -> Iterator[MailServer]:
    handler = MailServer(port=free_port)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
