"""Unions of models, and email addresses · 响应模型：联合类型与邮箱."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, errors, like, locations, may, must, should

NOTES = "响应模型"
DOCS = "tutorial/extra-models/#union-or-anyof"
ORIGIN = "fastapi"
EMAIL_DOCS = "tutorial/response-model/#return-the-same-input-data"
UNION = "/chapter04/response_model/union"
INPUT = "/chapter04/response_model/input"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}


@must(
    "RESP-UNION-1",
    origin="notes",
    erratum=Erratum(
        claim="A response that is a Union of models has the properties of all of them.",
        since="never true",
        in_code=False,
    ),
)
def test_one_model_of_two(api: Api) -> None:
    """A response that is one of two models has the properties of that model alone, not of both."""
    brief = api.post(UNION, params={"brief": True}, json=USER)
    full = api.post(UNION, json=USER)

    assert brief.json() == like(username="Rick", mobile=ABSENT, address=ABSENT, full_name=ABSENT, password=ABSENT)
    assert full.json() == like(username="Rick", mobile="10086", address=None, full_name=None, password=ABSENT)


@must("RESP-EMAIL-1", origin="notes", docs=EMAIL_DOCS)
@pytest.mark.parametrize(
    "email",
    ["foo", "", "@example.com", "rick@", "rick@@example.com", "rick @example.com"],
    ids=["no-at", "empty", "no-name", "no-domain", "two-ats", "space"],
)
def test_invalid_email(api: Api, email: str) -> None:
    """An invalid email address is rejected with 422 at `[body, email]`."""
    response = api.post(INPUT, json=USER | {"email": email})

    assert response.status_code == 422
    assert ["body", "email"] in locations(response)


@should("RESP-EMAIL-5", docs=EMAIL_DOCS)
def test_error_type(api: Api) -> None:
    """An invalid email address is reported once, with `type` `value_error` and the address as `input`."""
    response = api.post(INPUT, json=USER | {"email": "foo"})

    assert errors(response) == like([{"type": "value_error", "input": "foo"}])


@should("RESP-EMAIL-3", docs=EMAIL_DOCS)
def test_letter_case_of_the_domain(api: Api) -> None:
    """An email address is returned with 200, its domain in lower case and the part before it unchanged."""
    response = api.post(INPUT, json=USER | {"email": "Rick@EXAMPLE.com"})

    assert response.status_code == 200
    assert response.json() == like(email="Rick@example.com")


@should("RESP-EMAIL-2", docs=EMAIL_DOCS)
@pytest.mark.parametrize("email", ["rick@localhost", "rick@example.test"], ids=["no-dot", "reserved"])
def test_domain_without_mail(api: Api, email: str) -> None:
    """An email address whose domain has no dot or is reserved is rejected with 422 at `[body, email]`."""
    response = api.post(INPUT, json=USER | {"email": email})

    assert response.status_code == 422
    assert ["body", "email"] in locations(response)


@may("RESP-EMAIL-4", docs=EMAIL_DOCS)
@pytest.mark.parametrize("email", [" rick@example.com ", "Rick <rick@example.com>"], ids=["spaces", "display-name"])
def test_more_than_an_address(api: Api, email: str) -> None:
    """Spaces around an email address, or a display name before it, are accepted with 200 and removed."""
    response = api.post(INPUT, json=USER | {"email": email})

    assert response.status_code == 200
    assert response.json() == like(email="rick@example.com")
