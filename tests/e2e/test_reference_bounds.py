"""What the reference application keeps is bounded, whatever a client writes to it."""

import asyncio
import os
from pathlib import Path

import pytest

from reference_app import events
from reference_app.crud import log
from reference_app.routers import chapter08
from reference_app.settings import Settings


def test_a_log_keeps_its_first_hundred_events() -> None:
    """A client that reuses an id does not fill the memory."""
    record = events.Recorder("bounds-events")
    for number in range(150):
        record(str(number))

    assert events._logs["bounds-events"] == [str(number) for number in range(100)]


def test_the_last_thousand_logs_are_kept() -> None:
    """The oldest log makes room for a new one."""
    for number in range(1001):
        events.Recorder(f"bounds-{number}")("x")

    assert len(events._logs) == 1000
    assert "bounds-0" not in events._logs


@pytest.mark.parametrize("id", [None, "", "x" * 65], ids=["none", "empty", "long"])
def test_without_a_proper_id_nothing_is_recorded(id: str | None) -> None:
    """Requests of others than the rules have no log."""
    before = len(events._logs)

    events.Recorder(id)("x")

    assert len(events._logs) == before


def test_a_task_log_stops_growing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would make it longer than allowed is not appended."""
    monkeypatch.setattr(log, "settings", lambda: Settings(data_dir=tmp_path))
    monkeypatch.setattr(log, "LARGEST", 10)

    for _ in range(3):
        log.append("one", "1234567890")

    assert log.read("one") == "1234567890"


def test_the_oldest_task_log_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client chooses the names of the logs, so there could be any number of them."""
    monkeypatch.setattr(log, "settings", lambda: Settings(data_dir=tmp_path))
    monkeypatch.setattr(log, "KEPT", 3)
    for number, name in enumerate(["a", "b", "c"]):
        log.append(name, name)
        os.utime(tmp_path / "documents" / f"{name}.md", (number, number))

    log.append("b", "b")
    log.append("d", "d")

    assert sorted(path.stem for path in (tmp_path / "documents").iterdir()) == ["b", "c", "d"]


def test_a_task_that_is_not_released_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that waits for a request does not wait for ever, and a late request does no harm."""
    monkeypatch.setattr(chapter08, "PATIENCE", 0.01)

    asyncio.run(chapter08.wait(events.Recorder("bounds-wait"), "bounds"))
    asyncio.run(chapter08.release_waiting_task("bounds"))

    assert events._logs["bounds-wait"] == ["task waits", "task gave up"]
