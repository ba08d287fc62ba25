"""What one client can make the reference application do is bounded: work that no rule measures, since it takes time."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import UploadFile

from reference_app.hardening import errors
from reference_app.main import app
from reference_app.routers.chapter04 import files, streams
from reference_app.routers.chapter06 import jwt_flow

LOGIN = {"username": "john snow", "password": "secret"}


def client() -> httpx.AsyncClient:
    """The application without a server."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://reference")


@pytest.mark.parametrize(
    "kind, separators, status",
    [
        ("application/x-www-form-urlencoded", 1000, 422),
        ("application/x-www-form-urlencoded", 1001, 400),
        ("application/json", 1001, 422),
        ("text/plain", 1001, 422),
    ],
)
def test_separators_of_a_form_are_counted(kind: str, separators: int, status: int) -> None:
    """Empty fields are not fields to Starlette, which takes seconds for a megabyte of them. No other body has any."""

    async def send() -> httpx.Response:
        headers = {"Content-Type": kind}
        async with client() as http:
            return await http.post("/chapter04/login/", content="&" * separators, headers=headers)

    assert asyncio.run(send()).status_code == status


def test_four_hashes_are_computed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each occupies one of forty threads: many logins at once would leave none for other operations."""
    running, most, lock = 0, 0, threading.Lock()

    def slowly(*_: Any) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return True

    monkeypatch.setattr(jwt_flow, "verify_password", slowly)

    async def log_in() -> list[int]:
        async with client() as http:
            responses = await asyncio.gather(*(http.post("/chapter06/jwt/token", data=LOGIN) for _ in range(12)))
            return [response.status_code for response in responses]

    assert asyncio.run(log_in()) == 12 * [200]
    assert most == 4


def test_errors_and_their_inputs_are_bounded() -> None:
    """The first hundred errors are shown; one with a long input is shown without it."""
    short = {"type": "t", "loc": ("body",), "msg": "m", "input": "x"}

    shown = errors.shown([{**short, "input": "x" * 5000}, *[short] * 200])

    assert len(shown) == 100
    assert "input" not in shown[0]
    assert shown[1] == short


def test_the_size_of_a_file_is_known_without_reading_it() -> None:
    """A file of 10 MiB is on disk; to read it for its size would put it into memory."""

    class Unreadable(UploadFile):
        async def read(self, size: int = -1) -> bytes:  # noqa: ARG002 (as in UploadFile)
            raise AssertionError("it is read")

    file = Unreadable(file=None, size=7, filename="a")  # type: ignore[arg-type]

    assert files.read_info(file).size == 7


@pytest.fixture
def paused() -> Iterator[str]:
    """The id of a stream that pauses."""
    streams._pausing["work"] = asyncio.Queue(1)
    yield "work"
    del streams._pausing["work"]


def test_a_stream_is_resumed_once(paused: str) -> None:
    """Further requests do not fill the memory while it pauses."""
    for _ in range(3):
        asyncio.run(streams.resume(paused, "next"))

    assert streams._pausing[paused].qsize() == 1
