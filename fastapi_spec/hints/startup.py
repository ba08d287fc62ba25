"""An application that does not start: what the last lines that it printed mean, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fastapi_spec.hints.crashed import of_printed
from fastapi_spec.hints.seen import name
from fastapi_spec.language import say

PLACE = re.compile(r'^\s*File "([^"]*)", line (\d+)')
FOLDER = re.compile(r"RuntimeError: Directory '([^']*)' does not exist")
CALLED = re.compile(r"TypeError: .* is not a callable object")
CIRCULAR = re.compile(r"partially initialized module '([^']*)'")


def hint(lines: Iterable[str]) -> str:
    """The line on why an application did not start; empty if its last lines say enough themselves."""
    printed = "\n".join(lines)
    if 'requires "python-multipart"' in printed:
        return say("forms and files need a package that is not installed: pip install python-multipart")
    if found := FOLDER.search(printed):
        return say("there is no folder `{folder}` where the application starts: make it", folder=name(found[1]))
    if CALLED.search(printed):
        return say("`Depends(...)` takes the function itself: write its name without `()`")
    if "AttributeError: 'function' object has no attribute 'dependency'" in printed:
        return say("`dependencies=[...]` takes `Depends(...)`, not the function itself")
    if found := CIRCULAR.search(printed):
        return say("`{module}` and what it imports import each other: move what both need", module=name(found[1]))
    if "SyntaxError: " in printed or "IndentationError: " in printed:
        places = [found for line in printed.splitlines() if (found := PLACE.match(line))]
        if places:
            file = places[-1][1].replace("\\", "/").rpartition("/")[2]
            return say(
                "{file} cannot be read: look at line {line} and the one before it", file=name(file), line=places[-1][2]
            )
    return of_printed(f"Traceback (most recent call last)\n{printed}")
