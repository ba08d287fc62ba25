"""What the application printed while a rule ran: of a traceback its own frames only, and nothing without end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_spec.language import count, say
from fastapi_spec.printable import visible

TRACEBACK = re.compile(r"^(?P<margin>[\s|+]*)(?:Exception Group )?Traceback \(most recent call last\):")
FRAME = re.compile(r'^[\s|]*File "(?P<path>[^"]*)", line \d+')
LIBRARY = re.compile(
    r"[/\\](site-packages|dist-packages|lib(64)?[/\\]python3[.\d]*|fastapi_spec[/\\]target)[/\\]|^<frozen "
)
"""Where code lies that is not the application's: installed, of Python itself, or what serves the application."""
LONGEST = 40
"""How many lines are shown."""
WIDEST = 500
"""How many characters of a line are shown."""


def printed_lines(text: str) -> list[str]:
    """What was printed, shortened. Each line is visible."""
    lines = [visible(squeezed(line), "\t") for line in _own(text.rstrip().split("\n"))] if text.strip() else []
    more = len(lines) - LONGEST
    if more <= 0:
        return lines
    return [*lines[: LONGEST // 2], count(more, "(… {n} line)", "(… {n} lines)"), *lines[-(LONGEST // 2) :]]


def squeezed(line: str) -> str:
    """A line of bounded length, in which a long run of spaces is only counted."""
    line = re.sub(r" {20,}", lambda run: f" {say('(… {n} spaces)', n=len(run[0]))} ", line).rstrip()
    return line if len(line) <= WIDEST else f"{line[:WIDEST]} …"


def _own(lines: list[str]) -> Iterator[str]:
    """The lines without the frames of libraries: they are counted. A traceback of libraries alone keeps its last."""
    index = 0
    while index < len(lines):
        yield lines[index]
        started = TRACEBACK.match(lines[index])
        index += 1
        if started:
            frames: list[list[str]] = []
            while index < len(lines) and (FRAME.match(lines[index]) or (frames and _belongs(lines[index], frames[-1]))):
                frames.append([lines[index]]) if FRAME.match(lines[index]) else frames[-1].append(lines[index])
                index += 1
            yield from _shortened(frames)


def _belongs(line: str, frame: list[str]) -> bool:
    """Whether a line is the source of a frame: it is indented further."""
    return len(line) - len(line.lstrip(" |")) > len(frame[0]) - len(frame[0].lstrip(" |"))


def _shortened(frames: list[list[str]]) -> Iterator[str]:
    own = [not LIBRARY.search(_path(frame)) for frame in frames]
    if not any(own):
        own[-1:] = [True] * len(own[-1:])
    dropped = 0
    for frame, kept in zip(frames, own, strict=True):
        if kept:
            yield from _counted(dropped)
            yield from frame
        dropped = 0 if kept else dropped + 1
    yield from _counted(dropped)


def _path(frame: list[str]) -> str:
    found = FRAME.match(frame[0])
    return found["path"] if found else ""


def _counted(dropped: int) -> Iterator[str]:
    if dropped:
        yield f"  {count(dropped, '(… {n} frame of libraries)', '(… {n} frames of libraries)')}"
