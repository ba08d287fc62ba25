"""Global dependencies · FastAPI 框架中全局依赖的使用."""

import pytest

from fastapi_spec import Api, Erratum, like, locations, must, should

from ..chapter08_cors.browser import FRONT_END, preflight, refused
from ..conftest import EventLog

NOTES = "FastAPI 框架中全局依赖的使用"
DOCS = "tutorial/dependencies/global-dependencies/"
ROUTER = "tutorial/bigger-applications/"

TOKEN = {"X-Token": "fake-super-secret-token"}
KEY = {"X-Key": "fake-super-secret-key"}

ANYWHERE = Erratum(claim="A global dependency is used anywhere in the application.", since="never true")

each_operation_of_the_router = pytest.mark.parametrize("operation", ["users", "items"])
each_operation_of_the_app = pytest.mark.parametrize("operation", ["hello", "dependency_in_path_operation"])
each_header = pytest.mark.parametrize("other, header", [(KEY, "X-Token"), (TOKEN, "X-Key")], ids=["X-Token", "X-Key"])


@must("DEP-GLOBAL-1", docs=ROUTER)
@each_header
@each_operation_of_the_router
def test_router_guards_each_operation(api: Api, operation: str, other: dict[str, str], header: str) -> None:
    """Each operation of a guarded router answers 422 to a missing header, 400 to a wrong one, 200 to the right ones."""
    path = f"/chapter05/guarded/{operation}"

    missing = api.get(path, headers=other)
    wrong = api.get(path, headers=other | {header: "wrong"})
    right = api.get(path, headers=TOKEN | KEY)

    assert (missing.status_code, wrong.status_code, right.status_code) == (422, 400, 200)
    assert ["header", header.lower()] in locations(missing)


@must("DEP-GLOBAL-5", docs=ROUTER)
def test_router_guards_no_other_operation(api: Api) -> None:
    """An operation beside the guarded router answers without the headers."""
    inside = api.get("/chapter05/guarded/users", headers=TOKEN)
    beside = api.get("/chapter05/dependency01")

    assert inside.status_code == 422
    assert beside.status_code == 200
    assert beside.json() == like(page=1)


@must("DEP-GLOBAL-2")
@each_header
@each_operation_of_the_app
def test_app_guards_each_operation(api: Api, operation: str, other: dict[str, str], header: str) -> None:
    """Each operation of a guarded app answers 422 to a missing header, 400 to a wrong one, 200 to the right ones."""
    path = f"/apps/guarded/{operation}"

    missing = api.get(path, headers=other)
    wrong = api.get(path, headers=other | {header: "wrong"})
    right = api.get(path, headers=TOKEN | KEY)

    assert (missing.status_code, wrong.status_code, right.status_code) == (422, 400, 200)
    assert ["header", header.lower()] in locations(missing)


@must("DEP-GLOBAL-9")
@pytest.mark.parametrize(
    "path, answer",
    [
        ("/chapter05/guarded/users", [{"user": "user01"}]),
        ("/chapter05/guarded/items", [{"item": "item01"}]),
        ("/apps/guarded/hello", {"hello": "world"}),
        ("/apps/guarded/dependency_in_path_operation", [{"user": "user01"}, {"user": "user02"}]),
    ],
    ids=["router-users", "router-items", "app-hello", "app-users"],
)
def test_right_headers_pass(api: Api, path: str, answer: object) -> None:
    """With the right headers a guarded operation of a router or an app answers what is its own: items, users, hello."""
    response = api.get(path, headers=TOKEN | KEY)

    assert response.status_code == 200
    assert response.json() == like(answer)


@must("DEP-GLOBAL-6", docs="tutorial/cors/")
def test_preflight_passes_the_guard(api: Api) -> None:
    """A CORS preflight, with which no browser sends X-Token, is granted all the same; the request itself is guarded."""
    answer = preflight(api, "/apps/guarded/hello", headers="x-key,x-token")
    guarded = api.get("/apps/guarded/hello", headers=TOKEN | {"Origin": FRONT_END})

    assert refused(answer) is None
    assert guarded.status_code == 422


@should("DEP-GLOBAL-4")
def test_twice_declared_guard_runs_once(api: Api, log: EventLog) -> None:
    """A dependency that an application and its operation both declare runs once a request."""
    path = "/apps/guarded/dependency_in_path_operation"

    response = api.get(path, headers=log.headers | TOKEN | KEY)

    assert response.status_code == 200
    assert log.events(until="handler") == ["verify token", "verify key", "handler"]


@should("DEP-GLOBAL-3", erratum=ANYWHERE)
@pytest.mark.parametrize("page", ["docs", "redocs", "openapi.json"])
def test_docs_are_not_guarded(api: Api, page: str) -> None:
    """The documentation pages and the OpenAPI document of a guarded application are open."""
    guarded = api.get("/apps/guarded/hello", headers=TOKEN)
    response = api.get(f"/apps/guarded/{page}")

    assert guarded.status_code == 422
    assert response.status_code == 200


@should("DEP-GLOBAL-7", erratum=ANYWHERE)
def test_mounts_are_not_guarded(api: Api) -> None:
    """What is mounted in a guarded application, such as static files, is open."""
    guarded = api.get("/apps/guarded/hello", headers=TOKEN)
    response = api.get("/apps/guarded/static/a.txt")

    assert guarded.status_code == 422
    assert response.status_code == 200
    assert response.text == "hello static\n"


@should("DEP-GLOBAL-8", erratum=ANYWHERE)
@pytest.mark.parametrize("method, path, status", [("GET", "nope", 404), ("POST", "hello", 405)], ids=["404", "405"])
def test_absence_is_not_guarded(api: Api, method: str, path: str, status: int) -> None:
    """A guarded application answers 404 and 405 without the headers."""
    guarded = api.get("/apps/guarded/hello", headers=TOKEN)
    response = api.request(method, f"/apps/guarded/{path}")

    assert guarded.status_code == 422
    assert response.status_code == status
