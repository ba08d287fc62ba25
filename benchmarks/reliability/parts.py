"""The parts: each runs the load while something happens, reads every row again, and says what is wrong."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar

from benchmarks.reliability.client import Connection, NoResponse
from benchmarks.reliability.load import Exchange, Load
from benchmarks.reliability.server import Server
from benchmarks.reliability.storage import LimitedFiles, PostgreSQL, SmallDisk, SQLite, postgresql, small_disk, sqlite
from reference_app.hardening.limits import SESSIONS

SETTLE = 2.0
"""Seconds after a load until the server has closed its connections."""
LOADS = 3
"""The first one opens the connections of the pool and fills the caches, the others find what it has left behind."""
GROWTH = 1.1
"""The memory after the last load compared with that after the one before, at most."""
OWN = 40
"""Descriptors of a worker that are not those of the pool, at most."""
IDLE_REQUESTS = 40
"""Requests over connections of their own, of which every worker gets some."""
MODES = ("fast", "immediate")
"""How PostgreSQL is stopped before it starts again: as for an upgrade, and as by a crash."""
SHOWN = 5
"""How many of what is wrong is shown."""


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    seconds: float
    connections: int
    workers: int


@dataclass
class Result:
    """What came of a part. It is as it should be if there are no problems."""

    name: str
    load: Load
    facts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    outages: list[tuple[float, float]] = field(default_factory=list)
    """When the storage failed: what is sent then may be rejected with a 503 that says when to come back."""
    kills: bool = False
    """Whether processes are killed, so that connections break."""

    def tolerated(self, exchange: Exchange) -> bool:
        """Whether the exchange may have failed."""
        if exchange.status == 0:
            return self.kills
        during = any(exchange.began < end and exchange.ended > begin for begin, end in self.outages)
        return exchange.announced and during

    async def check(self) -> None:
        """Read every row again, and judge."""
        await self.load.check()
        self.judge()

    def judge(self) -> None:
        """Find what should not have come."""
        wrong = [e for e in self.load.exchanges if not 200 <= e.status < 300 and not self.tolerated(e)]
        kinds = Counter(
            (exchange.method, exchange.path.split("?")[0], exchange.status or "no response") for exchange in wrong
        )
        self.problems += [
            f"{n} x {status} to {method} {path}" for (method, path, status), n in kinds.most_common(SHOWN)
        ]
        self.problems += [f"lost: {row}" for row in self.load.lost[:SHOWN]]

    def row(self) -> list[str]:
        """The cells of the table."""
        statuses, total = self.load.statuses(), len(self.load.exchanges)
        failed = sum(n for status, n in statuses.items() if status >= 500)
        numbers = [total, round(total / self.load.seconds), failed, statuses[0], self.load.ledger.acknowledged]
        return [self.name, *(f"{n:,}" for n in [*numbers, len(self.load.ledger.rows), len(self.load.lost)])]


COLUMNS = ["part", "requests", "a second", "5xx", "no response", "acknowledged writes", "rows read again", "lost"]


@contextmanager
def served(storage: SQLite | PostgreSQL, options: Options) -> Iterator[Server]:
    """The reference application on a database, ended with the block. Raises Failed."""
    server = Server(storage.environment, options.workers)
    try:
        server.start()
        yield server
    finally:
        server.stop()


async def loaded(storage: SQLite | PostgreSQL, options: Options) -> Result:
    """Several loads, one after the other. Neither memory nor descriptors go on growing."""
    with served(storage, options) as server:
        result = Result(f"load, {storage.name}", Load(server.port, options.connections))
        memory, descriptors = [], []
        for _ in range(LOADS):
            async with result.load.running():
                await asyncio.sleep(options.seconds)
            await asyncio.sleep(SETTLE)
            memory.append(server.memory())
            descriptors.append(server.descriptors())
        await result.check()
    most = options.workers * (OWN + SESSIONS * storage.descriptors)
    result.facts.append(
        f"memory of all workers after each load: {', '.join(f'{size / 2**20:.0f} MB' for size in memory)}"
    )
    result.facts.append(f"their descriptors: {', '.join(map(str, descriptors))}; a full pool has up to {most}")
    result.problems += ["the memory grows"] if memory[-1] > memory[-2] * GROWTH else []
    result.problems += ["there are more descriptors than that"] if max(descriptors) > most else []
    return result


async def killed(storage: SQLite | PostgreSQL, options: Options) -> Result:
    """Workers, and twice the whole server, are killed while clients write."""
    chance, workers = random.Random(0), 0
    with served(storage, options) as server:
        result = Result(f"kill -9, {storage.name}", Load(server.port, options.connections), kills=True)
        async with result.load.running():
            for turn in range(1, 9):
                await asyncio.sleep(options.seconds / 9)
                if turn in (3, 6):
                    server.kill()
                    await asyncio.to_thread(server.start)
                else:
                    server.kill_worker(chance.randrange(options.workers))
                    workers += 1
            await asyncio.sleep(options.seconds / 9)
        server.kill()
        server.start()
        await result.check()
    result.facts.append(f"killed: {workers} workers, and the whole server 3 times")
    if isinstance(storage, SQLite):
        said = storage.integrity()
        result.facts.append(f"integrity_check: {said}")
        result.problems += [] if said == "ok" else [said]
    return result


async def filled(disk: SmallDisk | LimitedFiles, options: Options) -> Result:
    """For a third of the time there is no room for the database."""
    with served(disk, options) as server:
        result = Result("full disk, SQLite", Load(server.port, options.connections))
        async with result.load.running():
            await asyncio.sleep(options.seconds / 3)
            full = time.monotonic()
            disk.fill(server)
            await asyncio.sleep(options.seconds / 3)
            disk.free(server)
            room = time.monotonic()
            await asyncio.sleep(options.seconds / 3)
        result.outages.append((full, room))
        await result.check()
        server.stop()
        said = disk.integrity()
    reads = [e for e in result.load.exchanges if e.method == "GET" and full < e.began and e.ended < room]
    failed = sum(exchange.failed for exchange in reads)
    rejected = sum(exchange.status >= 500 for exchange in result.load.exchanges)
    later = sum(not e.failed for e in result.load.exchanges if e.method != "GET" and e.began > room)
    result.facts.append(f"disk: {disk.means}; integrity_check: {said}")
    result.facts.append(
        f"while it was full: {rejected:,} x 503; {len(reads) - failed:,} of {len(reads):,} reads succeeded"
    )
    result.facts.append(f"writes that succeeded once there was room: {later:,}")
    result.problems += [f"{failed} reads failed while the disk was full"] if failed else []
    result.problems += [] if rejected else ["the disk was never full"]
    result.problems += [] if later else ["no write succeeded once there was room"]
    result.problems += [] if said == "ok" else [said]
    return result


async def restarted(storage: PostgreSQL, options: Options) -> Result:
    """The database is restarted while clients write, in the way of an upgrade and in that of a crash, and when idle."""
    with served(storage, options) as server:
        result = Result("restart, PostgreSQL", Load(server.port, options.connections))
        async with result.load.running():
            for mode in MODES:
                await asyncio.sleep(options.seconds / 3)
                began = time.monotonic()
                await asyncio.to_thread(storage.restart, mode)
                result.outages.append((began, time.monotonic()))
            await asyncio.sleep(options.seconds / 3)
        for mode, (began, ended) in zip(MODES, result.outages, strict=True):
            failed = [e for e in result.load.exchanges if e.failed and e.began < ended and e.ended > began]
            spent = max((e.ended for e in failed), default=began) - min((e.ended for e in failed), default=began)
            kinds = ", ".join(f"{n:,} x {status}" for status, n in Counter(e.status for e in failed).items())
            result.facts.append(
                f"{mode} restart, {ended - began:.1f} s: {kinds or 'nothing failed'} within {spent:.1f} s"
            )
        await asyncio.to_thread(storage.restart, "fast")
        well = [await _first(server.port) for _ in range(IDLE_REQUESTS)]
        result.facts.append(f"the first {IDLE_REQUESTS} requests after a restart without load: {well.count(200)} x 200")
        result.problems += [f"{status} after a restart" for status in well if status != 200]
        await result.check()
    return result


async def _first(port: int) -> int:
    """The status of a read over a new connection, 0 without a response."""
    with closing(Connection(port)) as connection, suppress(NoResponse):
        return (await connection.send("GET", "/chapter07/departments")).status
    return 0


Part = Callable[[Options], Coroutine[None, None, Result]]
Storage = TypeVar("Storage")


def on(
    storage: Callable[[], AbstractContextManager[Storage]],
    part: Callable[[Storage, Options], Coroutine[None, None, Result]],
) -> Part:
    """A part on a storage of its own, which is removed afterwards."""

    async def run(options: Options) -> Result:
        with storage() as opened:
            return await part(opened, options)

    return run


PARTS: dict[str, Part] = {
    "sqlite-load": on(sqlite, loaded),
    "sqlite-kill": on(sqlite, killed),
    "sqlite-disk": on(small_disk, filled),
    "postgresql-load": on(postgresql, loaded),
    "postgresql-kill": on(postgresql, killed),
    "postgresql-restart": on(postgresql, restarted),
}
