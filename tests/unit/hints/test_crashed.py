"""An exception of an application of Python, by the traceback that it printed."""

import pytest

from fastapi_spec.hints.crashed import hint
from tests.unit.hints.sample import seen

HEAD = "Traceback (most recent call last):\n"
INVALID = HEAD + "fastapi.exceptions.ResponseValidationError: 1 validation error:\n  "


@pytest.mark.parametrize(
    "printed, words",
    [
        (HEAD + "TypeError: 'coroutine' object is not iterable", "`await`"),
        (HEAD + "a.py:1: RuntimeWarning: coroutine 'find' was never awaited", "`await`"),
        (HEAD + "  File starlette/middleware/base.py\nTypeError: 'NoneType' object is not callable", "middleware"),
        (HEAD + "  File mine.py\nTypeError: 'NoneType' object is not callable", ""),
        (INVALID + "{'type': 'missing', 'loc': ('response', 0, 'name'), 'msg': 'Field required'}", "lacks `name`"),
        (INVALID + "{'type': 'string_type', 'loc': ('response', 'a'), 'msg': 'No string', 'input': 1}", "No string"),
        (INVALID + "{'type': 'x', 'loc': ('response',), 'msg': 'No', 'input': None}", "`return`"),
        (INVALID + "{'type': 'x', 'loc': ('response',), 'msg': 'No', 'input': 1}", "does not fit"),
        (HEAD + "KeyError: 'a'", ""),
        ("TypeError: 'coroutine' object is not iterable", ""),
    ],
)
def test_the_exception_is_said_in_words(printed: str, words: str) -> None:
    """Those whose own message does not name the mistake; any other is on the card already."""
    found = hint(seen("/hello", 500, printed=printed))
    assert words in found
    assert bool(words) == bool(found)
    assert hint(seen("/hello", 200, printed=printed)) == ""
