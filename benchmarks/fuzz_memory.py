"""``python -m benchmarks.fuzz_memory [REQUESTS]``: the memory of the reference application while it is fuzzed.

Prints the resident memory of its process after 1,000 requests and after REQUESTS (default 20,000), and ends with
status 1 when it has grown by more than 20 MB. Logins and new users are left out: each costs the hash of a password.
"""

import sys
from dataclasses import replace
from pathlib import Path

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate.budget import Budget
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.generate.plan import Application
from fastapi_spec.target.served import serving
from spec.generated.applications import applications
from spec.generated.areas import COSTLY, areas
from spec.generated.guard import RowGuard

FIRST = 1000
GROWTH = 20 * 1024 * 1024
WIDTH = 78 if sys.stdout.isatty() else 0


def resident(pid: int) -> int:
    """The resident memory of a process in bytes (proc(5))."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def main(requests: int) -> int:
    """Fuzz until the requests are sent. Returns the exit status."""
    marks: dict[int, int] = {}
    with serving() as target, Api(target.url, Recorder(20)) as api:
        campaign = Campaign(api, RowGuard(api), Budget("standard", 24 * 3600, endless=True), seed=0)

        def look(line: str) -> None:
            for mark in (FIRST, requests):
                if campaign.wire.sent >= mark and mark not in marks:
                    marks[mark] = resident(target.pid)
                    print(
                        f"{campaign.wire.sent:>6} requests: {marks[mark] / 1024 / 1024:.1f} MB".ljust(WIDTH), flush=True
                    )
            if requests in marks:
                campaign.wire.deadline = 0
            if sys.stdout.isatty():
                print(line.ljust(WIDTH), end="\r", flush=True)

        campaign.run([cheap(application) for application in applications(api, set(areas()))], look)
    grown = marks[requests] - marks[FIRST]
    print(f"grown by {grown / 1024 / 1024:.1f} MB")
    return int(grown > GROWTH)


def cheap(application: Application) -> Application:
    """An application without the operations that are left out."""
    return replace(application, selected=lambda path: application.prefix + path not in COSTLY)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 20_000))
