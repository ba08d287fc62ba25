"""Uploads do not grow the server's memory by more than a few times their size."""

from collections.abc import Iterator

import httpx
import pytest

from fastapi_spec.target.served import Served, serving

SIZE = 5_000_000


@pytest.fixture
def served() -> Iterator[Served]:
    """The reference application in a process of its own, whose peak of memory is still low."""
    with serving() as target:
        yield target


def peak(pid: int) -> int:
    """The largest resident memory of a process so far, in bytes (proc(5), VmHWM)."""
    with open(f"/proc/{pid}/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


@pytest.mark.parametrize("path, field", [("/chapter04/file", "file"), ("/chapter04/upload_files", "files")])
def test_ten_uploads_of_5_mb_leave_memory_within_four_times_their_size(served: Served, path: str, field: str) -> None:
    """A file is written to disk in parts, or released before the next one."""
    with httpx.Client(base_url=served.url, trust_env=False, timeout=60) as client:
        client.post(path, files={field: b"x"}).raise_for_status()
        before = peak(served.pid)
        for _ in range(10):
            client.post(path, files={field: b"x" * SIZE}).raise_for_status()

    assert peak(served.pid) - before < 4 * SIZE
