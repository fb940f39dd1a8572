"""A real mail server on this machine that keeps what it gets, and refuses, hangs or goes away as it is told."""

import asyncio
import socket
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class MailServer:
    """Answers by which it takes or refuses; `hangs` at RCPT, before it has the mail, or at DATA, after it took it."""

    mail: str = "250 OK"
    rcpt: str = "250 OK"
    data: str = "250 OK"
    quit: str = "221 Bye"
    hangs: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    asked: int = 0
    port: int = 0
    _controller: Controller | None = None

    def __enter__(self) -> "MailServer":
        return self.start()

    def __exit__(self, *_problem: object) -> None:
        self.stop()

    def start(self) -> "MailServer":
        """Serve, at the same port as before."""
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        """Go away; whoever comes is refused the connection."""
        self.hangs = ""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def told(self) -> "Counter[str]":
        """How often each message came, by its Message-ID."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    # -- what its library calls

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        self.asked += 1
        await self._hang("rcpt")
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.data.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        await self._hang("data")
        return self.data

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:
        return self.quit

    async def _hang(self, where: str) -> None:
        while self.hangs == where:
            await asyncio.sleep(0.05)
