"""What is used of schemathesis and hypothesis beyond their public API exists, in one module for each of the two."""

import ast
import inspect
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import strategies
from schemathesis.engine.run import probes
from schemathesis.transport.requests import REQUESTS_TRANSPORT

from fastapi_spec.generate import _schemathesis
from fastapi_spec.generate._schemathesis import EventStream, ScenarioRecorder, events, sending_by
from tests.conftest import PROJECT
from tests.servers import always, running
from tests.unit.generate.samples import application, document, fuzz
from tools.check_requirements import problems

PUBLIC = {"schemathesis", "hypothesis", "hypothesis.errors", "hypothesis.stateful", "hypothesis.strategies"}
PRIVATE = {"_schemathesis.py", "_hypothesis.py"}
SOURCES = [path for folder in ("fastapi_spec", "spec") for path in sorted((PROJECT / folder).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """The modules of schemathesis and hypothesis that a file imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name for name in names if name.partition(".")[0] in {"schemathesis", "hypothesis"})


def test_private_parts_are_imported_by_one_module_each() -> None:
    """A new release that changes them needs a change there, and nowhere else."""
    elsewhere = {path.name: set(imported(path)) - PUBLIC for path in SOURCES if path.name not in PRIVATE}

    assert {name: found for name, found in elsewhere.items() if found} == {}
    assert {path.name for path in SOURCES} >= PRIVATE


def test_public_names_are_public() -> None:
    """schemathesis lists its API itself."""
    assert {"Case", "Response", "BaseSchema", "Config", "openapi"} <= set(schemathesis.__all__)
    assert "SearchStrategy" in dir(strategies)


def test_the_versions_are_bounded() -> None:
    """A release that changes a private part is installed after a run of .ci/nightly, and not before."""
    assert [problem for problem in problems() if "upper bound" in problem] == []


def test_schemathesis_has_what_is_used() -> None:
    """A release without these needs another _schemathesis.py, and its bound in pyproject.toml."""
    assert set(_schemathesis.__all__) <= set(dir(_schemathesis))
    assert list(inspect.signature(REQUESTS_TRANSPORT.send).parameters) == ["case", "session", "kwargs"]
    assert list(inspect.signature(REQUESTS_TRANSPORT.serialize_case).parameters) == ["case", "kwargs"]
    assert isinstance(probes.PROBES, tuple | list)
    assert {"stop", "generator"} <= set(dir(EventStream((_ for _ in list[events.EngineEvent]()), threading.Event())))
    assert {"cases", "checks", "iter_chain_cases"} <= {*dir(ScenarioRecorder), *ScenarioRecorder.__slots__}
    assert {"ScenarioFinished", "NonFatalError", "FatalError", "Interrupted"} <= set(dir(events))


def test_everything_is_put_back_after_an_error() -> None:
    """The tests of a project that uses schemathesis itself stay as they are."""
    before = probes.PROBES, REQUESTS_TRANSPORT.send

    with pytest.raises(ZeroDivisionError), sending_by(lambda: None):  # type: ignore[arg-type, return-value]
        raise ZeroDivisionError
    assert before == (probes.PROBES, REQUESTS_TRANSPORT.send)


def test_no_request_goes_around_our_client() -> None:
    """Neither probes nor other requests of schemathesis: the server sees what the wire has sent."""
    with running(always(200, "application/json", b"{}")) as server:
        campaign = fuzz(server.url, application(document("/a")))

    assert len(server.methods) == campaign.wire.sent
