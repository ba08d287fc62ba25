"""Small documents, applications and campaigns."""

from typing import Any

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate.budget import BUDGETS, Budget
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.generate.plan import Application

JSON = Any
QUICK = BUDGETS["quick"]
NUMBER = {"name": "q", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 9}}


class Nothing:
    """A guard that guards nothing."""

    def before(self, prefix: str, case: Any) -> None:
        """Let it pass."""

    def after(self, prefix: str, case: Any, exchange: Any) -> None:
        """Let it pass."""

    def sweep(self) -> None:
        """There is nothing."""


class Listing(Nothing):
    """Lists what is sent, and how often it was asked to clean up."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.swept = 0

    def before(self, _: str, case: Any) -> None:
        """Note the case."""
        self.sent.append(f"{case.method} {case.formatted_path} {case.query} {case.headers} {case.body}")

    def sweep(self) -> None:
        """Note the call."""
        self.swept += 1


def document(*paths: str, **operation: JSON) -> JSON:
    """A document of GET operations that respond with 200 to anything."""
    given = {"responses": {"200": {"description": "ok"}}} | operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {path: {"get": given} for path in paths},
    }


def application(own: JSON, locked: JSON = None, **changes: JSON) -> Application:
    """An application that serves its own document."""
    settings = {"selected": lambda _: True, "costly": lambda _: False, "auth": {}, "operations": []}
    return Application(**{"prefix": "", "document": own, "locked": locked or own, "own": True} | settings | changes)


def fuzz(
    url: str, *applications: Application, budget: Budget = QUICK, timeout: float = 5, guard: Nothing | None = None
) -> Campaign:
    """Run a campaign to its end."""
    with Api(url, Recorder(timeout)) as api:
        campaign = Campaign(api, guard or Nothing(), budget, 0)
        campaign.run(list(applications))
        return campaign
