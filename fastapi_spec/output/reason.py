"""Why a case does not hold: ``expected: …`` and ``received: …``, then what the error says besides, each in a line."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fastapi_spec.generate.failures import FailureList
from fastapi_spec.language import count, say
from fastapi_spec.output.comparison import Handed, Words, in_words
from fastapi_spec.output.http import phrase
from fastapi_spec.told import told
from fastapi_spec.verdict.assertion import Assertion
from fastapi_spec.verdict.values import Values, responses

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange


def reason(
    error: BaseException,
    asserted: Assertion,
    innermost: Assertion,
    handed: Handed | None,
    exchanges: Sequence[Exchange],
) -> str:
    """The lines on an assertion that failed.

    ``asserted`` is the line of the rule, ``innermost`` that which raised the error, and ``handed`` the comparison that
    pytest noted.
    """
    from fastapi_spec.client.api import NoResponse

    message = told(str(error).partition("\n")[0])
    message = "" if message.startswith("assert ") else message
    if isinstance(error, FailureList):
        found = count(error.found, "{n} finding", "{n} findings")
        return "\n".join(
            [f"expected: {say('none of these findings')}", f"received: {found}", *map(told, str(error).splitlines())]
        )
    if isinstance(error, NoResponse):
        return f"expected: {say('a response')}\nreceived: {message}"
    words = _words(asserted, handed if asserted.direct else None)
    inner = None if asserted.direct else _words(innermost, handed)
    if not words and not inner and not exchanges:
        return message or f"`{asserted.statement}`"
    expected = words.expected if words else inner.expected if inner else ""
    received = words.received if words and asserted.direct else message or (inner.received if inner else "")
    response = next(responses(asserted.test, Values(asserted.names)), None) if asserted.test else None
    status = _status(response, exchanges)
    lines = [f"expected: {_line(expected)}"] if expected else []
    lines += [f"received: {_line(_with_status(received, status))}"] if received or status else []
    return "\n".join([*lines, *([message] if message and message != received else [])])


def _words(assertion: Assertion, handed: Handed | None) -> Words | None:
    """The words for an assertion, or None if the statement is another one."""
    if assertion.test is None or isinstance(assertion.test, ast.Constant):
        return None
    try:
        return in_words(assertion.test, Values(assertion.names), handed)
    except Exception:  # another project's rule may assert anything: the words for it must not end the run
        return Words(f"`{assertion.statement.removeprefix('assert ')}`", "")


def _status(response: object, exchanges: Sequence[Exchange]) -> int | None:
    status: int | None = getattr(response, "status_code", None)
    return status if status is not None else exchanges[-1].status if exchanges else None


def _with_status(received: str, status: int | None) -> str:
    """What was received, with the status if that is not 2xx and not said yet, or if nothing else is known."""
    if status is None or str(status) in received:
        return received
    said = say("status {status}", status=f"{status} {phrase(status)}".strip())
    if not received:
        return said
    return say("{received} ({said})", received=received, said=said) if status >= 300 else received


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
