"""The noun of this chapter: a document that background tasks write."""

import time
import uuid
from collections.abc import Iterator

import pytest

from fastapi_spec import Api, member


class Document:
    """A text under a name of its own, to which the tasks of one rule write."""

    def __init__(self, api: Api) -> None:
        self.name = uuid.uuid4().hex
        self._api = api

    def text(self, *, until: str = "", seconds: float = 3.0) -> str:
        """The text, read again and again until it contains ``until`` or the time is up."""
        deadline = time.monotonic() + seconds
        while True:
            text = member(self._api.get("/chapter08/readme", params={"document": self.name}), "text")
            assert isinstance(text, str), f"the text is no string: {text!r}"
            if until in text or time.monotonic() > deadline:
                return text
            time.sleep(0.02)


@pytest.fixture
def document(api: Api) -> Iterator[Document]:
    """A document that nobody has written to; removed afterwards."""
    document = Document(api)
    yield document
    api.delete("/chapter08/readme", params={"document": document.name})
