"""Which layer lies around which · the order of middleware."""

from fastapi_spec import Api, like, must, should

from ..conftest import EventLog

NOTES = "中间件"
DOCS = "tutorial/middleware/#multiple-middleware-execution-order"
AFTER = "tutorial/middleware/"
LAYERS = "/apps/middleware/layers"
PREFLIGHT = {"Origin": "http://localhost:3100", "Access-Control-Request-Method": "GET"}


@must("MW-ORDER-1")
def test_layers_lie_around_the_handler(api: Api, log: EventLog) -> None:
    """Two middlewares lie around a handler like layers: the outer one begins before the inner and ends after it."""
    response = api.get(f"{LAYERS}/task", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="task")[:5] == like(
        ["outer before", "inner before", "handler", "inner after", "outer after"]
    )


@must("MW-TIME-3")
def test_outer_process_time_sees_preflights(api: Api) -> None:
    """Where the process time lies outside CORS, the answer to a preflight carries X-Process-Time."""
    response = api.options("/apps/middleware/process-time-outermost/hello", headers=PREFLIGHT)

    assert response.headers.get("access-control-allow-origin") == "http://localhost:3100"
    assert "x-process-time" in response.headers


@must("MW-TIME-5")
def test_inner_process_time_sees_no_preflight(api: Api) -> None:
    """Where CORS lies outside the process time, the answer to a preflight carries no X-Process-Time, others do."""
    control = api.get("/apps/middleware/cors-outermost/hello")
    response = api.options("/apps/middleware/cors-outermost/hello", headers=PREFLIGHT)

    assert "x-process-time" in control.headers
    assert response.headers.get("access-control-allow-origin") == "http://localhost:3100"
    assert "x-process-time" not in response.headers


@must("MW-BG-1", docs=AFTER)
def test_background_task_runs_after_middleware(api: Api, log: EventLog) -> None:
    """A background task runs after every middleware has ended."""
    response = api.get(f"{LAYERS}/task", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="task")[-2:] == like(["outer after", "task"])


@should("MW-YIELD-1", docs=AFTER)
def test_dependency_exit_runs_after_middleware(api: Api, log: EventLog) -> None:
    """A dependency with yield is left after every middleware has ended."""
    response = api.get(f"{LAYERS}/exit", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="exit") == like(
        ["outer before", "inner before", "enter", "handler", "inner after", "outer after", "exit"]
    )


@should("MW-BG-2", docs=AFTER)
def test_dependency_exit_runs_after_background_task(api: Api, log: EventLog) -> None:
    """A dependency with yield is left after the background tasks have run, so that they may use what it holds open."""
    response = api.get(f"{LAYERS}/task-and-exit", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="exit")[-3:] == like(["outer after", "task", "exit"])
