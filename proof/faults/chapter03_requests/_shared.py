"""What the faults of several modules of chapter03_requests share."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query

from proof.faults.fault import Broken, Received

CITY = "/chapter03/request_body/city"
QUERY = "/chapter03/query"
REQUIRED = "/chapter03/query/required"

# The rules that check the order of several errors.
ORDERS = ("BODY-FIELD-7", "BODY-FIELD-8", "BODY-NEST-13", "BODY-MULTI-9", "REQUEST-FAULT-3")


def each(value: Any, change: Callable[[dict[str, Any]], None]) -> Any:
    """A JSON value in which every object is changed."""
    if isinstance(value, dict):
        change(value)
        for inner in value.values():
            each(inner, change)
    elif isinstance(value, list):
        for element in value:
            each(element, change)
    return value


def document(app: Broken, change: Callable[[dict[str, Any]], None]) -> None:
    """Change every object of the OpenAPI document."""

    @app.received("GET", "/openapi.json")
    def changed(response: Received) -> None:
        response.json = each(response.json, change)


def without(app: Broken, name: str, *kinds: type) -> None:
    """Remove a keyword from every object of the OpenAPI document, if its value has one of these types."""

    def drop(value: dict[str, Any]) -> None:
        if isinstance(value.get(name), kinds):
            del value[name]

    document(app, drop)


def page_is(app: Broken, type: Any, default: Any = 1) -> None:
    """Declare `page` differently, and return it unchanged."""

    @app.route("GET", QUERY)
    async def page_limit(page: type = default, limit: int | None = None) -> dict[str, Any]:
        return {"page": page} if limit is None else {"page": page, "limit": limit}


def q_is(app: Broken, type: Any, default: Any = ...) -> None:
    """Declare the required string differently, and return it unchanged."""

    @app.route("GET", REQUIRED)
    async def read_required(q: Annotated[type, Query()] = default) -> dict[str, Any]:
        return {"q": q}


def entries(app: Broken, change: Any) -> None:
    """Change the detail of every 422 response."""

    @app.received("*", "*")
    def changed(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": change(response.json["detail"])}
