"""Why rules fall short: one cause for a case, in a form that others may share, and the rules behind each cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi_spec.client.expect import ABSENT, Like
from fastapi_spec.rules.called import template_of
from fastapi_spec.verdict.assertion import Assertion
from fastapi_spec.verdict.outcomes import SHORTFALLS, Case, Cause, Outcome, Result

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange

ANYWHERE = (401, 403, 404, 405, 429)
"""Statuses that come from one defect, such as a dead login, wherever they are received; a 5xx is another."""
HEADER = re.compile(
    r"""headers(?:\.get\(|\[|,\s*)["']([\w-]+)["'] | ["']([\w-]+)["']\s+(?:not\s+)?in\s+[\w.]*headers\b""", re.VERBOSE
)
READERS = {"media_type(": "content-type", "location(": "location"}
"""What a helper of the rules reads."""
OF_ERRORS = ("detail", "errors(", "location", "loc")
"""Words of an assertion on the body of an error, whose status is as it should be."""
RAISED = re.compile(r"^(?:[\w.]*\.)?([A-Z]\w*)(?:: (.*))?$")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known of a failed assertion. ``statement`` is the assertion, ``comparison`` its operator and two sides.

    ``message`` is that of the assertion, empty if it compared two values; ``silent`` names the error of a target that
    did not respond, and ``printed`` is what it printed meanwhile.
    """

    statement: str
    message: str
    comparison: tuple[str, Any, Any] | None
    exchanges: Sequence[Exchange]
    printed: str = ""
    silent: str = ""


def failure_of(
    error: BaseException,
    assertion: Assertion,
    comparison: tuple[str, Any, Any] | None,
    exchanges: Sequence[Exchange],
    printed: str,
) -> Failure:
    """The failure that an error is. A comparison within a function that the assertion calls says little."""
    from fastapi_spec.client.api import NoResponse

    silent = type(error).__name__ if isinstance(error, NoResponse) else ""
    compared = comparison if assertion.direct else None
    message = "" if compared else str(error).partition("\n")[0].removeprefix("assert ")
    return Failure(assertion.statement, message, compared, exchanges, printed, silent)


def cause_of(failure: Failure) -> Cause | None:
    """The cause of a failure; None if no other rule is likely to share it."""
    if failure.silent:
        return Cause("silence", "", failure.silent)
    last = failure.exchanges[-1] if failure.exchanges else None
    if last is None or last.status is None:
        return None
    if last.status >= 500 and (raised := exception_in(failure.printed)):
        return Cause("exception", raised)
    if header := _header(failure.statement):
        return _of_header(header, failure.statement, last)
    _, received, expected = failure.comparison or ("", None, None)
    if isinstance(expected, Like):
        return _of_body(received, expected, last)
    if "status_code" in failure.statement:
        return _of_status(last)
    unexpected = last.status >= 500 or (last.status in ANYWHERE and str(last.status) not in repr(expected)[:2000])
    if unexpected and not any(word in failure.statement for word in OF_ERRORS):
        return _of_status(last)
    return Cause("reason", failure.message[:200]) if failure.message else None


def _header(statement: str) -> str:
    """The header that an assertion is about, in lower case."""
    if found := HEADER.search(statement):
        return (found[1] or found[2]).lower()
    return next((name for reader, name in READERS.items() if reader in statement), "")


def _of_header(name: str, statement: str, last: Exchange) -> Cause:
    if name not in {header.lower() for header, _ in last.response_headers}:
        return Cause("header", name, "missing")
    return Cause("header", name, "present" if "not in" in statement else "differs")


def _of_status(last: Exchange) -> Cause:
    """The same status everywhere, or a wrong one of one operation."""
    assert last.status
    everywhere = last.status >= 500 or last.status in ANYWHERE
    return Cause("status", "" if everywhere else _called(last), str(last.status))


def _of_body(received: object, expected: Like, last: Exchange) -> Cause | None:
    found = departure(received, expected)
    if found is None:
        return None
    path, how = found
    error = last.status is not None and last.status >= 400
    if error and how != "present" and not path.startswith("detail"):
        return _of_status(last)
    if how == "missing":
        return Cause("property", path.rpartition(".")[2] if "/" not in path else path, how)
    return Cause("property", f"{_called(last)} {path}".strip(), how)


def departure(received: object, expected: object, path: str = "") -> tuple[str, str] | None:
    """Where a JSON value departs from the expected one, and how: ``missing``, ``present`` or ``differs``."""
    expected = expected.expected if isinstance(expected, Like) else expected
    if isinstance(expected, Mapping) and isinstance(received, Mapping):
        for name, value in expected.items():
            below = f"{path}.{name}" if path else str(name)
            if (name in received) == (value is ABSENT):
                return below, "present" if value is ABSENT else "missing"
            if value is not ABSENT and (found := departure(received[name], value, below)):
                return found
        return None
    if isinstance(expected, list) and isinstance(received, list) and len(expected) == len(received):
        pairs = zip(received, expected, strict=True)
        return next((found for pair in pairs if (found := departure(*pair, path))), None)
    return None if Like(expected) == received else (path, "differs")


def _called(exchange: Exchange) -> str:
    """The operation of an exchange, or its path if the contract has none."""
    path = urlsplit(exchange.url).path
    return f"{exchange.method} {template_of(path) or path}"


def exception_in(printed: str) -> str:
    """The exception at the end of the last traceback that a target printed, in one line."""
    if "Traceback (most recent call last)" not in printed:
        return ""
    lines = printed.rpartition("Traceback (most recent call last)")[2].splitlines()[1:]
    found = next((match for line in lines if (match := RAISED.match(line))), None)
    return (f"{found[1]}: {found[2]}" if found[2] else found[1])[:200] if found else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rules that fall short for one cause, in the order of the notes; a rule without a cause is alone."""

    cause: Cause | None
    results: list[Result]


def grouped(short: Iterable[Result]) -> list[Group]:
    """These rules by their cause: the largest groups first, else in the order of the notes."""
    found: dict[Cause | str, Group] = {}
    for result in short:
        case = case_behind(result)
        cause = shared(case) if case else None
        found.setdefault(cause or result.rule.id, Group(cause, [])).results.append(result)
    return sorted(found.values(), key=lambda group: -len(group.results))


def case_behind(result: Result) -> Case | None:
    """The case that says why a rule falls short: the first that is as bad as the rule."""
    return next((case for case in result.cases if case.outcome is result.outcome), None)


def shared(case: Case) -> Cause | None:
    """The cause of a case that falls short."""
    if case.outcome not in SHORTFALLS:
        return None
    if case.outcome is Outcome.NOT_BUILT:
        return Cause("not built", "")
    if case.outcome is Outcome.NOT_REACHED:
        request = f"{case.exchanges[-1].method} {case.exchanges[-1].url}" if case.exchanges else ""
        return Cause("prerequisite", request or f"{case.chapter}: {case.prerequisite}", case.reason)
    return case.cause
