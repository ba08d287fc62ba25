"""What every target has in common: its address, its start, the lines that it printed."""

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from fastapi_spec.target import base
from fastapi_spec.target.base import (
    PRINTED,
    TargetError,
    accepts_connections,
    address,
    last_lines,
    log_size,
    printed_since,
    wait_until_ready,
)


class Fake:
    """A target that is ready after some calls."""

    name, kind, url, awaited = "T", "fake", "http://h", "start"

    def __init__(self, *ready: bool, log: Path | None = None) -> None:
        self._ready = list(ready)
        self.log = log
        self.started = 0

    def start(self) -> None:
        """Count the starts."""
        self.started += 1

    def ready(self, seconds: float) -> bool:
        """Whether it is ready at last."""
        assert seconds == 1
        return self._ready.pop(0)

    def finish(self) -> None:
        """There is nothing to end."""

    def stop(self) -> None:
        """There is nothing to end."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of a target that printed twelve lines."""
    path = tmp_path / "log"
    path.write_text("".join(f"line {n}\n" for n in range(12)))
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by a second whenever it is read."""
    times = iter(range(1000))
    monkeypatch.setattr(base, "time", SimpleNamespace(monotonic=lambda: float(next(times))))


def test_a_target_is_started_once_and_waited_for() -> None:
    """A fast start needs no progress."""
    target, lines = Fake(False, True), list[str]()

    wait_until_ready(target, lines.append)
    assert (target.started, lines) == (1, [])


@pytest.mark.usefixtures("clock")
def test_a_slow_start_is_told() -> None:
    """From the second second on the user sees what the run waits for."""
    lines = list[str]()

    wait_until_ready(Fake(False, False, False, True), lines.append)
    assert lines == ["waiting for T to start (2 s)", "waiting for T to start (3 s)"]


@pytest.mark.usefixtures("clock")
def test_a_start_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that never starts ends the run."""
    monkeypatch.setattr(base, "START_TIMEOUT", 3)

    with pytest.raises(TargetError, match=r"^T did not start within 3 s$"):
        wait_until_ready(Fake(*[False] * 9))


@pytest.mark.parametrize(
    "url, expected",
    [
        ("http://h", ("h", 80)),
        ("https://h", ("h", 443)),
        ("http://h:8000/v1", ("h", 8000)),
        ("http://[::1]:1", ("::1", 1)),
    ],
)
def test_a_url_has_an_address(url: str, expected: tuple[str, int]) -> None:
    """The port may be that of the scheme."""
    assert address(url) == expected


@pytest.mark.parametrize(
    "url, line",
    [
        ("", "write http://HOST:PORT or https://HOST"),
        ("localhost:8000", "write http://HOST:PORT"),
        ("ftp://h", "write http://HOST:PORT"),
        ("http://", "write http://HOST:PORT"),
        ("http://h/?x=1", "write http://HOST:PORT"),
        ("http://h/#x", "write http://HOST:PORT"),
        ("http://h:99999", "Port out of range"),
        ("http://[h", "Invalid IPv6 URL"),
        ("http://u:p@h", "must not contain credentials"),
        ("http://u:p@h:99999", "http://***@h:99999: Port out of range"),
        ("u:p@h", "***@h: write http://HOST:PORT"),
        ("http://h/?api_key=u:p", "api_key=***: write"),
        ("http://h/\x1b[31m", r"http://h/\x1b[31m: write"),
        ("http://h?", "write http://HOST:PORT"),
        ("http://a..b", "label empty or too long"),
    ],
)
def test_an_unusable_url_is_wrong_usage(url: str, line: str) -> None:
    """The error names the option and what to write, but no password."""
    with pytest.raises(TargetError, match=r"^--url") as raised:
        address(url)

    assert line in str(raised.value)
    assert raised.value.usage
    assert "u:p" not in str(raised.value)


def test_a_server_accepts_connections_or_not() -> None:
    """A target that no longer accepts connections has died."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        assert accepts_connections(url)
    assert not accepts_connections(url)


def test_the_last_lines_of_a_target_are_shown(log: Path) -> None:
    """Ten lines under a heading say why a target died."""
    assert last_lines(Fake(log=log)) == ["", "its last lines:", *(f"  line {n}" for n in range(2, 12))]


def test_a_long_log_is_not_read_whole(log: Path) -> None:
    """A target that prints gigabytes does not fill the memory of the run."""
    log.write_text("x" * 100_000)

    assert len(last_lines(Fake(log=log))[-1]) < 20_000


@pytest.mark.parametrize("content", [None, ""], ids=["no file", "empty"])
def test_a_target_that_printed_nothing_has_no_last_lines(tmp_path: Path, content: str | None) -> None:
    """A heading without lines would look like a mistake."""
    if content is not None:
        (tmp_path / "log").write_text(content)

    assert last_lines(Fake(log=tmp_path / "log")) == last_lines(Fake()) == []


def test_what_is_printed_during_a_rule_is_found(log: Path) -> None:
    """The log before a rule is not shown on its card."""
    target = Fake(log=log)
    offset = log_size(target)
    log.write_bytes(log.read_bytes() + b"boom\xff" + b"x" * PRINTED)

    assert printed_since(target, offset).startswith(r"boom\xff")
    assert len(printed_since(target, offset)) == PRINTED + len(r"\xff") - 1


def test_a_target_elsewhere_prints_nothing_here(tmp_path: Path) -> None:
    """A server at a URL has no log, and that of a server that ended may be gone."""
    for target in (Fake(), Fake(log=tmp_path / "gone")):
        assert (log_size(target), printed_since(target, 0)) == (0, "")
