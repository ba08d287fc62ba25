"""Global dependencies · FastAPI 框架中全局依赖的使用."""

import pytest

from fastapi_spec import Api, Erratum, like, locations, must, should

from ..chapter08_cors.browser import FRONT_END, permission, preflight
from ..conftest import CACHES, EventLog, reusable_without

NOTES = "FastAPI 框架中全局依赖的使用"
DOCS = "tutorial/dependencies/global-dependencies/"
ORIGIN = "notes"
ROUTER = "tutorial/bigger-applications/"

TOKEN = {"X-Token": "fake-super-secret-token"}
KEY = {"X-Key": "fake-super-secret-key"}

ANYWHERE = Erratum(claim="A global dependency is used anywhere in the application.", since="never true", in_code=False)

each_operation_of_the_router = pytest.mark.parametrize("operation", ["users", "items"])
each_operation_of_the_app = pytest.mark.parametrize("operation", ["hello", "dependency_in_path_operation"])
each_header = pytest.mark.parametrize("other, header", [(KEY, "X-Token"), (TOKEN, "X-Key")], ids=["X-Token", "X-Key"])


@must("DEP-GLOBAL-1", docs=ROUTER)
@each_header
@each_operation_of_the_router
def test_router(api: Api, operation: str, other: dict[str, str], header: str) -> None:
    """Dependencies of a router apply to each operation: 422 at a missing header, 400 for a wrong one, else 200."""
    path = f"/chapter05/guarded/{operation}"

    missing = api.get(path, headers=other)
    wrong = api.get(path, headers=other | {header: "wrong"})
    right = api.get(path, headers=TOKEN | KEY)

    assert (missing.status_code, wrong.status_code, right.status_code) == (422, 400, 200)
    assert ["header", header.lower()] in locations(missing)


@must("DEP-GLOBAL-5", origin="fastapi", docs=ROUTER)
def test_outside_the_router(api: Api) -> None:
    """Dependencies of a router do not apply to an operation outside of it: 200 without the headers."""
    inside = api.get("/chapter05/guarded/users", headers=TOKEN)
    outside = api.get("/chapter05/dependency01")

    assert inside.status_code == 422
    assert outside.status_code == 200


@must("DEP-GLOBAL-2")
@each_header
@each_operation_of_the_app
def test_application(api: Api, operation: str, other: dict[str, str], header: str) -> None:
    """Dependencies of an app apply to each operation: 422 at a missing header, 400 for a wrong one, else 200."""
    path = f"/apps/guarded/{operation}"

    missing = api.get(path, headers=other)
    wrong = api.get(path, headers=other | {header: "wrong"})
    right = api.get(path, headers=TOKEN | KEY)

    assert (missing.status_code, wrong.status_code, right.status_code) == (422, 400, 200)
    assert ["header", header.lower()] in locations(missing)


@must("DEP-GLOBAL-9", origin="fastapi")
@pytest.mark.parametrize(
    "path, body",
    [
        ("/chapter05/guarded/users", [{"user": "user01"}]),
        ("/chapter05/guarded/items", [{"item": "item01"}]),
        ("/apps/guarded/hello", {"hello": "world"}),
        ("/apps/guarded/dependency_in_path_operation", [{"user": "user01"}, {"user": "user02"}]),
    ],
    ids=["router-users", "router-items", "app-hello", "app-users"],
)
def test_right_headers(api: Api, path: str, body: object) -> None:
    """With the right headers, an operation with global dependencies responds with its own body."""
    response = api.get(path, headers=TOKEN | KEY)

    assert response.status_code == 200
    assert response.json() == like(body)


@should("DEP-GLOBAL-4", origin="fastapi")
def test_declared_twice(api: Api, log: EventLog) -> None:
    """A dependency that the application and the operation declare runs once per request, before the operation."""
    path = "/apps/guarded/dependency_in_path_operation"

    response = api.get(path, headers=log.headers | TOKEN | KEY)

    assert response.status_code == 200
    assert log.events(until="handler") == ["verify token", "verify key", "handler"]


@should("DEP-GLOBAL-3", erratum=ANYWHERE)
@pytest.mark.parametrize("page", ["docs", "redocs", "openapi.json"])
def test_documentation(api: Api, page: str) -> None:
    """Dependencies of an application do not apply to its documentation pages and OpenAPI document: 200."""
    guarded = api.get("/apps/guarded/hello", headers=TOKEN)
    response = api.get(f"/apps/guarded/{page}")

    assert guarded.status_code == 422
    assert response.status_code == 200


@should("DEP-GLOBAL-7", erratum=ANYWHERE)
def test_mounts(api: Api) -> None:
    """Dependencies of an application do not apply to its mounts: a static file is sent with 200."""
    guarded = api.get("/apps/guarded/hello", headers=TOKEN)
    response = api.get("/apps/guarded/static/a.txt")

    assert guarded.status_code == 422
    assert response.status_code == 200
    assert response.text == "hello static\n"


@should("DEP-GLOBAL-8", erratum=ANYWHERE)
@pytest.mark.parametrize("method, path, status", [("GET", "nope", 404), ("POST", "hello", 405)], ids=["404", "405"])
def test_unknown_path_and_method(api: Api, method: str, path: str, status: int) -> None:
    """Dependencies of an application do not apply to an unknown path (404) or a method not allowed (405)."""
    guarded = api.get("/apps/guarded/hello", headers=TOKEN)
    response = api.request(method, f"/apps/guarded/{path}")

    assert guarded.status_code == 422
    assert response.status_code == status


@must("DEP-GLOBAL-6", origin="fastapi", docs="tutorial/cors/")
def test_preflight(api: Api) -> None:
    """A CORS preflight succeeds without the headers that a dependency requires; the request itself is a 422."""
    response = preflight(api, "/apps/guarded/hello", headers="x-key,x-token")
    guarded = api.get("/apps/guarded/hello", headers=TOKEN | {"Origin": FRONT_END})

    assert permission(response) == "granted"
    assert guarded.status_code == 422


@should("DEP-GLOBAL-10", origin="hardening", plain="says nothing to caches", docs=CACHES)
@pytest.mark.parametrize("path", ["/chapter05/guarded/users", "/apps/guarded/hello"], ids=["router", "app"])
def test_shared_caches(api: Api, path: str) -> None:
    """The 200 of a guarded router or app has `Cache-Control: private`, `no-store` or `no-cache`, or both headers in
    `Vary`."""
    response = api.get(path, headers=TOKEN | KEY)

    assert response.status_code == 200
    assert reusable_without(response, "X-Token", "X-Key") == set()
