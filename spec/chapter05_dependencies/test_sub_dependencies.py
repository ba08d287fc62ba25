"""Dependencies of dependencies · 子依赖的创建和调用."""

import pytest

from fastapi_spec import JSON, Api, Erratum, like, locations, must, should

from ..conftest import EventLog

NOTES = "子依赖的创建和调用"
DOCS = "tutorial/dependencies/sub-dependencies/"
ORIGIN = "fastapi"
CACHE = "tutorial/dependencies/sub-dependencies/#using-the-same-dependency-multiple-times"
PATH = "/chapter05/sub_dependency"


@must("DEP-SUB-1", origin="notes")
@pytest.mark.parametrize(
    ("query", "final"),
    [
        pytest.param({}, None, id="neither"),
        pytest.param({"q": "a"}, "a", id="q"),
        pytest.param({"last_query": "l"}, "l", id="last-query"),
        pytest.param({"q": "a", "last_query": "l"}, "a", id="both"),
        pytest.param({"q": "", "last_query": "l"}, "l", id="empty-q"),
    ],
)
def test_dependency_of_a_dependency(api: Api, query: dict[str, str], final: JSON) -> None:
    """A dependency returns the `q` of its sub-dependency, or `last_query` if `q` is missing or empty, or `null`."""
    response = api.get(PATH, params=query)

    assert response.status_code == 200
    assert response.json() == like(sub_dependency=final)


@must("DEP-CACHE-1", origin="notes", docs=CACHE)
def test_shared_dependency_runs_once(api: Api, log: EventLog) -> None:
    """A dependency with several uses in one request runs once, before what needs it; every use gets its value."""
    response = api.get(f"{PATH}/shared", params={"q": "a"}, headers=log.headers)
    without_q = api.get(f"{PATH}/shared", params={"last_query": "l"})

    assert response.json() == like(a="a", b="a", c="a")
    assert without_q.json() == like(a=None, b=None, c="l")
    assert log.events(until="handler") == ["query", "sub query", "handler"]


@must("DEP-CACHE-4", docs=CACHE)
def test_next_request_runs_it_again(api: Api, log: EventLog) -> None:
    """The next request runs the dependency again and gets its own value."""
    first = api.get(f"{PATH}/shared", params={"q": "a"}, headers=log.headers)
    second = api.get(f"{PATH}/shared", params={"q": "b"}, headers=log.headers)

    assert first.json() == like(a="a", b="a", c="a")
    assert second.json() == like(a="b", b="b", c="b")
    assert log.events(until="handler").count("query") == 2


@must("DEP-CACHE-2", docs=CACHE)
def test_uncached_use_runs_it_again(api: Api, log: EventLog) -> None:
    """A use with `use_cache=False` runs the dependency once more, before the operation; other uses share one run."""
    response = api.get(f"{PATH}/fresh", params={"q": "a"}, headers=log.headers)
    *events, last = log.events(until="handler") or [""]

    assert response.json() == like(a="a", b="a", c="a")
    assert events.count("query") == 2
    assert last == "handler"


@should(
    "DEP-CACHE-3",
    origin="notes",
    docs=CACHE,
    erratum=Erratum(
        claim="use_cache at a use of sub_query says how often query runs, the dependency below it.",
        since="never true",
        in_code=False,
    ),
)
def test_uncached_use_shares_what_is_below(api: Api, log: EventLog) -> None:
    """A use with `use_cache=False` runs that dependency once more, but not its sub-dependencies."""
    response = api.get(f"{PATH}/fresh_outside", params={"q": "a"}, headers=log.headers)
    without_q = api.get(f"{PATH}/fresh_outside", params={"last_query": "l"})

    assert response.json() == like(a="a", b="a")
    assert without_q.json() == like(a="l", b="l")
    assert log.events(until="handler") == ["query", "sub query", "sub query", "handler"]


@must("DEP-SUB-2")
def test_sub_dependency_reads_a_header(api: Api, log: EventLog) -> None:
    """A sub-dependency can read a header: `X-Event-Log`, up to 64 characters, names the event log of a request."""
    log.id = log.id.ljust(64, "-")
    response = api.get("/chapter05/yield/abc", headers={"X-Event-Log": log.id})

    assert response.status_code == 200
    assert "handler" in log.events(until="handler")


@must("DEP-SUB-3")
def test_header_of_a_sub_dependency_is_validated(api: Api, log: EventLog) -> None:
    """An event log id of 65 characters is rejected with 422 at `[header, x-event-log]`, in a path at `[path, id]`."""
    id = log.id.ljust(65, "-")
    header = api.get("/chapter05/yield/abc", headers={"X-Event-Log": id})
    path = api.get(f"/events/{id}")

    assert header.status_code == path.status_code == 422
    assert ["header", "x-event-log"] in locations(header)
    assert ["path", "id"] in locations(path)
