"""The language of what is printed: English, or Chinese by ``--lang zh`` or a Chinese locale.

The sources are written in English. ``messages/zh.toml`` has every message in Chinese, under the English one;
``spec/*/zh.toml`` has the statements of the rules, under their ids. The sentences of faults are in
``proof/faults/*/zh.toml``, those of variants and published defects in ``proof/zh.toml``, those on what the notes say in
``spec/contract/notes.zh.toml``, under the English ones. What is English where it comes from, as the message of an
assertion, is translated by `told`.
"""

from __future__ import annotations

import contextlib
import functools
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from fastapi_spec.files import CONTRACT, HOME, SPEC

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = [ENGLISH, CHINESE]
CLAIMS = CONTRACT / "notes.zh.toml"
PROOF = HOME / "proof" / "zh.toml"
FAULTS = HOME / "proof" / "faults"
MESSAGES = Path(__file__).parent / "messages" / "zh.toml"

Told = Callable[[], str]
"""Says a text in the language that is chosen when it is called."""

_chosen = ENGLISH


def of_locale() -> str:
    """The language that the locale asks for: the first of LC_ALL, LC_MESSAGES and LANG that is set decides."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return CHINESE if locale.lower().startswith("zh") else ENGLISH


def choose(language: str | None) -> None:
    """Speak this language from now on; None means that of the locale."""
    global _chosen
    _chosen = language or of_locale()


def asked(words: Sequence[str]) -> str | None:
    """The language that a command line asks for, before it is parsed: --help and the errors of a parser speak it."""
    named = [value for word, value in pairwise(["", *words, ""]) if word == "--lang"]
    named += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((name for name in named if name in LANGUAGES), None)


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a moment: what machines read is English."""
    global _chosen
    before, _chosen = _chosen, language
    try:
        yield
    finally:
        _chosen = before


def chosen() -> str:
    """The language that is spoken now."""
    return _chosen


def say(message: str, /, **values: object) -> str:
    """A message in the chosen language. ``{name}`` in it is replaced by a value, as by str.format.

    ``say("expected status {status}", status=422)``. A message is written out where it is used, so that a test finds it
    and checks that it is translated.
    """
    if _chosen != ENGLISH:
        message = messages().get(message, message)
    return message.format(**values) if values else message


def count(number: int, one: str, more: str, /, **values: object) -> str:
    """A message in the singular or the plural; ``{n}`` in it is the number: ``count(1, "{n} rule", "{n} rules")``."""
    return say(one if number == 1 else more, n=number, **values)


@dataclass(frozen=True, slots=True)
class Later:
    """A message that is said when it is printed: ``str()`` of it is in the language that is chosen then."""

    message: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return say(self.message, **self.values)


def later(message: str, /, **values: object) -> Later:
    """A message for an exception or a constant, as `say` takes it: it may be said in two languages, or none is known.

    The exception of ``later("{url} does not respond", url=url)`` is Chinese in the terminal and English in the report.
    """
    return Later(message, values)


def statement(id: str, english: str) -> str:
    """The statement of a rule; in English if the rule is of another project, or states something else by now."""
    return _of_rule(id, "", english)


def plain(id: str, english: str) -> str:
    """What plain FastAPI does instead of a rule."""
    return _of_rule(id, "plain", english)


def claim(id: str, english: str) -> str:
    """What the notes claim and is not so."""
    return _of_rule(id, "claim", english)


def since(id: str, english: str) -> str:
    """The version that changed what the notes claim."""
    return _of_rule(id, "since", english)


def sentence(english: str) -> str:
    """A sentence on a fault, a variant or a published defect, or on what the notes say."""
    return english if _chosen == ENGLISH else _sentences().get(english, english)


def _of_rule(id: str, part: str, english: str) -> str:
    if _chosen == ENGLISH:
        return english
    entry = _rules().get(id, {})
    prefix = f"{part}_" if part else ""
    return entry[f"{prefix}zh"] if entry.get(f"{prefix}en") == english else english


@functools.cache
def messages() -> dict[str, str]:
    """Every message of the program in Chinese, by the English one."""
    with MESSAGES.open("rb") as file:
        return tomllib.load(file)


@functools.cache
def _sentences() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in [CLAIMS, PROOF, *FAULTS.glob("*/zh.toml")]:
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


@functools.cache
def _rules() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for path in SPEC.glob("*/zh.toml"):
        with path.open("rb") as file:
            entries |= tomllib.load(file)
    return entries
