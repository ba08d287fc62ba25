"""The servers that ``--server`` names: which packages they are, and how they are started."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_spec.language import later
from fastapi_spec.target.launched import Launched
from fastapi_spec.target.reference import REFERENCE
from fastapi_spec.target.served import environment_for, folder_of


@dataclass(frozen=True)
class Server:
    """A server: the packages to install, and the arguments with which an interpreter starts it.

    ``lifespan`` is whether it tells the application that it starts and stops (ASGI's lifespan events).
    """

    packages: Sequence[str]
    arguments: str
    lifespan: bool = True


SERVERS = {
    "uvicorn": Server(["uvicorn"], "-m uvicorn --http h11 --port {port} {app}"),
    "uvicorn-httptools": Server(["uvicorn", "httptools"], "-m uvicorn --http httptools --port {port} {app}"),
    "hypercorn": Server(["hypercorn"], "-m hypercorn {app} --bind 127.0.0.1:{port}"),
    "granian": Server(["granian"], "-m granian --interface asgi --host 127.0.0.1 --port {port} {app}"),
    "daphne": Server(["daphne"], "-m daphne -b 127.0.0.1 -p {port} {app}", lifespan=False),
    "gunicorn": Server(
        ["gunicorn", "uvicorn-worker"],
        "-m gunicorn -k uvicorn_worker.UvicornWorker --bind 127.0.0.1:{port} {app}",
    ),
}


def served_by(name: str | None, python: str | Path, server: str) -> str:
    """The command, for ``--launch``, by which this server serves an application."""
    arguments = SERVERS[server].arguments.replace("{app}", shlex.quote(name or REFERENCE))
    path = os.pathsep.join(filter(None, [folder_of(name), environment_for(python).get("PYTHONPATH")]))
    return f"env -u PYTHONHOME {shlex.quote(f'PYTHONPATH={path}')} {shlex.quote(str(python))} {arguments}"


class ServedBy(Launched):
    """An application that another server than uvicorn serves, by that server's own command."""

    kind = later("served on a free port")

    def __init__(self, name: str | None, python: Path, server: str) -> None:
        super().__init__(served_by(name, python, server), f"{name or REFERENCE} on {server}")
