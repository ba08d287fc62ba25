"""``--github``: annotations, the summary and the outputs of a job of GitHub Actions."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_spec.printable import visible

MOST = 10
"""The annotations of one kind that GitHub shows of a step."""


@dataclass(frozen=True)
class Annotation:
    """What a page of the job shows: ``kind`` is its weight: an error, a warning or less."""

    kind: str
    title: str
    message: str

    def __str__(self) -> str:
        """The command that a step prints."""
        title = _escaped(self.title).replace(":", "%3A").replace(",", "%2C")
        return f"::{self.kind} title={title}::{_escaped(self.message)}"


def publish(page: str, annotations: Iterable[Annotation], outputs: Mapping[str, str]) -> list[str]:
    """Add the page to the summary of the job, and set outputs. Returns the lines to print. Raises OSError.

    Outside a job, where the environment names no files, only the lines are left.
    """
    _add("GITHUB_STEP_SUMMARY", page)
    _add("GITHUB_OUTPUT", "".join(f"{name}={_escaped(value)}\n" for name, value in outputs.items()))
    kinds: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        kinds.setdefault(annotation.kind, []).append(annotation)
    return [line for kind, found in kinds.items() for line in _shown(kind, found)]


def _shown(kind: str, found: Sequence[Annotation]) -> Iterator[str]:
    shown = found if len(found) <= MOST else found[: MOST - 1]
    yield from map(str, shown)
    if left := len(found) - len(shown):
        yield str(Annotation(kind, f"{left} more", "The summary of the job has all of them."))


def _add(variable: str, text: str) -> None:
    if file := os.environ.get(variable):
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as open_file:
            open_file.write(text)


def _escaped(text: str) -> str:
    """Text that ends neither the command nor its line, and in which every character is seen."""
    return visible(text, "\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
