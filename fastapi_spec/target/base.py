"""What every target has in common: a name, an address, a life from start to stop."""

import os
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from fastapi_spec.client.masking import MASK, masked
from fastapi_spec.client.secrets import Secrets
from fastapi_spec.language import Later, later, say
from fastapi_spec.printable import line, text_of

START_TIMEOUT = 60
"""Seconds that a server may take to start."""
LAST = 10
"""How many lines of the output of a dead target are shown."""
PRINTED = 20_000
"""How many bytes of what the application printed during a rule are shown."""


class TargetError(Exception):
    """No usable target: one line with what happened and what to try.

    ``usage``: the options are wrong. ``printed``: what the target printed last may say why.
    """

    def __init__(self, message: str | Later, *, usage: bool = False, printed: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.usage = usage
        self.printed = printed


class Target(Protocol):
    """A server under test. ``url`` has no trailing slash and is known once `start` has returned.

    ``kind`` says in words how it came to run, ``log`` is the file of what it prints (None if it runs elsewhere), and
    ``awaited`` what `ready` waits for, as an infinitive.
    """

    name: str
    url: str
    log: Path | None

    @property
    def kind(self) -> str | Later: ...
    @property
    def awaited(self) -> str | Later: ...

    def start(self) -> None: ...
    def ready(self, seconds: float) -> bool: ...
    def finish(self) -> None: ...
    def stop(self) -> None: ...


def wait_until_ready(target: Target, progress: Callable[[str], None] = lambda _: None) -> None:
    """Start a target and wait until it responds; after two seconds say what for. Raises TargetError."""
    target.start()
    began = time.monotonic()
    while not target.ready(1.0):
        waited = time.monotonic() - began
        if waited > START_TIMEOUT:
            told = {"target": target.name, "awaited": target.awaited, "seconds": START_TIMEOUT}
            raise TargetError(later("{target} did not {awaited} within {seconds} s", **told))
        if waited >= 2:
            told = {"target": target.name, "awaited": target.awaited, "seconds": f"{waited:.0f}"}
            progress(say("waiting for {target} to {awaited} ({seconds} s)", **told))


def address(url: str) -> tuple[str, int]:
    """Host and port of a target's URL. Raises TargetError."""
    shown = line(masked(re.sub(r"(?<=//)[^/?#]*@|^[^/?#]*@", f"{MASK}@", url), Secrets()))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        (host or "").encode("idna")
    except ValueError as error:
        raise TargetError(f"--url {shown}: {error}", usage=True) from None
    if parts.username or parts.password:
        raise TargetError(later("--url must not contain credentials (it is printed)"), usage=True)
    odd = parts.query or parts.fragment or not url.isprintable() or " " in url or url.endswith(("?", "#"))
    if parts.scheme not in ("http", "https") or not host or odd:
        wanted = later("--url {url}: write http://HOST:PORT or https://HOST, optionally with a path", url=shown)
        raise TargetError(wanted, usage=True)
    return host, port


def accepts_connections(url: str) -> bool:
    """Whether a server accepts connections at the address of this URL."""
    try:
        socket.create_connection(address(url), timeout=2).close()
    except OSError:
        return False
    return True


def last_lines(target: Target) -> list[str]:
    """The last lines that a target printed, under a heading; none if it printed nothing or runs elsewhere."""
    if not target.log or not target.log.exists():
        return []
    printed = masked(text_of(end_of(target.log)), Secrets(), received=True).rstrip().split("\n")
    return ["", say("its last lines:"), *(f"  {line(row)}" for row in printed[-LAST:])] if any(printed) else []


def end_of(log: Path) -> bytes:
    """The last bytes of a log, whose beginning may be large."""
    with log.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 16_384))
        return file.read()


def log_size(target: Target) -> int:
    """How many bytes a target has printed so far."""
    return target.log.stat().st_size if target.log and target.log.exists() else 0


def printed_since(target: Target, offset: int) -> str:
    """What a target printed after its log had this many bytes: usually the traceback of an exception."""
    if not target.log or not target.log.exists():
        return ""
    with target.log.open("rb") as file:
        if offset >= file.seek(0, os.SEEK_END):
            return ""
        file.seek(offset, os.SEEK_DATA)  # of a command that printed very much, the beginning is not there any more
        return text_of(file.read(PRINTED).lstrip(b"\0"))
