"""Rules of another project, for mypy alone: `.ci/run package` checks them where only the wheel is installed."""

from typing import assert_type

import httpx
import pytest

from fastapi_spec import (
    ABSENT,
    JSON,
    Api,
    Erratum,
    elements,
    errors,
    like,
    location,
    locations,
    may,
    media_type,
    member,
    must,
    names,
    needs_chapter,
    should,
)


@must("GREET-NAME-1")
@pytest.mark.parametrize("name", ["Alice", "Bob"])
def test_greeting(api: Api, name: str) -> None:
    """GET /greet/{name} responds with a greeting that contains the name."""
    response = api.get(f"/greet/{name}")

    assert_type(response, httpx.Response)
    assert response.json() == like(greeting=f"Hello, {name}!", secret=ABSENT)
    assert_type(member(response, "greeting"), JSON)
    assert_type(names(response.json()), set[str])


@should("GREET-ERROR-1", notes="greetings", docs="tutorial/", erratum=Erratum("It greets everyone.", "0.100.0"))
def test_errors(api: Api) -> None:
    """A greeting without a name is rejected with 422 at [query, name]."""
    response = api.raw("GET", "/greet", headers=[("X-Token", "a"), ("X-Token", "b")])

    assert_type(locations(response), list[list[str | int]])
    assert_type(errors(response), list[dict[str, JSON]])
    assert_type(media_type(response), str)


@may("GREET-ALLOW-1")
@needs_chapter("database")
def test_allow(api: Api) -> None:
    """POST /greet is rejected with 405, an Allow header and a Location."""
    response = api.post("/greet", json={})

    assert_type(elements(response.headers, "allow"), set[str])
    assert_type(location(response), httpx.URL)
