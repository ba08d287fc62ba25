"""The mixed load: clients that read, write, log in and upload, each with a connection and rows of its own."""

import asyncio
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.reliability.client import PAUSE, Connection, NoResponse, Response
from benchmarks.reliability.ledger import Ledger, State

READERS = 20
"""Connections over which the rows are checked."""

LOGIN = b"grant_type=password&username=john+snow&password=secret"
BOUNDARY = "reliability"
UPLOAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n%s\r\n--{BOUNDARY}--\r\n'


def upload(size: int) -> bytes:
    """A form with a file of this size."""
    return UPLOAD.encode() % bytes(size)


SMALL, LARGE = upload(20_000), upload(1_500_000)
"""One of the sizes is kept in memory, the other on disk."""


@dataclass(frozen=True)
class Exchange:
    """A request that was sent; status 0 if no response came."""

    began: float
    ended: float
    method: str
    path: str
    status: int
    announced: bool

    @property
    def failed(self) -> bool:
        """Whether the client has to send it again."""
        return self.status == 0 or self.status >= 500


class Load:
    """The clients of one server, what they know of its rows, and all that they have sent."""

    def __init__(self, port: int, connections: int) -> None:
        self.port = port
        self.ledger = Ledger()
        self.exchanges: list[Exchange] = []
        self.seconds = 0.0
        self.lost: list[str] = []
        self.accounts = itertools.count(1)
        self._clients = [Client(self, number) for number in range(connections)]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let all clients work as long as the block runs; after it, their connections are closed."""
        ends, began = asyncio.Event(), time.monotonic()
        working = asyncio.gather(*(client.work(ends) for client in self._clients))
        try:
            yield
        except BaseException:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            raise
        ends.set()
        await working
        self.seconds += time.monotonic() - began

    async def check(self) -> None:
        """Read every row of the ledger and keep those that are not as they may be."""
        paths = iter([*self.ledger.rows])

        async def reader() -> None:
            connection = Connection(self.port)
            for path in paths:
                try:
                    self.compare(path, await connection.send("GET", path))
                except NoResponse as error:
                    self.lost.append(f"{path}: {error}")
            connection.close()

        await asyncio.gather(*(reader() for _ in range(READERS)))

    def compare(self, path: str, response: Response) -> None:
        """Keep the row as lost if the response contradicts the ledger."""
        found: State = json.loads(response.body) if response.status == 200 else None
        if response.status not in (200, 404) or self.ledger.contradicts(path, found):
            self.lost.append(f"{path}: {response.status} {response.body[:200]!r}, not {self.ledger.rows[path]}")

    def statuses(self) -> Counter[int]:
        """How often each status came."""
        return Counter(exchange.status for exchange in self.exchanges)


class Client:
    """One connection that is never idle while the load runs."""

    def __init__(self, load: Load, number: int) -> None:
        self._load, self._number = load, number
        self._connection = Connection(load.port)
        self._chance = random.Random(number)
        self._names = itertools.count(1)
        self._home = ""
        self._departments: list[str] = []
        self._staff: list[str] = []
        self._steps: dict[Callable[[], Awaitable[None]], int] = {
            self._read: 300,
            self._read_page: 120,
            self._add_department: 90,
            self._rename_department: 120,
            self._remove_department: 80,  # nearly as many, so that the memory is not that of more and more rows
            self._add_member: 90,
            self._rename_member: 80,
            self._remove_member: 80,
            self._add_user: 4,
            self._log_in: 4,
            self._upload: 40,
            self._upload_large: 4,
        }

    async def work(self, ends: asyncio.Event) -> None:
        """One step after the other, until the load ends."""
        steps, weights = [*self._steps], [*self._steps.values()]
        while not ends.is_set():
            await self._chance.choices(steps, weights)[0]()
        self._connection.close()

    async def _send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Response | None:
        """The response if it is not an error of the server, or None."""
        began = time.monotonic()
        try:
            response = await self._connection.send(method, path, body, kind or "application/json")
        except NoResponse:
            response = Response(0, {}, b"")
        exchange = Exchange(began, time.monotonic(), method, path, response.status, response.announced)
        self._load.exchanges.append(exchange)
        if exchange.failed:
            await asyncio.sleep(PAUSE)
            return None
        return response

    async def _add(self, path: str, fields: dict[str, Any], **secret: str) -> str:
        """Add a row and return its path; an empty one if that failed."""
        response = await self._send("POST", path, json.dumps(fields | secret).encode())
        if not response or response.status != 201:
            return ""
        self._load.ledger.acknowledge(response.headers["location"], fields)
        return response.headers["location"]

    async def _write(self, method: str, path: str, state: State) -> None:
        """Change or remove a row. Until the response, it may be as before or as it should be."""
        ledger = self._load.ledger
        ledger.doubt(path, state)
        response = await self._send(method, path, json.dumps(state).encode() if state else b"")
        if response and response.status in (200, 204):
            ledger.acknowledge(path, state)

    def _name(self) -> str:
        return f"{self._number}-{next(self._names)}"

    def _member(self) -> dict[str, Any]:
        """The fields of a member of the staff, who is in a department that is not removed."""
        return {"sname": self._name(), "did": int(self._home.rpartition("/")[2])}

    async def _read(self) -> None:
        rows = [*self._departments, *self._staff]
        path = self._chance.choice(rows) if rows else "/hello"
        response = await self._send("GET", path)
        if response and rows:
            self._load.compare(path, response)

    async def _read_page(self) -> None:
        path = self._chance.choice(["/chapter07/departments", "/chapter07/getStaffByPage/"])
        await self._send("GET", f"{path}?limit=20&page={self._chance.randint(1, 5)}")

    async def _add_department(self) -> None:
        if path := await self._add("/chapter07/departments", {"dname": self._name()}):
            self._departments.append(path)

    async def _rename_department(self) -> None:
        if self._departments:
            await self._write("PUT", self._chance.choice(self._departments), {"dname": self._name()})

    async def _remove_department(self) -> None:
        if self._departments:
            await self._write("DELETE", self._departments.pop(0), None)

    async def _add_member(self) -> None:
        self._home = self._home or await self._add("/chapter07/departments", {"dname": self._name()})
        if self._home and (path := await self._add("/chapter07/staff", self._member())):
            self._staff.append(path)

    async def _rename_member(self) -> None:
        if self._staff:
            await self._write("PATCH", self._chance.choice(self._staff), self._member())

    async def _remove_member(self) -> None:
        if self._staff:
            await self._write("DELETE", self._staff.pop(0), None)

    async def _add_user(self) -> None:
        fields = {"account": next(self._load.accounts), "uname": self._name(), "role": 1}
        await self._add("/chapter07/users", fields, password="a long password")

    async def _log_in(self) -> None:
        await self._send("POST", "/chapter06/jwt/token", LOGIN, "application/x-www-form-urlencoded")

    async def _upload(self) -> None:
        await self._send("POST", "/chapter04/file", SMALL, f"multipart/form-data; boundary={BOUNDARY}")

    async def _upload_large(self) -> None:
        await self._send("POST", "/chapter04/upload_file", LARGE, f"multipart/form-data; boundary={BOUNDARY}")
