"""Dependencies of dependencies · 子依赖的创建和调用."""

import pytest

from fastapi_spec import JSON, Api, Erratum, like, locations, must, should

from ..conftest import EventLog

NOTES = "子依赖的创建和调用"
DOCS = "tutorial/dependencies/sub-dependencies/"
CACHE = "tutorial/dependencies/sub-dependencies/#using-the-same-dependency-multiple-times"
PATH = "/chapter05/sub_dependency"


@must("DEP-SUB-1")
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
def test_a_dependency_builds_on_another(api: Api, query: dict[str, str], final: JSON) -> None:
    """The result is the q that the sub-dependency read, or last_query when q is missing or empty, or else null."""
    response = api.get(PATH, params=query)

    assert response.status_code == 200
    assert response.json() == like(sub_dependency=final)


@must("DEP-SUB-2")
def test_a_sub_dependency_takes_a_header(api: Api, log: EventLog) -> None:
    """A sub-dependency takes the id of an event log, up to 64 characters, from the header; the log is read under it."""
    id = log.id.ljust(64, "-")
    api.get("/chapter05/yield/abc", headers={"X-Event-Log": id})
    response = api.get(f"/events/{id}")

    assert response.status_code == 200
    assert response.json() == like(events=["enter a", "enter b", "enter c", "handler", "exit c", "exit b", "exit a"])


@must("DEP-SUB-3")
def test_a_header_of_a_sub_dependency_is_validated(api: Api, log: EventLog) -> None:
    """An event log's id of 65 characters is refused with 422, at [header, x-event-log] and in a path at [path, id]."""
    id = log.id.ljust(65, "-")
    header = api.get("/chapter05/yield/abc", headers={"X-Event-Log": id})
    path = api.get(f"/events/{id}")

    assert header.status_code == path.status_code == 422
    assert ["header", "x-event-log"] in locations(header)
    assert ["path", "id"] in locations(path)


@must("DEP-CACHE-1", docs=CACHE)
def test_shared_dependency_runs_once(api: Api, log: EventLog) -> None:
    """A dependency that has several uses in one request runs once, before what needs it, and each use has its value."""
    response = api.get(f"{PATH}/shared", params={"q": "a"}, headers=log.headers)
    without_q = api.get(f"{PATH}/shared", params={"last_query": "l"})

    assert response.json() == like(a="a", b="a", c="a")
    assert without_q.json() == like(a=None, b=None, c="l")
    assert log.events(until="handler") == ["query", "sub query", "handler"]


@must("DEP-CACHE-4", docs=CACHE)
def test_nothing_is_kept_for_the_next_request(api: Api, log: EventLog) -> None:
    """The next request runs the dependency again and has its own value."""
    first = api.get(f"{PATH}/shared", params={"q": "a"}, headers=log.headers)
    second = api.get(f"{PATH}/shared", params={"q": "b"}, headers=log.headers)

    assert first.json() == like(a="a", b="a", c="a")
    assert second.json() == like(a="b", b="b", c="b")
    assert log.events(until="handler").count("query") == 2


@must("DEP-CACHE-2", docs=CACHE)
def test_fresh_use_runs_it_again(api: Api, log: EventLog) -> None:
    """For a use that asks for a fresh value a dependency runs twice before the handler; other uses share one run."""
    response = api.get(f"{PATH}/fresh", params={"q": "a"}, headers=log.headers)
    *events, last = log.events(until="handler") or [""]

    assert response.json() == like(a="a", b="a", c="a")
    assert events.count("query") == 2
    assert last == "handler"


@should(
    "DEP-CACHE-3",
    docs=CACHE,
    erratum=Erratum(
        claim="use_cache at a use of sub_query says how often query runs, the dependency below it.", since="never true"
    ),
)
def test_fresh_use_does_not_reach_below(api: Api, log: EventLog) -> None:
    """A use that asks for a fresh value runs that dependency again and not the ones that it depends on."""
    response = api.get(f"{PATH}/fresh_outside", params={"q": "a"}, headers=log.headers)
    without_q = api.get(f"{PATH}/fresh_outside", params={"last_query": "l"})

    assert response.json() == like(a="a", b="a")
    assert without_q.json() == like(a="l", b="l")
    assert log.events(until="handler") == ["query", "sub query", "sub query", "handler"]
