"""An application that does not start."""

import pytest

from fastapi_spec.hints.startup import hint


@pytest.mark.parametrize(
    "printed, words",
    [
        ('RuntimeError: Form data requires "python-multipart" to be installed.', "pip install python-multipart"),
        ("RuntimeError: Directory 'static' does not exist", "no folder `static`"),
        ("TypeError: {'q': 1} is not a callable object", "without `()`"),
        ("AttributeError: 'function' object has no attribute 'dependency'", "takes `Depends(...)`"),
        ("ImportError: cannot import name 'a' from partially initialized module 'b' (b.py)", "import each other"),
        ("  File \"/home/me/main.py\", line 7\n    def f()\n           ^\nSyntaxError: expected ':'", "main.py"),
        ("  File middleware/base.py\nTypeError: 'NoneType' object is not callable", "a middleware returns nothing"),
        ("ModuleNotFoundError: No module named 'a'", ""),
        ("", ""),
    ],
)
def test_the_last_lines_are_said_in_words(printed: str, words: str) -> None:
    """Those that do not name the mistake themselves."""
    found = hint(printed.splitlines())
    assert words in found
    assert bool(words) == bool(found)
