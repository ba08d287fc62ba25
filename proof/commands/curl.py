"""Run the command that a card prints for each rule, and compare what it sends with what the rule sent.

Reads a report (`--report DIR`), which has the exchanges of every case. The last request of each rule is sent again, by
a shell, to a socket that keeps every byte: the same bytes get the same response. Prints the rules whose request the
command does not send, or differently, and ends with status 1 if one differs.
"""

import argparse
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from fastapi_spec.client.masking import MASK
from fastapi_spec.client.transcript import Transcript
from fastapi_spec.output.report import ReportError, read
from fastapi_spec.output.shell import content, repeated, wire

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PATIENCE = 10
"""Seconds that a command may take."""


class Sent(NamedTuple):
    """A request as it went over the wire: its first line, its header fields without regard to their order, its body."""

    line: str
    headers: list[tuple[str, str]]
    body: bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof curl``."""
    parser.add_argument(
        "report", metavar="REPORT", type=Path, help="a report.json or its folder, of a run with --report"
    )
    parser.add_argument("--jobs", type=int, default=4, help="commands at a time (default 4)")


def main(options: argparse.Namespace) -> int:
    """Run the commands. Returns the exit status."""
    try:
        report = read(options.report)
    except ReportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    last = {
        rule.id: case.exchanges[-1]
        for rule in report.rules
        for case in rule.cases
        if case.exchanges and not case.exchanges[-1].failure
    }
    with ThreadPoolExecutor(options.jobs) as pool:
        told = dict(zip(last, pool.map(compared, last.values()), strict=True))
    different = {id: why for id, why in told.items() if why.startswith("differs")}
    print(*(f"{id}: {why}\n" for id, why in told.items() if why), sep="", end="")
    same = sum(not why for why in told.values())
    sent = "1 request is sent again as it was" if same == 1 else f"{same} requests are sent again as they were"
    print(f"{len(told)} rules: {sent}, {len(told) - same - len(different)} cannot be sent, {len(different)} differ")
    return 1 if different else 0


def compared(exchange: Transcript) -> str:
    """What the command for an exchange does otherwise; empty if it sends the same."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        local = here(exchange, server.getsockname()[1])
        command = repeated(local)
        if command is None:
            return f"cannot be sent: the body of {exchange.request_body.bytes:,} bytes is too long to print"
        if MASK in command:
            return "cannot be sent: a secret is masked"
        if (program := "nc" if " nc " in command else "curl") and not shutil.which(program):
            return f"cannot be sent: {program} is not installed here"
        wanted = wire(local, content(local.request_body) or b"")
        received = _captured(server, command, len(wanted) if local.verbatim else 0)
    if local.verbatim:
        return "" if received == wanted else f"differs: sent {received!r}, not {wanted!r}"
    pairs = zip(Sent._fields, _parsed(received), _parsed(wanted), strict=True)
    return "; ".join(f"differs: {name} {got!r}, not {want!r}" for name, got, want in pairs if got != want)


def here(exchange: Transcript, port: int) -> Transcript:
    """The same request to another port of this machine."""
    before, after = urlsplit(exchange.url).netloc, f"127.0.0.1:{port}"
    renamed = {("host", before): after}
    headers = [(name, renamed.get((name.lower(), value), value)) for name, value in exchange.request_headers]
    url = exchange.url.replace(f"//{before}", f"//{after}", 1)
    return replace(exchange, url=url, request_headers=headers)


def _captured(server: socket.socket, command: str, size: int) -> bytes:
    """The bytes that a command sends: so many, or a request by its own framing if the size is 0."""
    process = subprocess.Popen(["/bin/sh", "-c", command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    received = bytearray()
    try:
        connection, _ = server.accept()
        with connection:
            connection.settimeout(0.5)
            while not (len(received) >= size if size else _complete(received)) and (data := connection.recv(65_536)):
                received += data
            connection.sendall(RESPONSE)
        process.wait(PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        process.kill()
        process.wait()
    return bytes(received)


def _complete(received: bytearray) -> bool:
    """Whether a request has arrived whole; one with a framing of its own is over when nothing more comes."""
    section, found, body = bytes(received).partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in section.split(b"\r\n")[1:] if b": " in line)
    if b"transfer-encoding" in fields:
        return body.endswith(b"0\r\n\r\n")
    return bool(found) and len(body) >= int(fields.get(b"content-length", b"0") or 0)


def _parsed(request: bytes) -> Sent:
    section, _, body = request.partition(b"\r\n\r\n")
    line, *fields = section.decode("latin-1").split("\r\n")
    headers = [(name.lower(), value.strip()) for name, _, value in (field.partition(":") for field in fields)]
    if ("transfer-encoding", "chunked") in headers and body.endswith(b"0\r\n\r\n"):
        body = _unchunked(body)
    return Sent(line, sorted(header for header in headers if header != ("connection", "keep-alive")), body)


def _unchunked(body: bytes) -> bytes:
    size, _, rest = body.partition(b"\r\n")
    length = int(size, 16)
    return rest[:length] + _unchunked(rest[length + 2 :]) if length else b""
