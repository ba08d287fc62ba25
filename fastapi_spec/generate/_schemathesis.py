"""All that is used of schemathesis beyond its public API, in one place; docs/upstream.md says what would replace it.

Its engine runs the phases of its command line, and only the command line may start it. Its transport sends each case
with a client of its own, which bounds no response and keeps no exchange; there is no setting for another one.

tests/unit/generate/test_schemathesis.py fails if any of it changes, and pyproject.toml bounds the version. .ci/nightly
tries the newest release.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from schemathesis import Case, Response
from schemathesis.core.errors import NoLinksFound
from schemathesis.core.failures import Failure
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.core import EventStream
from schemathesis.engine.errors import ServerUnavailable
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.engine.run import probes
from schemathesis.generation.meta import TestPhase
from schemathesis.transport.requests import REQUESTS_TRANSPORT

__all__ = [
    "EventStream",
    "Failure",
    "NoLinksFound",
    "ScenarioRecorder",
    "ServerUnavailable",
    "Status",
    "TestPhase",
    "events",
    "from_schema",
    "kind",
    "sending_by",
    "serialized",
]


@contextmanager
def sending_by(send: Callable[..., Response]) -> Iterator[None]:
    """Send by this what schemathesis sends, and skip its probes, which try odd headers first with its own client."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(probes, "PROBES", ()))
        stack.enter_context(patch.object(REQUESTS_TRANSPORT, "send", send))
        yield


def serialized(case: Case[Any], **named: Any) -> dict[str, Any]:
    """A case as the arguments of `requests.Request`."""
    return REQUESTS_TRANSPORT.serialize_case(case, **named)


def kind(failure: Failure) -> str:
    """What failures have in common that are shown once."""
    return f"{failure.title} {failure._unique_key}"
