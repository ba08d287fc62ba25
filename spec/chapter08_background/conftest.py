"""The noun of this chapter: a log that background tasks write, as the notes' tasks write README.md."""

import time
import uuid
from collections.abc import Iterator

import pytest

from fastapi_spec import Api, member


class TaskLog:
    """A log under a name of its own, to which the tasks of one rule append."""

    def __init__(self, api: Api) -> None:
        self.name = uuid.uuid4().hex
        self._api = api

    def text(self, *, until: str = "", seconds: float = 3.0) -> str:
        """The text, read again and again until it contains ``until`` or the time is up."""
        deadline = time.monotonic() + seconds
        while True:
            text = member(self._api.get("/chapter08/readme", params={"document": self.name}), "text")
            assert isinstance(text, str), f"the text is not a string: {text!r}"
            if until in text or time.monotonic() > deadline:
                return text
            time.sleep(0.02)


@pytest.fixture
def task_log(api: Api) -> Iterator[TaskLog]:
    """A log without text; removed afterwards."""
    task_log = TaskLog(api)
    yield task_log
    api.delete("/chapter08/readme", params={"document": task_log.name})
