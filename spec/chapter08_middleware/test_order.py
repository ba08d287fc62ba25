"""The order of middleware · 中间件：执行顺序."""

from fastapi_spec import Api, like, must, should

from ..conftest import EventLog

NOTES = "中间件"
DOCS = "tutorial/middleware/#multiple-middleware-execution-order"
ORIGIN = "notes"
AFTER = "tutorial/middleware/"
LAYERS = "/apps/middleware/layers"
PREFLIGHT = {"Origin": "http://localhost:3100", "Access-Control-Request-Method": "GET"}


@must("MW-ORDER-1")
def test_outer_and_inner_middleware(api: Api, log: EventLog) -> None:
    """Of two middlewares around a handler, the outer one begins before the inner one and ends after it."""
    response = api.get(f"{LAYERS}/task", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="task")[:5] == like(
        ["outer before", "inner before", "handler", "inner after", "outer after"]
    )


@must("MW-BG-1", docs=AFTER)
def test_background_task(api: Api, log: EventLog) -> None:
    """The event log shows a background task after the end of both middlewares."""
    response = api.get(f"{LAYERS}/task", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="task")[-2:] == like(["outer after", "task"])


@should("MW-YIELD-1", docs=AFTER)
def test_exit_of_a_dependency(api: Api, log: EventLog) -> None:
    """The event log shows the exit of a dependency with `yield` after the end of both middlewares."""
    response = api.get(f"{LAYERS}/exit", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="exit") == like(
        ["outer before", "inner before", "enter", "handler", "inner after", "outer after", "exit"]
    )


@should("MW-BG-2", origin="fastapi", docs=AFTER)
def test_background_task_and_exit_of_a_dependency(api: Api, log: EventLog) -> None:
    """The event log shows the exit of a dependency with `yield` after the background task."""
    response = api.get(f"{LAYERS}/task-and-exit", headers=log.headers)

    assert response.json() == like(hello="world")
    assert log.events(until="exit")[-3:] == like(["outer after", "task", "exit"])


@must("MW-TIME-3", origin="fastapi")
def test_preflight_inside(api: Api) -> None:
    """If the process time middleware is outside CORS, a response to a preflight has `X-Process-Time`."""
    response = api.options("/apps/middleware/process-time-outermost/hello", headers=PREFLIGHT)

    assert response.headers.get("access-control-allow-origin") == "http://localhost:3100"
    assert "x-process-time" in response.headers


@must("MW-TIME-5", origin="fastapi")
def test_preflight_outside(api: Api) -> None:
    """If CORS is outside the process time middleware, a response to a preflight has no `X-Process-Time`."""
    control = api.get("/apps/middleware/cors-outermost/hello")
    response = api.options("/apps/middleware/cors-outermost/hello", headers=PREFLIGHT)

    assert control.status_code == 200
    assert "x-process-time" in control.headers
    assert response.headers.get("access-control-allow-origin") == "http://localhost:3100"
    assert "x-process-time" not in response.headers
