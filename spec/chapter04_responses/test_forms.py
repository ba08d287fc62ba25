"""Forms · 表单数据处理."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

NOTES = "表单数据处理"
DOCS = "tutorial/request-forms/#define-form-parameters"
FIELDS = "tutorial/request-forms/#about-form-fields"
PATH = "/chapter04/login/"
OPTIONAL = "/chapter04/form/optional"
LOGIN = {"username": "Rick", "password": "a-secret-word"}
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


@must("FORM-1")
def test_urlencoded_and_multipart(api: Api) -> None:
    """The fields of a form are read from a body that is urlencoded or multipart."""
    urlencoded = api.post(PATH, data=LOGIN)
    multipart = api.post(PATH, files={name: (None, value) for name, value in LOGIN.items()})

    assert urlencoded.json() == like(username="Rick")
    assert multipart.json() == like(username="Rick")


@must("FORM-2")
@pytest.mark.parametrize("name", ["username", "password"])
def test_missing_field(api: Api, name: str) -> None:
    """A form without a required field, and a request without any, is refused with 422 at that field of the body."""
    alone = api.post(PATH, data={key: value for key, value in LOGIN.items() if key != name})
    nothing = api.post(PATH)

    assert alone.status_code == nothing.status_code == 422
    assert ["body", name] in locations(alone)
    assert ["body", name] in locations(nothing)


@must("FORM-4")
def test_empty_required_field(api: Api) -> None:
    """A required field that is empty is refused with 422 at [body, username], urlencoded or multipart."""
    urlencoded = api.post(PATH, data=LOGIN | {"username": ""})
    multipart = api.post(PATH, files={"username": (None, ""), "password": (None, "a-secret-word")})

    assert urlencoded.status_code == multipart.status_code == 422
    assert ["body", "username"] in locations(urlencoded)
    assert ["body", "username"] in locations(multipart)


@must("FORM-5")
@pytest.mark.parametrize("content", [b"", b"username=", b"username=&n="], ids=["no-field", "one-empty", "all-empty"])
def test_empty_optional_field(api: Api, content: bytes) -> None:
    """An optional field that is empty or not sent has its default."""
    response = api.post(OPTIONAL, content=content, headers=URLENCODED)

    assert response.status_code == 200
    assert response.json() == like(username="nobody", n=None)


@must("FORM-6", docs=FIELDS)
def test_last_value_counts(api: Api) -> None:
    """Of a field that is sent more than once the last value counts."""
    response = api.post(PATH, data=LOGIN | {"username": ["Rick", "Morty"]})

    assert response.status_code == 200
    assert response.json() == like(username="Morty")


@must("FORM-11")
def test_other_fields_are_ignored(api: Api) -> None:
    """A field that is not declared is ignored."""
    response = api.post(PATH, data=LOGIN | {"other": "1"})

    assert response.status_code == 200
    assert response.json() == like(username="Rick")


@must("FORM-13")
def test_types(api: Api) -> None:
    """A field that is declared a number is a number, like a query parameter."""
    response = api.post(OPTIONAL, data={"username": "Morty", "n": "14"})

    assert response.status_code == 200
    assert response.json() == like(username="Morty", n=14)


@must("FORM-14")
@pytest.mark.parametrize("name, value", [("n", "many"), ("n", "1.5"), ("username", "123456789")])
def test_checks(api: Api, name: str, value: str) -> None:
    """A field that is no number where one is declared, or too long, is refused with 422 at that field of the body."""
    response = api.post(OPTIONAL, data={name: value})

    assert response.status_code == 422
    assert ["body", name] in locations(response)


@must("FORM-15", docs="tutorial/request-forms-and-files/")
def test_file_for_a_text(api: Api) -> None:
    """A file that is sent for a text is refused with 422 at [body, username]."""
    response = api.post(PATH, files={"username": ("a.txt", b"Rick"), "password": (None, "a-secret-word")})

    assert response.status_code == 422
    assert ["body", "username"] in locations(response)


@should("FORM-17")
@pytest.mark.parametrize("content", [b"password=b", b"username=&password=b"], ids=["not-sent", "empty"])
def test_error_type(api: Api, content: bytes) -> None:
    """A required field that is empty is reported like one that is not sent: once, as missing, with null as input."""
    response = api.post(PATH, content=content, headers=URLENCODED)

    assert errors(response) == like([{"type": "missing", "loc": ["body", "username"], "input": None}])
