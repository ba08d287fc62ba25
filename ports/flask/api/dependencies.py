"""Chapter 05: functions and classes that operations share, and guards."""

import sys
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from flask import Blueprint, Response, g, jsonify
from pydantic import BaseModel, Field

from .events import Log, event_log
from .guards import guard, guarded
from .inputs import Given, read

dependencies = Blueprint("dependencies", __name__, url_prefix="/chapter05")

ITEMS = [{"item_name": "Foo"}, {"item_name": "Bar"}, {"item_name": "Baz"}]
T = TypeVar("T")
sys.set_int_max_str_digits(4400)  # Pydantic reads 4,300 digits, and the double of such a number has one more


class Commons(BaseModel):
    q: str | None = None
    page: int = 1
    limit: int = 100


class Page(BaseModel):
    q: str | None = None
    page: Annotated[int, Field(ge=1)] = 1
    limit: Annotated[int, Field(ge=1)] = 100


class Item(BaseModel):
    item_name: str


class Queries(BaseModel):
    q: str | None = None
    last_query: str | None = None


class Double(BaseModel):
    n: int


def once(dependency: Callable[[], T]) -> T:
    """The value of a dependency, computed once per request. Call the dependency itself for a new value."""
    made: dict[Any, Any] = g.setdefault("made", {})
    if dependency not in made:
        made[dependency] = dependency()
    value: T = made[dependency]
    return value


def inputs() -> tuple[Queries, Log]:
    given = Given()
    queries, log = given.query(Queries), event_log(given)
    given.check()
    return queries, log


def query() -> str | None:
    queries, log = once(inputs)
    log.write("query")
    return queries.q


def sub_query() -> str | None:
    q = once(query)
    queries, log = once(inputs)
    log.write("sub query")
    return q or queries.last_query or None


def handler() -> None:
    once(inputs)[1].write("handler")


@dependencies.get("/dependency01")
@dependencies.get("/dependency02", endpoint="dependency02")
def dependency01() -> dict[str, Any]:
    commons = read(Given.query, Commons)
    return commons.model_dump()


@dependencies.get("/sub_dependency")
def sub_dependency() -> dict[str, str | None]:
    return {"sub_dependency": once(sub_query)}


@dependencies.get("/sub_dependency/shared")
def shared() -> dict[str, str | None]:
    values = {"a": once(query), "b": once(query), "c": once(sub_query)}
    handler()
    return values


@dependencies.get("/sub_dependency/fresh")
def fresh() -> dict[str, str | None]:
    values = {"a": once(query), "b": query(), "c": once(sub_query)}
    handler()
    return values


@dependencies.get("/sub_dependency/fresh_outside")
def fresh_outside() -> dict[str, str | None]:
    values = {"a": once(sub_query), "b": sub_query()}
    handler()
    return values


@dependencies.get("/classes_as_dependencies")
def classes_as_dependencies() -> tuple[dict[str, Any], dict[str, str]]:
    page = read(Given.query, Page)
    first = (page.page - 1) * page.limit
    body: dict[str, Any] = {"q": page.q} if page.q else {}
    return body | {"items": ITEMS[first : first + page.limit]}, {"X-Total-Count": str(len(ITEMS))}


@dependencies.post("/class_beside_model")
def class_beside_model() -> dict[str, Any]:
    given = Given()
    page, item = given.query(Page), given.json(Item)
    given.check()
    return {"query": page.model_dump(), "item": item.model_dump()}


def two_users() -> Response:
    given = Given()
    log = guard(given)
    given.check()
    log.write("handler")
    return jsonify([{"user": "user01"}, {"user": "user02"}])


dependencies.add_url_rule("/dependency_in_path_operation", view_func=two_users)


@dependencies.get("/dependency_in_path_operation/double")
def guarded_double() -> dict[str, int]:
    given = Given()
    guard(given)
    number = given.query(Double)
    given.check()
    return {"double": 2 * number.n}


@dependencies.get("/guarded/users")
@guarded
def users() -> list[dict[str, str]]:
    return [{"user": "user01"}]


@dependencies.get("/guarded/items")
@guarded
def items() -> list[dict[str, str]]:
    return [{"item": "item01"}]
