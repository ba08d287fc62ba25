"""Forms · 表单数据处理."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

NOTES = "表单数据处理"
DOCS = "tutorial/request-forms/#define-form-parameters"
ORIGIN = "fastapi"
FIELDS = "tutorial/request-forms/#about-form-fields"
PATH = "/chapter04/login/"
OPTIONAL = "/chapter04/form/optional"
LOGIN = {"username": "Rick", "password": "a-secret-word"}
REQUIRED = (["body", "username"], ["body", "password"])
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


@must("FORM-1", origin="notes")
def test_urlencoded_and_multipart(api: Api) -> None:
    """Form fields are read from an urlencoded body and from a multipart body."""
    urlencoded = api.post(PATH, data=LOGIN)
    multipart = api.post(PATH, files={name: (None, value) for name, value in LOGIN.items()})

    assert urlencoded.json() == like(username="Rick")
    assert multipart.json() == like(username="Rick")


@must("FORM-13")
def test_integer(api: Api) -> None:
    """An integer field of a form is a number in the 200, a string field a string."""
    response = api.post(OPTIONAL, data={"username": "Morty", "n": "14"})

    assert response.status_code == 200
    assert response.json() == like(username="Morty", n=14)


@must("FORM-5")
@pytest.mark.parametrize("content", [b"", b"username=", b"username=&n="], ids=["no-field", "one-empty", "all-empty"])
def test_empty_optional_field(api: Api, content: bytes) -> None:
    """An optional form field that is empty or missing has its default in the 200."""
    response = api.post(OPTIONAL, content=content, headers=URLENCODED)

    assert response.status_code == 200
    assert response.json() == like(username="guest", n=None)


@must("FORM-2", origin="notes")
@pytest.mark.parametrize("name", ["username", "password"])
def test_missing_field(api: Api, name: str) -> None:
    """A missing required field, or a missing form, is rejected with 422 at `[body, NAME]`."""
    alone = api.post(PATH, data={key: value for key, value in LOGIN.items() if key != name})
    nothing = api.post(PATH)

    assert alone.status_code == nothing.status_code == 422
    assert ["body", name] in locations(alone)
    assert any(location in REQUIRED for location in locations(nothing))


@should("FORM-18")
def test_missing_form(api: Api) -> None:
    """A missing form is rejected with 422 at `[body, username]`, then at `[body, password]`."""
    response = api.post(PATH)

    assert response.status_code == 422
    assert locations(response) == [*REQUIRED]


@must("FORM-4")
def test_empty_required_field(api: Api) -> None:
    """An empty required field, urlencoded or multipart, is rejected with 422 at `[body, username]`."""
    urlencoded = api.post(PATH, data=LOGIN | {"username": ""})
    multipart = api.post(PATH, files={"username": (None, ""), "password": (None, "a-secret-word")})

    assert urlencoded.status_code == multipart.status_code == 422
    assert ["body", "username"] in locations(urlencoded)
    assert ["body", "username"] in locations(multipart)


@should("FORM-17")
@pytest.mark.parametrize("content", [b"password=b", b"username=&password=b"], ids=["not-sent", "empty"])
def test_error_type(api: Api, content: bytes) -> None:
    """A missing or empty required field is reported once, as `missing` at `[body, username]` with `input` `null`."""
    response = api.post(PATH, content=content, headers=URLENCODED)

    assert errors(response) == like([{"type": "missing", "loc": ["body", "username"], "input": None}])


@must("FORM-14", origin="notes")
@pytest.mark.parametrize("name, value", [("n", "many"), ("n", "1.5"), ("username", "123456789")])
def test_invalid_field(api: Api, name: str, value: str) -> None:
    """A form field that is too long or not an integer is rejected with 422 at `[body, NAME]`."""
    response = api.post(OPTIONAL, data={name: value})

    assert response.status_code == 422
    assert ["body", name] in locations(response)


@must("FORM-15", docs="tutorial/request-forms-and-files/")
def test_file_for_a_string(api: Api) -> None:
    """A file that is sent for a string is rejected with 422 at `[body, username]`."""
    response = api.post(PATH, files={"username": ("a.txt", b"Rick"), "password": (None, "a-secret-word")})

    assert response.status_code == 422
    assert ["body", "username"] in locations(response)


@must("FORM-11")
def test_undeclared_field(api: Api) -> None:
    """An undeclared form field is ignored, and the response is a 200."""
    response = api.post(PATH, data=LOGIN | {"other": "1"})

    assert response.status_code == 200
    assert response.json() == like(username="Rick")


@must("FORM-6", docs=FIELDS)
def test_repeated_field(api: Api) -> None:
    """If a form field is repeated, the 200 has its last value."""
    response = api.post(PATH, data=LOGIN | {"username": ["Rick", "Morty"]})

    assert response.status_code == 200
    assert response.json() == like(username="Morty")
