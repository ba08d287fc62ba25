"""One application fuzzed with one seed: schemathesis's own engine, with our client in place of its own."""

import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from requests import RequestException
from schemathesis import BaseSchema

from fastapi_spec.generate._hypothesis import same_examples_everywhere
from fastapi_spec.generate._schemathesis import (
    EventStream,
    Failure,
    NoLinksFound,
    ScenarioRecorder,
    ServerUnavailable,
    Status,
    events,
    from_schema,
    kind,
)
from fastapi_spec.generate.budget import replay
from fastapi_spec.generate.findings import SILENCE, UNREADABLE, Finding, Record
from fastapi_spec.generate.plan import Application, schemas
from fastapi_spec.generate.wire import Wire
from fastapi_spec.language import ENGLISH, speaking

PROMISES = {"content_type_conformance", "response_headers_conformance", "response_schema_conformance"}
"""The checks that a response with a declared status is as the document declares it."""


class Upset(Exception):
    """schemathesis itself failed, because of what a document says or a target responds."""


def explore(
    application: Application,
    wire: Wire,
    record: Record,
    *,
    depth: str,
    seed: int,
    again: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> None:
    """Fuzz one application and write down what is found. Raises Upset and KeyboardInterrupt."""
    wire.prefix = application.prefix
    exploration = _Exploration(application, wire, record, replay(depth, seed))
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(same_examples_everywhere())
        stack.enter_context(patch.object(threading, "excepthook", exploration.thread_failed))
        stack.enter_context(wire.connected())
        stack.enter_context(_in_words())
        for schema in schemas(application, wire.base_url + application.prefix, depth, seed, again=again):
            exploration.run(schema, progress)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise Upset(_in_a_line(type(error).__name__, str(error))) from error


class _Exploration:
    def __init__(self, application: Application, wire: Wire, record: Record, options: list[str]) -> None:
        self.application = application
        self.wire = wire
        self.record = record
        self.options = options

    def run(self, schema: BaseSchema, progress: Callable[[], None]) -> None:
        stream = from_schema(schema).execute()
        try:
            self._follow(stream, progress)
        finally:
            # Its threads end before anything else begins: CPython 3.11 fails where two of them parse Python at once.
            stream.stop()
            stream.generator.close()

    def _follow(self, stream: EventStream, progress: Callable[[], None]) -> None:
        stopped = False
        for event in stream:
            match event:
                case events.ScenarioFinished():
                    with self.wire.owning_up():
                        self._look_at(event.recorder)
                    if self.wire.over and not stopped:  # Not sooner, for what has not been told yet would be lost.
                        stream.stop()
                        stopped = True
                case events.NonFatalError():
                    self._look_at_error(event)
                case events.FatalError():
                    raise event.exception
                case events.Interrupted() if not stopped:
                    raise KeyboardInterrupt
            with self.wire.owning_up():
                progress()

    def _name(self, label: str) -> str:
        method, _, path = label.partition(" ")
        return f"{method} {self.application.prefix}{path}"

    def _look_at(self, recorder: ScenarioRecorder) -> None:
        """Count what a scenario asked, and write down what its checks found."""
        for case, error in self.wire.taken():
            name = self._name(case.operation.label)
            with speaking(ENGLISH):  # as all findings; a card translates them
                said = str(error)
            self.record.add(Finding(SILENCE, name, said, self.options, [self.wire.exchanges[case.id]]))
        for id, node in recorder.cases.items():
            if exchange := self.wire.exchanges.get(id):
                name = self._name(node.value.operation.label)
                self.record.asked[name] += 1
                self.record.last[name] = exchange
        for id, checks in recorder.checks.items():
            name = self._name(recorder.cases[id].value.operation.label)
            failed = {check.name for check in checks if check.status is Status.FAILURE}
            declared = any(c.name == "status_code_conformance" and c.status is Status.SUCCESS for c in checks)
            if declared and not failed & PROMISES:
                self.record.kept.add(name)
                if (exchange := self.wire.exchanges.get(id)) and exchange.status in range(200, 300):
                    self.record.succeeded.add(name)
            for check in checks:
                if check.failure_info:
                    self._write(name, check.name, check.failure_info.failure, recorder, id)
        for id in recorder.cases:
            self.wire.exchanges.pop(id, None)

    def _write(self, name: str, check: str, failure: Failure, recorder: ScenarioRecorder, id: str) -> None:
        chain = recorder.iter_chain_cases(case_id=id, related_case_ids=failure.related_case_ids())
        exchanges = [self.wire.exchanges[case.id] for case in chain if case.id in self.wire.exchanges]
        said = _in_a_line(failure.title, failure.message)
        self.record.add(Finding(check, name, said, self.options, exchanges), kind(failure))

    def _look_at_error(self, event: events.NonFatalError) -> None:
        """What schemathesis could not do.

        The wire reports a target that does not respond, and a document without sequences is not wrong.
        """
        if not isinstance(event.value, RequestException | ServerUnavailable | NoLinksFound):
            said = _in_a_line(event.info.title, event.info.message)
            self.record.add(Finding(UNREADABLE, self._name(event.label), said, self.options))

    def thread_failed(self, failure: threading.ExceptHookArgs) -> None:
        """A thread of schemathesis ended, and with it what it had still to ask."""
        said = _in_a_line(failure.exc_type.__name__, str(failure.exc_value))
        self.record.add(Finding(UNREADABLE, self._name("GET /openapi.json"), said, self.options))


def _in_a_line(title: str, message: str, longest: int = 400) -> str:
    """What a failure says, without the schema that it quotes and the advice after an empty line."""
    said = " ".join(re.split(r"\n\n|\n\s*Schema", message)[0].split())
    text = f"{title}: {said}" if said else title
    return text if len(text) <= longest else f"{text[:longest]} ..."
