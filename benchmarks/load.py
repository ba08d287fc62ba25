"""``python -m benchmarks.load [SECONDS] [CONNECTIONS]``: the reference application under load, on loopback.

CONNECTIONS (default 200) clients, each with one kept connection, create, read, list, rename and delete departments
for SECONDS (default 30). Then every write that was acknowledged is looked for. DATABASE_URL names the database, as
for the application; without it, it is SQLite. The exit status is 1 after a server error or a lost write.
"""

import asyncio
import collections
import random
import sys
import time

import httpx

from fastapi_spec.target.served import serving

DEPARTMENTS = "/chapter07/departments"


class Load:
    """What the clients sent and what came back."""

    def __init__(self, client: httpx.AsyncClient, seconds: float) -> None:
        self.client = client
        self.deadline = time.monotonic() + seconds
        self.statuses: collections.Counter[int | str] = collections.Counter()
        self.names: dict[int, str] = {}

    async def send(self, method: str, path: str, **arguments: object) -> httpx.Response | None:
        """Send one request and count its status, or the name of what went wrong."""
        try:
            response = await self.client.request(method, path, **arguments)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            self.statuses[type(error).__name__] += 1
            return None
        self.statuses[response.status_code] += 1
        return response

    async def one_client(self, number: int) -> None:
        """Write and read until the time is up, keeping the name of each department as it was last acknowledged."""
        chance = random.Random(number)
        turn = 0
        while time.monotonic() < self.deadline:
            turn += 1
            name = f"load {number}-{turn}"
            created = await self.send("POST", DEPARTMENTS, json={"dname": name})
            if created is None or created.status_code != 201:
                continue
            did = created.json()["did"]
            self.names[did] = name
            await self.send("GET", f"{DEPARTMENTS}/{did}")
            await self.send("GET", DEPARTMENTS, params={"limit": 10})
            renamed = await self.send("PUT", f"{DEPARTMENTS}/{did}", json={"dname": f"{name} b"})
            if renamed and renamed.is_success:
                self.names[did] = f"{name} b"
            if chance.random() < 0.3:
                deleted = await self.send("DELETE", f"{DEPARTMENTS}/{did}")
                if deleted and deleted.is_success:
                    del self.names[did]

    async def lost(self) -> list[int]:
        """The departments whose acknowledged name is not there; all are removed."""
        lost = []
        for did, name in self.names.items():
            found = await self.client.get(f"{DEPARTMENTS}/{did}")
            if found.status_code != 200 or found.json()["dname"] != name:
                lost.append(did)
            await self.client.delete(f"{DEPARTMENTS}/{did}")
        return lost


async def measure(url: str, seconds: float, connections: int) -> int:
    """Run the load, print the figures. Returns the exit status."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60, trust_env=False) as client:
        load = Load(client, seconds)
        progress = asyncio.create_task(_progress(load, seconds))
        await asyncio.gather(*(load.one_client(number) for number in range(connections)))
        await progress
        acknowledged, lost = len(load.names), await load.lost()
    total = sum(load.statuses.values())
    print(f"{total} requests over {connections} connections in {seconds:g} s: {total / seconds:.0f} a second")
    print("statuses: " + ", ".join(f"{status} x {count}" for status, count in sorted(load.statuses.items(), key=str)))
    print(f"{acknowledged} departments acknowledged and kept, {len(lost)} lost")
    failed = [status for status in load.statuses if isinstance(status, int) and status >= 500]
    return 1 if failed or lost else 0


async def _progress(load: Load, seconds: float) -> None:
    while (left := load.deadline - time.monotonic()) > 0:
        print(f"\r{seconds - left:3.0f} of {seconds:g} s", end="", file=sys.stderr, flush=True)
        await asyncio.sleep(min(1, left))
    print("\r", end="", file=sys.stderr)


def main() -> int:
    """Serve, load, print."""
    seconds, connections = float((sys.argv[1:2] or ["30"])[0]), int((sys.argv[2:3] or ["200"])[0])
    with serving() as target:
        return asyncio.run(measure(target.url, seconds, connections))


if __name__ == "__main__":
    sys.exit(main())
