"""The document of a background rule is read until it has a text, or the time is up."""

import pytest

from spec.chapter08_background.conftest import TaskLog
from tests.unit.samples import Replies


def test_a_document_is_read_until_it_has_the_awaited_text() -> None:
    """A background task runs after its response."""
    replies = Replies({"text": ""}, {"text": "a b"})

    assert TaskLog(replies.client).text(until="b") == "a b"
    assert replies.requests == ["GET /chapter08/readme"] * 2


def test_a_text_is_not_awaited_for_ever() -> None:
    """A rule looks at what there is when the time is up."""
    assert TaskLog(Replies({"text": "a b"}).client).text(until="c", seconds=-1) == "a b"


@pytest.mark.parametrize("body", [{"text": 1}, {}, []])
def test_a_text_that_is_not_a_string_fails_the_rule(body: object) -> None:
    """Whatever a target sends is an AssertionError."""
    with pytest.raises(AssertionError):
        TaskLog(Replies(body).client).text(seconds=-1)
