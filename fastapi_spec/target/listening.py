"""Which process listens on a port, as far as Linux tells: /proc has the sockets, and the descriptors of processes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from fastapi_spec.printable import line
from fastapi_spec.target._contain import descendants

LISTENS = "0A"
LOOPBACK = ("0100007F", "00000000", "0" * 32, "0000000000000000FFFF00000100007F")
"""The addresses, as /proc writes them, at which 127.0.0.1 is reached: itself, and any address."""
FORWARDERS = ("docker-proxy", "rootlesskit", "rootlessport")
"""Programs that listen for a container which the command has started."""


def stranger(port: int, parent: int) -> str:
    """The process that listens on this port and does not descend from ``parent``, by name and number.

    Empty if a descendant listens, or if that cannot be known.
    """
    sockets = listening(port)
    try:
        if not sockets or any(sockets & set(_open(pid)) for pid in descendants(parent)):
            return ""
    except PermissionError:  # a descendant is of another user, and may be the one
        return ""
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if sockets & set(_open(int(path.name))):
                name = line((path / "comm").read_text(errors="replace").strip())
                return "" if name in FORWARDERS else f"{name} ({path.name})"
    return ""


def listening(port: int) -> set[str]:
    """The sockets that listen on a port of this machine, as the descriptors of a process name them."""
    found = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for row in Path("/proc/net", table).read_text().splitlines()[1:]:
                fields = row.split()
                address, _, number = fields[1].partition(":")
                if fields[3] == LISTENS and int(number, 16) == port and address in LOOPBACK:
                    found.add(f"socket:[{fields[9]}]")
    return found


def _open(pid: int) -> Iterable[str]:
    """What the descriptors of a process are. Raises PermissionError if it is of another user."""
    try:
        descriptors = os.listdir(f"/proc/{pid}/fd")
    except FileNotFoundError:  # it has ended
        return
    for descriptor in descriptors:
        with contextlib.suppress(FileNotFoundError):
            yield os.readlink(f"/proc/{pid}/fd/{descriptor}")
