"""What is English where it comes from, in Chinese: messages of failed assertions, names of helpers, texts of schemas.

A rule's assertion may have a message, and so have those of schemathesis. They are English, since reports are, and are
translated when a card shows them: ``messages/told.zh.toml`` has each as a template, with ``{name}`` for a value.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fastapi_spec.files import CONTRACT
from fastapi_spec.language import ENGLISH, MESSAGES, chosen, messages

FILE = MESSAGES.parent / "told.zh.toml"
OPERATIONS = CONTRACT / "operations.zh.toml"
VERSIONS = CONTRACT / "versions.zh.toml"

FIELD = re.compile(r"{(\w+)}")
KINDS = {
    "operation": r"[A-Z]+ /\S*",
    "status": r"[1-5](?:\d\d|XX)|default",
    "n": r"\d+",
    "header": r"[\w-]+",
    "media_type": r"[\w.+*-]+/[\w.+*-]+",
    "parameter": r"(?:path|query|header|cookie) parameter \S+",
    "where": r"(?:the value|(?:\.[\w*-]+|\[\])+)",
}
"""What the values of some names look like. Any text may be the value of another one."""
TOLD = ("said", "title", "parameter", "where")
"""The names whose values are translated, too."""
NOUNS = ("what", "header", "where", "received", "said", "statuses", "sentence")
"""These names, in what a report says of an assertion."""


_NUMBER = re.compile(r"^\[Errno -?\d+\] ")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
"""A space between two Chinese characters, where a value that is translated meets its template."""
OF_CLIENT = (
    "the target sent more",
    "the target did not send",
    "the target closed",
    "the target had not",
    "the target was silent",
    "cannot connect to {url} (",
    "no TLS at",
)
"""How the messages of our own client begin, which a finding quotes."""


class Template(NamedTuple):
    """A message with values, and what it is in Chinese."""

    english: re.Pattern[str]
    chinese: str


def told(message: str) -> str:
    """A message of an assertion in the chosen language; as it is if it is not known."""
    if chosen() == ENGLISH:
        return message
    return _found(message, _templates(), told, TOLD)


def of_report(text: str) -> str:
    """What a report says was expected or received, which is English, in the chosen language."""
    if chosen() == ENGLISH:
        return text
    found = _found(text, _reasons(), of_report, NOUNS)
    return found if found != text else named(text) if text in _table("helpers") else told(text)


def of_parser(message: str) -> str:
    """What argparse says of a wrong command line."""
    return message if chosen() == ENGLISH else _found(message, _only("parser"), str, ())


def of_pytest(text: str) -> str:
    """A title of pytest, its line on the collection, or a part of its last line."""
    return text if chosen() == ENGLISH else _found(text, _only("pytest"), of_pytest, TOLD)


@dataclass(frozen=True, slots=True)
class OfSystem:
    """What the operating system says of an error; ``str()`` of it is in the language that is chosen then."""

    english: str

    def __str__(self) -> str:
        known = _NUMBER.sub("", self.english).lower()
        return self.english if chosen() == ENGLISH else _table("system").get(known, self.english)


def of_system(error: OSError, *, begins_lower: bool = False) -> OfSystem:
    """Why the operating system failed; in English with a capital or, within a sentence, without."""
    text = error.strerror or str(error) or type(error).__name__
    return OfSystem(text.lower() if begins_lower else text)


def _found(message: str, templates: Sequence[Template], said: Callable[[str], str], names: Collection[str]) -> str:
    """The message by the first template that matches it. ``said`` translates its values of these names."""
    for template in templates:
        if found := template.english.fullmatch(message):
            values = {name: said(value) if name in names else value for name, value in found.groupdict().items()}
            return _BETWEEN.sub("", template.chinese.format(**values))
    return message


def named(english: str) -> str:
    """What a helper of the rules is called, or the first sentence of its docstring."""
    return english if chosen() == ENGLISH else _table("helpers").get(english, english)


def described(english: str) -> str:
    """What the contract says of an operation, of an application, or of why a release changed a rule."""
    return english if chosen() == ENGLISH else _operations().get(english, english)


@functools.cache
def _reasons() -> list[Template]:
    """The templates for the words of an assertion."""
    table = dict(_table("reasons"))
    english = [*table.pop("in_zh"), *table]
    helpers = sorted(_table("helpers"), key=len, reverse=True)
    counted = r"(?:length|number) of .+?:|number of times that .+? has .+?:"
    fixed = r"body|headers|media type|properties|status|validation errors|header [\w-]+|property \S+"
    noun = "|".join([counted, fixed, *map(re.escape, helpers)])
    statuses = r"[1-5]\d\d(?: [A-Z][\w' -]*)?|[1-5]\d\d(?:, [1-5]\d\d)*"
    kinds = {
        "n": r"\d+",
        "statuses": statuses,
        "what": noun,
        "header": noun,
        "where": noun,
        "said": "status .+?",
        "path": r"\S+",
    }
    zh = {**messages(), **table}
    first = "{received} ({said})"
    listed = sorted(english, key=lambda each: (each == first, _weight(each)), reverse=True)
    return [_template(each, zh[each], kinds) for each in listed]


@functools.cache
def _only(table: str) -> list[Template]:
    """The templates of one table."""
    known = _table(table)
    return [_template(english, known[english], KINDS) for english in sorted(known, key=_weight, reverse=True)]


@functools.cache
def _templates() -> list[Template]:
    """The templates: what stands around others, then those with the most text, which match a message most closely."""
    titles = _table("titles")
    kinds = {**KINDS, "title": "|".join(map(re.escape, titles))}
    client = {english: chinese for english, chinese in messages().items() if english.startswith(OF_CLIENT)}
    known = {**_table("messages"), **titles, **_table("schemathesis"), **client}
    closest = {english: known[english] for english in sorted(known, key=_weight, reverse=True)}
    return [_template(english, chinese, kinds) for english, chinese in {**_table("around"), **closest}.items()]


def _weight(english: str) -> int:
    return len(FIELD.sub("", english))


def _template(english: str, chinese: str, kinds: Mapping[str, str]) -> Template:
    parts = FIELD.split(english)
    met: set[str] = set()
    for index, part in enumerate(parts):
        if index % 2 == 0:
            parts[index] = re.escape(part)
        elif part in met:
            parts[index] = f"(?P={part})"
        else:
            parts[index] = f"(?P<{part}>{kinds.get(part, '.+?')})"
            met.add(part)
    return Template(re.compile("".join(parts), re.DOTALL), chinese)


@functools.cache
def _table(name: str) -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))[name]
    return table


@functools.cache
def _operations() -> dict[str, str]:
    return {en: zh for path in (OPERATIONS, VERSIONS) for en, zh in tomllib.loads(path.read_text("utf-8")).items()}
