"""A real SMTP server for tests, which can be told to refuse."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

__all__ = ["Box", "running"]


class Box:
    """What the server took in; `refusal`, if set, is its answer instead."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to: list[str] = []
        self.refusal = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        self.raw.append(envelope.content)
        self.taken.append(BytesParser(policy=default).parsebytes(envelope.content))  # type: ignore[arg-type]
        self.to += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def running() -> Iterator[tuple[Box, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()
