"""What the application printed is shortened to what a reader looks for."""

from fastapi_spec.output.printed import printed_lines, squeezed

TRACEBACK = """\
ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/uvicorn/a.py", line 1, in run
    result = await app(
             ^^^^^^^^^^
  File "/venv/lib/python3.11/site-packages/starlette/b.py", line 2, in call
    await self.app()
  File "/home/me/mine.py", line 3, in handler
    return 1 / 0
           ~~^~~
  File "/usr/lib/python3.11/json/decoder.py", line 4, in loads
    raise
ZeroDivisionError: division by zero

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run
  File "/venv/lib/python3.11/site-packages/starlette/b.py", line 2, in call
    await self.app()
RuntimeError: no response
"""


def test_a_traceback_shows_the_frames_of_the_application() -> None:
    """Those of libraries are counted; where there are no others, the last one is shown."""
    assert printed_lines(TRACEBACK) == [
        "ERROR:    Exception in ASGI application",
        "Traceback (most recent call last):",
        "  (… 2 frames of libraries)",
        '  File "/home/me/mine.py", line 3, in handler',
        "    return 1 / 0",
        "           ~~^~~",
        "  (… 1 frame of libraries)",
        "ZeroDivisionError: division by zero",
        "",
        "During handling of the above exception, another exception occurred:",
        "",
        "Traceback (most recent call last):",
        "  (… 1 frame of libraries)",
        '  File "/venv/lib/python3.11/site-packages/starlette/b.py", line 2, in call',
        "    await self.app()",
        "RuntimeError: no response",
    ]


def test_an_exception_group_is_shortened_in_its_margin() -> None:
    """Its tracebacks are drawn beside a line."""
    group = (
        "  + Exception Group Traceback (most recent call last):\n"
        '  |   File "/v/site-packages/a.py", line 1, in f\n  |     x\n'
        '  |   File "/me/mine.py", line 1, in g\n  |     y\n  | ValueError: z\n'
    )

    assert printed_lines(group) == [
        "  + Exception Group Traceback (most recent call last):",
        "  (… 1 frame of libraries)",
        '  |   File "/me/mine.py", line 1, in g',
        "  |     y",
        "  | ValueError: z",
    ]


def test_a_long_output_shows_its_beginning_and_its_end() -> None:
    """What an application logs without end does not push the rule off the screen."""
    shown = printed_lines("\n".join(map(str, range(100))))

    assert shown[:2] == ["0", "1"]
    assert shown[20] == "(… 60 lines)"
    assert shown[-1] == "99"
    assert len(shown) == 41


def test_a_line_is_bounded_and_its_runs_of_spaces_are_counted() -> None:
    """A body of spaces does not fill the screen with nothing."""
    assert squeezed(f"a{' ' * 440}b") == "a (… 440 spaces) b"
    assert squeezed("x" * 501) == "x" * 500 + " …"
    assert squeezed("a   b  ") == "a   b"
