"""Overridden exception handlers · 自定义异常处理：覆盖默认处理器."""

import re

import pytest

from fastapi_spec import Api, Erratum, elements, like, media_type, must, should

from ..chapter06_security.credentials import challenges

NOTES = "自定义异常处理"
DOCS = "tutorial/handling-errors/#override-the-httpexception-error-handler"
ORIGIN = "notes"
VALIDATION = "tutorial/handling-errors/#override-request-validation-exceptions"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
APP = "/apps/error-handlers"
CITY = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}

DROPPED = Erratum(
    claim="The handler of the notes responds like the default one, in plain text (it drops the headers of the error).",
    since="never true",
)
LEAKED = Erratum(
    claim="str(exc) is a message for the client (it ends with the path and the line of a file of the server).",
    since="FastAPI 0.124.0",
)


@must("ERRH-1")
@pytest.mark.parametrize(
    "path, status", [("http_exception?city=Paris", 404), ("http_exception/1", 418)], ids=["city", "number"]
)
def test_errors_are_plain_text(api: Api, path: str, status: int) -> None:
    """An overridden handler responds to an error with its status and plain text."""
    response = api.get(f"{APP}/{path}")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == status
    assert media_type(response) == "text/plain"
    assert control.json() == like(city="Beijing")


@should("ERRH-16")
@pytest.mark.parametrize(
    "path, detail",
    [("http_exception?city=Paris", "City not found!"), ("http_exception/1", "Nope! I don't like 1.")],
    ids=["city", "number"],
)
def test_the_detail_is_the_body(api: Api, path: str, detail: str) -> None:
    """An overridden handler responds with the detail of the error as the whole body, such as `City not found!`."""
    response = api.get(f"{APP}/{path}")

    assert response.text == detail


@must("ERRH-10", origin="fastapi")
@pytest.mark.parametrize("method, path, status", [("GET", "nope", 404), ("POST", "http_exception", 405)])
def test_errors_of_the_router_are_plain_text(api: Api, method: str, path: str, status: int) -> None:
    """An overridden handler also handles unknown paths and wrong methods: 404 and 405 are plain text."""
    response = api.request(method, f"{APP}/{path}")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == status
    assert media_type(response) == "text/plain"
    assert control.json() == like(city="Beijing")


@should("ERRH-11", origin="fastapi")
@pytest.mark.parametrize(
    "method, path, phrase", [("GET", "nope", "Not Found"), ("POST", "http_exception", "Method Not Allowed")]
)
def test_body_of_the_router(api: Api, method: str, path: str, phrase: str) -> None:
    """Under an overridden handler, the body of a 404 or 405 of the router is the phrase of its status."""
    response = api.request(method, f"{APP}/{path}")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.text == phrase
    assert control.json() == like(city="Beijing")


@must("ERRH-6")
def test_missing_static_file(api: Api) -> None:
    """An overridden handler also handles mounted static files: a missing file is a 404 in plain text."""
    response = api.get(f"{APP}/static/nope.txt")
    control = api.get(f"{APP}/static/a.txt")

    assert response.status_code == 404
    assert media_type(response) == "text/plain"
    assert control.content == b"hello static\n"


@must("ERRH-2", erratum=DROPPED)
def test_headers_are_kept(api: Api) -> None:
    """An overridden handler keeps the headers of the error: a 404 with `X-Error: Error`."""
    response = api.get(f"{APP}/http_exception", params={"city": "Paris"})

    assert response.status_code == 404
    assert response.headers.get("x-error") == "Error"


@must("ERRH-9", docs=f"{RFC}#section-15.5.6", erratum=DROPPED)
def test_allow_is_kept(api: Api) -> None:
    """Under an overridden handler, a 405 still has an `Allow` that lists the supported method."""
    response = api.post(f"{APP}/http_exception")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == 405
    assert "GET" in elements(response.headers, "allow")
    assert control.json() == like(city="Beijing")


