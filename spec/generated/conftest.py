"""The campaign of the session, and what it has seen of one area of the contract."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

import pytest

from fastapi_spec import needs_chapter
from fastapi_spec.generate.openapi import operations
from fastapi_spec.rules.contract import documents

from .areas import UNSUCCESSFUL, area_of, areas, chapter_of, claimed, is_claimed, succeeds

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

    from fastapi_spec import Api
    from fastapi_spec.generate.campaign import Campaign
    from fastapi_spec.generate.findings import Seen
    from fastapi_spec.generate.openapi_compare import Comparison
    from fastapi_spec.plugin.fuzzing import FuzzPlugin


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A rule on generated requests has a case for every area, one on OpenAPI documents a case for every application."""
    if "seen" in metafunc.fixturenames:
        metafunc.parametrize("area", [_row(area, area) for area in areas()])
    if "comparison" in metafunc.fixturenames:
        metafunc.parametrize("prefix", [_row(prefix, area_of(f"{prefix}/")) for prefix in documents()])


def _row(value: str, area: str) -> ParameterSet:
    chapter = chapter_of(area)
    marks = [needs_chapter(chapter)] if chapter else []
    return pytest.param(value, id=value.strip("/") or "main", marks=marks)


@pytest.fixture
def without(fuzzing: FuzzPlugin) -> list[str]:
    """The chapters that the target does not claim."""
    return fuzzing.without


@pytest.fixture
def comparison(api: Api, prefix: str, without: list[str]) -> Comparison:
    """The target's own OpenAPI document of an application beside that of the contract."""
    from fastapi_spec.generate.openapi import served

    own = served(api, prefix)
    assert own, f"no OpenAPI document at {prefix}/openapi.json: the locked contract is used instead"
    try:
        return _compared(prefix, json.dumps(own), *without)
    except Exception as error:  # What a target sends is never our error.
        raise AssertionError(f"the document at {prefix}/openapi.json makes no sense: {error!r}") from None


@functools.lru_cache(maxsize=32)  # Nine rules compare the same OpenAPI documents, and each of them fetches them again.
def _compared(prefix: str, own: str, *without: str) -> Comparison:
    from fastapi_spec.generate.openapi_compare import Comparison

    return Comparison(claimed(prefix, without), json.loads(own))


@pytest.fixture
def campaign(request: pytest.FixtureRequest, api: Api, fuzzing: FuzzPlugin, without: list[str]) -> Campaign:
    """The generated requests of the session: sent once, before the first rule that looks at the responses."""
    rows = [getattr(item, "callspec", None) for item in request.session.items]
    asked = {row.params["area"] for row in rows if row and "area" in row.params}
    waiting = {area_of(operation.path) for operation in fuzzing.missing()}
    claimed = {area for area in asked - waiting if is_claimed(area, without)}
    return fuzzing.once(lambda: _fuzz(fuzzing, api, claimed))


def _fuzz(fuzzing: FuzzPlugin, api: Api, areas: set[str]) -> Campaign:
    from fastapi_spec import Api
    from fastapi_spec.client.api import Recorder
    from fastapi_spec.generate.campaign import Campaign

    from .applications import applications
    from .guard import RowGuard

    url = str(api.base_url).rstrip("/")
    with Api(url, Recorder(api.recorder.timeout, tls=url.startswith("https:"))) as client:
        campaign = Campaign(client, RowGuard(client), fuzzing.budget, fuzzing.seed)
        found = applications(client, areas)
        fuzzing.begin(campaign, found)
        campaign.run(found, fuzzing.progress)
    return campaign


@pytest.fixture
def seen(campaign: Campaign, fuzzing: FuzzPlugin, area: str, api: Api) -> Seen:
    """What was seen of an area. It waits for all operations of the area."""
    from fastapi_spec.generate.findings import Seen
    from fastapi_spec.rules.called import NotBuilt

    for operation in fuzzing.missing():
        if area_of(operation.path) == area:
            raise NotBuilt(operation)
    if campaign.wire.unreachable:
        raise campaign.wire.unreachable
    named = {
        f"{method} {prefix}{path}": operation
        for prefix, document in documents().items()
        for (method, _, path), operation in ((name.partition(" "), each) for name, each in operations(document).items())
        if area_of(prefix + path) == area
    }
    successful = [name for name, operation in named.items() if succeeds(operation) and name not in UNSUCCESSFUL]
    return Seen(campaign.record, [*named], lambda path: area_of(path) == area, api.recorder.exchanges, successful)


@pytest.fixture
def fuzzed(seen: Seen) -> Seen:
    """What was seen of an area with enough of its operations: without them a rule would hold by accident."""
    operations = len(seen.operations)
    half, reached = (operations + 1) // 2, operations - len(seen.unkept)
    assert reached >= half, f"{reached} of {operations} operations responded as declared (see FUZZ-REACH-1)"
    return seen
