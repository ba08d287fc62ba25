"""What the notes' own code does in the cases of the rules that have an erratum: measured, and locked in errata.toml.

A target that does the same has what the notes write, and an erratum explains it. `python -m proof witnesses --write`
writes the file.
"""

from __future__ import annotations

import functools
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from fastapi_spec.client.transcript import Transcript
from fastapi_spec.files import CONTRACT

FILE = CONTRACT / "errata.toml"
HEAD = """\
# What the notes' own code does where an erratum corrects it, by rule and case: what was received instead of what the
# rule expects, the `detail` of an error, and what the code raised. Measured and written by
# `python -m proof witnesses --write`; do not edit.
"""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Received:
    """What a case received that does not hold; the ``detail`` if it was an error, and the exception behind a 500."""

    received: str
    detail: str = ""
    raised: str = ""

    def same_as(self, other: Received) -> bool:
        """Whether a target does the same. What a target raised is not known if it runs elsewhere."""
        known = self.raised and other.raised
        return (self.received, self.detail) == (other.received, other.detail) and not (
            known and self.raised != other.raised
        )


Errata = Mapping[str, Mapping[str, Received]]
"""What was received, by the id of a rule and the name of a case."""


def received(reason: str, exchanges: Sequence[Transcript], raised: str) -> Received:
    """What a case received, from its reason in English, which also says what was expected, and its exchanges."""
    _, found, after = reason.partition("received: ")
    said = (after if found else reason)[:LONGEST]
    return Received(said, _detail(said, exchanges), raised)


def _detail(said: str, exchanges: Sequence[Transcript]) -> str:
    """The words of the last response, if it is an error with words and what was received."""
    last = exchanges[-1] if exchanges else None
    if last is None or last.status is None or last.status < 400 or f"status {last.status} " not in said:
        return ""
    try:
        body = json.loads(last.response_body.text or "")
    except (ValueError, RecursionError):
        return ""
    detail = body.get("detail") if isinstance(body, dict) else ""
    return detail[:LONGEST] if isinstance(detail, str) else ""


@functools.cache
def of_notes() -> Errata:
    """What the notes' own code does in each case that it does not satisfy."""
    return parsed(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def parsed(text: str) -> Errata:
    """The content of the file."""
    rules = tomllib.loads(text)
    return {id: {name: Received(**what) for name, what in cases.items()} for id, cases in rules.items()}


def written(found: Errata) -> str:
    """The text of the file."""
    rules = [
        "".join([f"\n[{id}]\n", *(f"{_quoted(name)} = {_table(what)}\n" for name, what in cases.items())])
        for id, cases in found.items()
    ]
    return "".join([HEAD, *rules])


def _table(what: Received) -> str:
    pairs = ", ".join(f"{name} = {_quoted(text)}" for name, text in asdict(what).items() if text)
    return f"{{ {pairs} }}"


def _quoted(text: str) -> str:
    """A basic string of TOML, which has the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
