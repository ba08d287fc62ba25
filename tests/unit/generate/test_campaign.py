"""Campaigns: seed after seed, application after application, and nothing left behind."""

from dataclasses import replace
from typing import Any

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate.budget import Budget
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.generate.engine import Upset
from fastapi_spec.generate.findings import UNREADABLE
from tests.servers import always, running
from tests.unit.generate.samples import JSON, NUMBER, QUICK, Listing, Nothing, application, document, fuzz

SOUND = always(200, "application/json", b"{}")


class Interrupting(Listing):
    """Ctrl-C is pressed while the first response is received."""

    def after(self, *_: Any) -> None:
        """Be interrupted."""
        raise KeyboardInterrupt


class Clumsy(Listing):
    """A guard with a fault of its own."""

    def before(self, *_: Any) -> None:
        """Fail."""
        raise ZeroDivisionError


def test_the_same_seed_sends_the_same() -> None:
    """A finding can be found again."""
    given = application(document("/a", parameters=[NUMBER]))
    guards = [Listing(), Listing()]
    with running(SOUND) as server:
        for guard in guards:
            fuzz(server.url, given, budget=Budget("standard", 60), guard=guard)

    assert len(guards[0].sent) > 20
    assert guards[0].sent == guards[1].sent


def test_what_a_target_responds_does_not_change_what_is_sent() -> None:
    """Which ids it gives depends on who else has called it."""
    row = {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}
    made = {"description": "ok", "content": {"application/json": {"schema": row}}}
    own = document("/rows/{id}", parameters=[{**NUMBER, "name": "id", "in": "path", "required": True}])
    own["paths"]["/rows"] = {"post": {"responses": {"200": made}}}
    guards = [Listing(), Listing()]
    for guard, id in zip(guards, (3, 7), strict=True):
        with running(always(200, "application/json", b'{"id": %d}' % id)) as server:
            fuzz(server.url, application(own), guard=guard)

    assert len(guards[0].sent) > 15
    assert guards[0].sent == guards[1].sent


def test_a_duration_tries_one_seed_after_the_other() -> None:
    """Until the time is up there is always another seed."""
    with running(SOUND) as server:
        campaign = fuzz(server.url, application(document("/a")), budget=Budget("standard", 2, endless=True))

    assert campaign.last > campaign.seed == 0


def test_progress_is_told_while_a_campaign_runs() -> None:
    """The line names the seed, the application and the numbers so far."""
    lines: list[str] = []
    with running(SOUND) as server, Api(server.url, Recorder(5)) as api:
        Campaign(api, Nothing(), QUICK, 3).run([application(document("/a"), prefix="/apps/x")], lines.append)

    assert lines[0] == "fuzz: seed 3, /apps/x, 0 requests, 0 findings"
    assert lines[-1].startswith("fuzz: seed 3, /apps/x, ")


@pytest.mark.parametrize("own", [document("/a") | {"security": 3}, document("/a") | {"openapi": "3.x"}])
def test_an_unreadable_document_is_a_finding_and_the_locked_one_is_used(own: JSON) -> None:
    """A target cannot avoid generated requests by a broken document."""
    guard = Listing()
    with running(SOUND) as server:
        campaign = fuzz(server.url, application(own, document("/b")), guard=guard)

    [finding] = campaign.record.of([UNREADABLE])
    assert finding.operation == "GET /openapi.json"
    assert guard.sent
    assert all(" /b " in line for line in guard.sent)


def test_an_unreadable_locked_document_is_our_error() -> None:
    """Nothing of the target is to blame."""
    unreadable = replace(application({"openapi": "3.1.0", "paths": 3}), own=False)
    with running(SOUND) as server, pytest.raises(Upset):
        fuzz(server.url, unreadable)


@pytest.mark.parametrize(
    "guard, error", [(Interrupting(), KeyboardInterrupt), (Clumsy(), ZeroDivisionError)], ids=["Ctrl-C", "our error"]
)
def test_nothing_is_left_behind_however_a_campaign_ends(guard: Listing, error: type[BaseException]) -> None:
    """What was made on the server is removed, and the error is not a finding."""
    with running(SOUND) as server, pytest.raises(error):
        fuzz(server.url, application(document("/a")), guard=guard)

    assert guard.swept == 1
