"""Overridden exception handlers · 自定义异常处理."""

import re

import pytest

from fastapi_spec import ABSENT, Api, Erratum, elements, like, media_type, must, should

from ..chapter06_security.credentials import challenges

NOTES = "自定义异常处理"
DOCS = "tutorial/handling-errors/#override-the-httpexception-error-handler"
VALIDATION = "tutorial/handling-errors/#override-request-validation-exceptions"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
APP = "/apps/error-handlers"
CITY = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}

DROPPED = Erratum(
    claim="The notes' handler answers like the default one, only as text (in truth it drops the headers of the error).",
    since="never true",
)
LEAKED = Erratum(
    claim="str(exc) is a text for the client (it ends with the path and the line of a file of the server).",
    since="FastAPI 0.124.0",
)


@must("ERRH-1")
@pytest.mark.parametrize(
    "path, status, text",
    [("http_exception?city=Paris", 404, "City not found!"), ("http_exception/1", 418, "Nope! I don't like 1.")],
    ids=["city", "number"],
)
def test_errors_are_text(api: Api, path: str, status: int, text: str) -> None:
    """Under an overridden handler an error keeps its status, and its detail is the whole body, in plain text."""
    response = api.get(f"{APP}/{path}")

    assert response.status_code == status
    assert media_type(response) == "text/plain"
    assert response.text == text


@must("ERRH-10")
@pytest.mark.parametrize("method, path, status", [("GET", "nope", 404), ("POST", "http_exception", 405)])
def test_errors_of_the_router_are_text(api: Api, method: str, path: str, status: int) -> None:
    """The overridden handler answers for unknown paths and wrong methods too: 404 and 405 are plain text."""
    response = api.request(method, f"{APP}/{path}")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == status
    assert media_type(response) == "text/plain"
    assert control.json() == like(city="Beijing")


@should("ERRH-11")
@pytest.mark.parametrize(
    "method, path, text", [("GET", "nope", "Not Found"), ("POST", "http_exception", "Method Not Allowed")]
)
def test_text_of_the_router(api: Api, method: str, path: str, text: str) -> None:
    """Under the overridden handler the text of a 404 and a 405 of the router is the phrase of the status."""
    response = api.request(method, f"{APP}/{path}")

    assert response.text == text


@must("ERRH-6")
def test_unknown_static_file(api: Api) -> None:
    """The overridden handler answers for mounted static files too: an unknown one is a 404 in plain text."""
    response = api.get(f"{APP}/static/nope.txt")
    control = api.get(f"{APP}/static/a.txt")

    assert response.status_code == 404
    assert media_type(response) == "text/plain"
    assert control.content == b"hello static\n"


@must("ERRH-2", erratum=DROPPED)
def test_headers_are_kept(api: Api) -> None:
    """The overridden handler keeps the headers of the error: X-Error is Error."""
    response = api.get(f"{APP}/http_exception", params={"city": "Paris"})

    assert response.status_code == 404
    assert response.headers.get("x-error") == "Error"


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


@should("ERRH-14", docs=f"{RFC}#section-15.5.2")
@pytest.mark.parametrize("headers, text", [({}, "Not authenticated"), ({"Authorization": "Bearer wrong"}, "Not alice")])
def test_text_of_a_401(api: Api, headers: dict[str, str], text: str) -> None:
    """Under the overridden handler the text of a 401 is its detail, which tells a missing token from a wrong one."""
    response = api.get(f"{APP}/users/me", headers=headers)

    assert response.text == text


@must("ERRH-9", docs=f"{RFC}#section-15.5.6", erratum=DROPPED)
def test_allow_is_kept(api: Api) -> None:
    """Under the overridden handler a 405 still has an Allow that names the method that works."""
    response = api.post(f"{APP}/http_exception")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == 405
    assert "GET" in elements(response.headers, "allow")
    assert control.json() == like(city="Beijing")


@should("ERRH-3")
def test_object_as_text(api: Api) -> None:
    """Under the overridden handler a detail that is an object becomes its Python notation."""
    response = api.get(f"{APP}/exc_dict")

    assert response.status_code == 400
    assert media_type(response) == "text/plain"
    assert response.text == "{'code': 1, 'msgs': ['a', 'b']}"


@must("ERRH-4", docs=VALIDATION)
@pytest.mark.parametrize(
    "method, path, body, place",
    [
        pytest.param("GET", "http_exception", None, "city", id="missing"),
        pytest.param("GET", "http_exception/abc", None, "city_id", id="path"),
        pytest.param("POST", "cities", CITY | {"contry_population": 5}, "contry_population", id="body"),
    ],
)
def test_invalid_requests_are_text(api: Api, method: str, path: str, body: object, place: str) -> None:
    """Under an overridden validation handler an invalid request is a 400 in plain text that names its faulty place."""
    response = api.request(method, f"{APP}/{path}", json=body)

    assert response.status_code == 400
    assert media_type(response) == "text/plain"
    assert place in response.text


@should("ERRH-15", docs=VALIDATION)
def test_a_line_for_each_fault(api: Api) -> None:
    """The text of an invalid request has a line for each fault, which begins with its place."""
    response = api.post(f"{APP}/cities", json={"name": "Beijing", "contry_population": 5})

    places = {line.partition(": ")[0] for line in response.text.splitlines()}
    assert places == {"body -> country", "body -> contry_code", "body -> contry_population"}


@must("ERRH-12", docs=VALIDATION, erratum=LEAKED)
def test_no_path_of_the_server(api: Api) -> None:
    """The text of an invalid request names neither a file nor a line of the server's code."""
    response = api.get(f"{APP}/http_exception")

    assert response.status_code == 400
    assert "city" in response.text
    assert not re.search(r'File "|\.(py|[cm]?[jt]s|go|rs|rb|php|java)\b', response.text)


@must("ERRH-5", docs=VALIDATION)
def test_malformed_json(api: Api) -> None:
    """Under an overridden validation handler a body that is no JSON is a 400 in plain text."""
    headers = {"Content-Type": "application/json"}
    response = api.post(f"{APP}/cities", content=b'{"name": ', headers=headers)
    control = api.post(f"{APP}/cities", json=CITY)

    assert response.status_code == 400
    assert media_type(response) == "text/plain"
    assert control.json() == like(CITY)


@must("ERRH-13", docs=VALIDATION)
@pytest.mark.parametrize("path", ["exc_crash", "bad_response"])
def test_faults_of_the_server_are_no_400(api: Api, path: str) -> None:
    """An unhandled exception and a response that breaks its declaration stay a 500 under overridden handlers."""
    response = api.get(f"{APP}/{path}")
    control = api.get(f"{APP}/http_exception", params={"city": "Beijing"})

    assert response.status_code == 500
    assert control.json() == like(city="Beijing")


@should("ERRH-7", docs="advanced/additional-responses/")
def test_document_tells_the_truth(api: Api) -> None:
    """The document of the application with overridden handlers declares the 400 in plain text and no 422."""
    response = api.get(f"{APP}/openapi.json")

    declared = {"get": {"responses": {"400": {"content": {"text/plain": {}}}, "422": ABSENT}}}
    assert response.json() == like(paths={"/http_exception": declared, "/http_exception/{city_id}": declared})
