"""The response model · 响应模型."""

import json

import pytest

from fastapi_spec import ABSENT, Api, Erratum, like, location, locations, media_type, must, should

NOTES = "响应模型"
DOCS = "tutorial/response-model/#return-type-and-data-filtering"
ORIGIN = "notes"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
PATH = "/chapter04/response_model/"
INPUT = "/chapter04/response_model/input"
INVALID = "/chapter04/response_model/invalid"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}
WITHOUT_PASSWORD = like(
    username="Rick", email="rick@example.com", mobile="10086", address=None, full_name=None, password=ABSENT
)


@must("RESP-FILTER-1", docs="tutorial/response-model/#add-an-output-model")
def test_stored_user(api: Api) -> None:
    """A stored user is returned with 200, with `username` and `email` but without `password`."""
    response = api.post(PATH, json=USER)

    assert response.status_code == 200
    assert response.json() == like(username="user02", email="user02@example.com", password=ABSENT)


@must(
    "RESP-FILTER-2",
    erratum=Erratum(
        claim="A model with address: str = None can be returned with that default.",
        since="FastAPI 0.100.0",
        in_code=False,
    ),
)
def test_sent_user(api: Api) -> None:
    """A sent user is returned with 200, with the defaults of omitted properties, without the password."""
    response = api.post(INPUT, json=USER)

    assert response.status_code == 200
    assert response.json() == WITHOUT_PASSWORD
    assert "a-secret-word" not in response.text


@must("RESP-REQ-1", docs="tutorial/body/#create-your-data-model")
@pytest.mark.parametrize("name", ["username", "email", "password"])
def test_required_properties(api: Api, name: str) -> None:
    """A user without `username`, `email` or `password` is rejected with 422 at `[body, NAME]`."""
    response = api.post(INPUT, json={key: value for key, value in USER.items() if key != name})

    assert response.status_code == 422
    assert ["body", name] in locations(response)


@must(
    "RESP-FILTER-6",
    origin="hardening",
    plain="repeats the input, with the password, in the error",
    docs="tutorial/handling-errors/",
)
@pytest.mark.parametrize("email", [{}, {"email": "foo"}], ids=["missing", "invalid"])
def test_error_without_the_password(api: Api, email: dict[str, str]) -> None:
    """A missing or invalid email is rejected with 422 at `[body, email]`, without the password in the response."""
    response = api.post(INPUT, json={"username": "Rick", "password": "a-secret-word", **email})

    assert response.status_code == 422
    assert ["body", "email"] in locations(response)
    assert "a-secret-word" not in response.text


@must("RESP-INVALID-1", origin="fastapi", docs="tutorial/response-model/")
def test_invalid_return_value(api: Api) -> None:
    """A returned user that violates the response model causes a 500 without its `username`."""
    control = api.post(INPUT, json=USER)
    response = api.post(INVALID, json=USER)

    assert control.status_code == 200
    assert response.status_code == 500
    assert "Rick" not in response.text


@should("RESP-INVALID-2", origin="fastapi", docs="reference/exceptions/")
@pytest.mark.parametrize(
    "method, path, body", [("POST", INVALID, USER), ("GET", "/chapter04/exc_crash", None)], ids=["model", "exception"]
)
def test_body_of_the_500(api: Api, method: str, path: str, body: object) -> None:
    """The 500 for an invalid return value or an unhandled exception is `text/plain`: `Internal Server Error`."""
    response = api.request(method, path, json=body)

    assert response.status_code == 500
    assert media_type(response) == "text/plain"
    assert response.text == "Internal Server Error"


@must("RESP-SLASH-1", origin="fastapi", docs="reference/fastapi/")
@pytest.mark.parametrize("path", ["/chapter04/response_model", "/chapter04/login"])
def test_missing_slash(api: Api, path: str) -> None:
    """A path without its trailing slash is redirected with 307 or 308 to the path with it."""
    response = api.post(path)
    target = api.post(f"{path}/")

    assert target.status_code == 422
    assert response.status_code in (307, 308)
    assert location(response) == target.url


@must(
    "RESP-REQ-2",
    origin="hardening",
    plain="responds with 500, since it cannot encode the response",
    docs=f"{RFC}#section-15.5",
)
@pytest.mark.parametrize("name", ["username", "email", "mobile", "address", "full_name"])
def test_lone_surrogate(api: Api, name: str) -> None:
    r"""A lone surrogate (JSON `"\ud800"`) in a string of a user does not cause a 5xx response."""
    content = json.dumps(USER | {name: "\ud800"})
    response = api.post(INPUT, content=content, headers={"Content-Type": "application/json"})
    control = api.post(INPUT, json=USER)

    assert response.status_code < 500
    assert control.json() == WITHOUT_PASSWORD
