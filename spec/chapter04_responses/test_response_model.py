"""The response model · 响应模型."""

import json
from typing import Any

import pytest

from fastapi_spec import ABSENT, Api, Erratum, like, location, locations, media_type, must, should

NOTES = "响应模型"
DOCS = "tutorial/response-model/#return-type-and-data-filtering"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
PATH = "/chapter04/response_model/"
INPUT = "/chapter04/response_model/input"
INVALID = "/chapter04/response_model/invalid"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}
WITHOUT_PASSWORD = like(
    username="Rick", email="rick@example.com", mobile="10086", address=None, full_name=None, password=ABSENT
)


def component(document: Any, *place: str) -> Any:
    """The component of an OpenAPI document that the JSON content at this place refers to."""
    value = document
    for step in (*place, "content", "application/json", "schema", "$ref"):
        assert isinstance(value, dict) and step in value, f"no {step} in {value!r}"
        value = value[step]
    name = str(value).rpartition("/")[2]
    assert document == like(components={"schemas": {name: {}}})
    return document["components"]["schemas"][name]


@must("RESP-FILTER-1", docs="tutorial/response-model/#add-an-output-model")
def test_record_with_a_password(api: Api) -> None:
    """The response for a user has the username and email that were sent, and no password."""
    response = api.post(PATH, json=USER)

    assert response.status_code == 200
    assert response.json() == like(username="user02", email="user02@example.com", password=ABSENT)


@must(
    "RESP-FILTER-2",
    erratum=Erratum(
        claim="A model with address: str = None can be answered with that default.", since="FastAPI 0.100.0"
    ),
)
def test_input_without_its_password(api: Api) -> None:
    """A user that was sent comes back without the password, and with the default of every member that was left out."""
    response = api.post(INPUT, json=USER)

    assert response.status_code == 200
    assert response.json() == WITHOUT_PASSWORD
    assert "a-secret-word" not in response.text


@must("RESP-FILTER-6", docs="tutorial/handling-errors/")
@pytest.mark.parametrize("email", [{}, {"email": "foo"}], ids=["missing", "no address"])
def test_refusal_without_the_password(api: Api, email: dict[str, str]) -> None:
    """A user whose email is missing or wrong is refused with 422, and what is said of that has no password in it."""
    response = api.post(INPUT, json={"username": "Rick", "password": "a-secret-word", **email})

    assert response.status_code == 422
    assert ["body", "email"] in locations(response)
    assert "a-secret-word" not in response.text


@must("RESP-REQ-1", docs="tutorial/body/#create-your-data-model")
@pytest.mark.parametrize("name", ["username", "email", "password"])
def test_required_members(api: Api, name: str) -> None:
    """A user without a name, an email or a password is refused with 422 at the missing member of the body."""
    response = api.post(INPUT, json={key: value for key, value in USER.items() if key != name})

    assert response.status_code == 422
    assert ["body", name] in locations(response)


@must(
    "RESP-NULL-1",
    docs="tutorial/body/#create-your-data-model",
    erratum=Erratum(claim="A member declared as address: str = None takes null.", since="FastAPI 0.100.0"),
)
@pytest.mark.parametrize("name", ["address", "full_name"])
def test_null_for_a_default_of_null(api: Api, name: str) -> None:
    """A member whose default is null may be sent as null."""
    response = api.post(INPUT, json=USER | {name: None})

    assert response.status_code == 200
    assert response.json() == WITHOUT_PASSWORD


@must("RESP-REQ-2", docs=f"{RFC}#section-15.5")
@pytest.mark.parametrize("name", ["username", "email", "mobile", "address", "full_name"])
def test_half_a_character(api: Api, name: str) -> None:
    r"""A text of a user that cannot be answered, half a character (JSON \ud800), is no server error."""
    content = json.dumps(USER | {name: "\ud800"})
    response = api.post(INPUT, content=content, headers={"Content-Type": "application/json"})
    control = api.post(INPUT, json=USER)

    assert response.status_code < 500
    assert control.json() == WITHOUT_PASSWORD


@must("RESP-INVALID-1", docs="tutorial/response-model/")
def test_invalid_answer(api: Api) -> None:
    """An answer that breaks its own model is a 500 that shows nothing of the answer."""
    control = api.post(INPUT, json=USER)
    response = api.post(INVALID, json=USER)

    assert control.status_code == 200
    assert response.status_code == 500
    assert "Rick" not in response.text


@should("RESP-INVALID-2", docs="tutorial/response-model/")
def test_text_of_an_invalid_answer(api: Api) -> None:
    """The 500 of an answer that breaks its own model is plain text that says Internal Server Error."""
    response = api.post(INVALID, json=USER)

    assert response.status_code == 500
    assert media_type(response) == "text/plain"
    assert response.text == "Internal Server Error"


@must("RESP-SLASH-1", docs="reference/fastapi/")
@pytest.mark.parametrize("path", ["/chapter04/response_model", "/chapter04/login"])
def test_missing_slash(api: Api, path: str) -> None:
    """A path without the slash at the end of its operation's path is redirected to that path, by 307 or 308."""
    response = api.post(path)
    target = api.post(f"{path}/")

    assert target.status_code == 422
    assert response.status_code in (307, 308)
    assert location(response) == target.url


@should("RESP-FILTER-5", docs="tutorial/response-model/#see-it-in-the-docs")
def test_document(api: Api) -> None:
    """The document has one schema for the user that is sent and another, without a password, for the one answered."""
    document = api.get("/openapi.json").json()

    sent = component(document, "paths", PATH, "post", "requestBody")
    answered = component(document, "paths", PATH, "post", "responses", "200")
    assert sent == like(properties={"email": {}, "password": {}})
    assert answered == like(properties={"email": {}, "password": ABSENT})