@must("ERRH-8", docs=f"{RFC}#section-15.5.2", erratum=DROPPED)
@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer adam"}],
    ids=["missing", "wrong", "wrong, before alice"],
)
def test_challenge_is_kept(api: Api, headers: dict[str, str]) -> None:
    """The overridden handler responds to a missing or wrong token with 401, a `Bearer` challenge and plain text."""
    response = api.get(f"{APP}/users/me", headers=headers)
    control = api.get(f"{APP}/users/me", headers={"Authorization": "Bearer alice"})

    assert response.status_code == 401
    assert media_type(response) == "text/plain"
    assert "bearer" in challenges(response)
    assert control.json() == like(username="alice")


@should("ERRH-14", origin="fastapi", docs=f"{RFC}#section-15.5.2")
@pytest.mark.parametrize(
    "headers, detail",
    [({}, "Not authenticated"), ({"Authorization": "Bearer wrong"}, "Not alice")],
    ids=["absent", "wrong"],
)
def test_body_of_a_401(api: Api, headers: dict[str, str], detail: str) -> None:
    """Under an overridden handler, the body is `Not authenticated` without a token and `Not alice` with a wrong one."""
    response = api.get(f"{APP}/users/me", headers=headers)

    assert response.text == detail


@should("ERRH-3")
def test_object_in_python_notation(api: Api) -> None:
    """An overridden handler writes a detail that is an object in Python's notation: a 400 in plain text."""
    response = api.get(f"{APP}/exc_dict")

    assert response.status_code == 400
    assert media_type(response) == "text/plain"
    assert response.text == "{'code': 1, 'msgs': ['a', 'b']}"


@must("ERRH-4", docs=VALIDATION)
@pytest.mark.parametrize(
    "method, path, body, name",
    [
        pytest.param("GET", "http_exception", None, "city", id="missing"),
        pytest.param("GET", "http_exception/abc", None, "city_id", id="path"),
        pytest.param("POST", "cities", CITY | {"contry_population": 5}, "contry_population", id="body"),
    ],
)
def test_invalid_requests_are_plain_text(api: Api, method: str, path: str, body: object, name: str) -> None:
    """An overridden validation handler rejects an invalid request with 400 and plain text that names the field."""
    response = api.request(method, f"{APP}/{path}", json=body)

    assert response.status_code == 400
    assert media_type(response) == "text/plain"
    assert name in response.text


@should("ERRH-15", origin="fastapi", docs=VALIDATION)
def test_a_line_for_each_error(api: Api) -> None:
    """An overridden validation handler writes a line for each error, which begins with `body -> NAME: `."""
    response = api.post(f"{APP}/cities", json={"name": "Beijing", "contry_population": 5})

    beginnings = {line.partition(": ")[0] for line in response.text.splitlines()}
    assert beginnings == {"body -> country", "body -> contry_code", "body -> contry_population"}


@must("ERRH-5", origin="fastapi", docs=VALIDATION)
def test_malformed_json(api: Api) -> None:
    """An overridden validation handler rejects a body that is not JSON with 400 and plain text."""
    headers = {"Content-Type": "application/json"}
    response = api.post(f"{APP}/cities", content=b'{"name": ', headers=headers)
    control = api.post(f"{APP}/cities", json=CITY)

    assert response.status_code == 400
    assert media_type(response) == "text/plain"
    assert control.json() == like(CITY)


@must("ERRH-12", docs=VALIDATION, erratum=LEAKED)
def test_no_path_of_the_server(api: Api) -> None:
    """The 400 of an overridden validation handler names the field, but no file of the server's code."""
    response = api.get(f"{APP}/http_exception")

    assert response.status_code == 400
    assert "city" in response.text
    assert not re.search(r'File "|\.(py|[cm]?[jt]s|go|rs|rb|php|java)\b', response.text)


@must("ERRH-13", origin="fastapi", docs=VALIDATION)
@pytest.mark.parametrize("path", ["exc_crash", "bad_response"])
def test_errors_of_the_server_are_still_500(api: Api, path: str) -> None:
    """An unhandled exception and a response that breaks its model are still a 500 under overridden handlers."""
    response = api.get(f"{APP}/{path}")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == 500
    assert control.json() == like(city="Beijing")
