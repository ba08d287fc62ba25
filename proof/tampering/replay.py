"""Records the exchanges of a test, and plays them back with one response changed."""

import contextlib
import datetime
import random
import secrets
import time
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping
from unittest import mock

import httpx
import pytest

from fastapi_spec.client.api import Exchange, NoResponse, Recorder, Response
from proof.engine.items import Verdict, run
from proof.tampering.change import Recorded

Tape = list[Recorded | NoResponse]
Spoil = Mapping[int, Callable[[Recorded], Recorded]]

OF_THE_CLIENT = {"host", "accept", "accept-encoding", "connection", "content-length"}
"""Headers that the client sends with every request."""


class Player:
    """Is between the client and the socket. Without a tape it records; with one nothing is sent.

    ``recorded`` holds every response, ``requests`` what was sent for it, ``called`` which of them came while the test
    itself ran (``phase`` is call).
    """

    def __init__(self) -> None:
        self.phase = ""
        self.seed = time.time_ns()
        self._send = Recorder.handle_request
        self.start(None)

    def start(self, tape: Tape | None, spoil: Spoil | None = None) -> None:
        """From the top: play this tape, or record."""
        self.recorded: Tape = []
        self.requests: list[str] = []
        self.called: list[int] = []
        self._tape, self._at, self._spoil = tape, 0, spoil or {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Note the phase of the test: what its fixtures send is not its own."""
        self.phase = "call"
        try:
            return (yield)
        finally:
            self.phase = ""

    def handler(self) -> Callable[[Recorder, httpx.Request], Response]:
        """The function that takes the place of the recorder's own."""
        return lambda recorder, request: (self._record if self._tape is None else self._play)(recorder, request)

    def _play(self, recorder: Recorder, request: httpx.Request) -> Response:
        assert self._tape
        # A rule that polls gets the last response again.
        played = self._tape[min(self._at, len(self._tape) - 1)]
        self._at += 1
        recorder.exchanges.append(Exchange(request.method, str(request.url), [], request.read()))
        if isinstance(played, NoResponse):
            raise played
        return _response(played, datetime.timedelta(seconds=1))

    def _record(self, recorder: Recorder, request: httpx.Request) -> Response:
        at = len(self.recorded)
        self.requests.append(_sent(request))
        if self.phase == "call":
            self.called.append(at)
        try:
            response = self._send(recorder, request)
        except NoResponse as error:
            self.recorded.append(error)
            raise
        exchange = recorder.exchanges[-1]
        recorded = Recorded(response.status_code, exchange.response_headers, exchange.response_body)
        self.recorded.append(recorded)
        return _response(self._spoil[at](recorded), response.elapsed) if at in self._spoil else response


def _sent(request: httpx.Request) -> str:
    """A request in a line: the same for two rules that send the same, wherever the server is."""
    headers = sorted(f"{name}: {value}" for name, value in request.headers.items() if name not in OF_THE_CLIENT)
    target = request.extensions.get("target", request.url.raw_path)
    return " ".join([request.method, target.decode("ascii"), *headers, repr(request.read())])


def _response(recorded: Recorded, elapsed: datetime.timedelta) -> Response:
    response = Response(recorded.status, headers=recorded.headers, stream=httpx.ByteStream(recorded.body))
    response.read()
    response.elapsed = elapsed
    return response


@contextlib.contextmanager
def drawn_from(seed: int) -> Iterator[None]:
    """The names and numbers that a rule draws are the same in every run with the same seed."""
    source = random.Random(seed)

    def uuid4() -> uuid.UUID:
        return uuid.UUID(int=source.getrandbits(128), version=4)

    with (
        mock.patch.object(uuid, "uuid4", uuid4),
        mock.patch.object(secrets, "randbelow", source.randrange),
    ):
        yield


class Clock:
    """A clock that moves only during a sleep, which takes no time."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 1)


@contextlib.contextmanager
def no_waiting() -> Iterator[None]:
    """A rule that waits for something gives up at once."""
    clock = Clock()
    with mock.patch.object(time, "sleep", clock.sleep), mock.patch.object(time, "monotonic", clock.monotonic):
        yield


def record(player: Player, item: pytest.Item, spoil: Spoil = {}) -> Verdict:  # noqa: B006
    """Run a test against the server, with new names. ``spoil`` changes responses on their way, by their number."""
    player.seed += 1
    player.start(None, spoil)
    with drawn_from(player.seed):
        return run([item])


def replay(player: Player, item: pytest.Item, tape: Tape) -> Verdict:
    """Run a test against a tape, with the names of its recording."""
    player.start(tape)
    with drawn_from(player.seed), no_waiting():
        return run([item])
