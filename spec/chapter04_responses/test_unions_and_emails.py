"""Unions of models, and email addresses · 响应模型."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, errors, like, locations, may, must, should

NOTES = "响应模型"
DOCS = "tutorial/extra-models/#union-or-anyof"
EMAIL_DOCS = "tutorial/response-model/#return-the-same-input-data"
UNION = "/chapter04/response_model/union"
INPUT = "/chapter04/response_model/input"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}


@must(
    "RESP-UNION-1",
    erratum=Erratum(claim="An answer that is a Union of models has the members of all of them.", since="never true"),
)
def test_one_model_of_two(api: Api) -> None:
    """An answer that may be one of two models has the members of the one that is answered, not of both."""
    brief = api.post(UNION, params={"brief": True}, json=USER)
    full = api.post(UNION, json=USER)

    assert brief.json() == like(username="Rick", mobile=ABSENT, address=ABSENT, full_name=ABSENT, password=ABSENT)
    assert full.json() == like(username="Rick", mobile="10086", address=None, full_name=None, password=ABSENT)


@should("RESP-UNION-4")
def test_document(api: Api) -> None:
    """The document gives an answer that may be one of two models as an anyOf of two."""
    response = api.get("/openapi.json")

    answer = {"content": {"application/json": {"schema": like(anyOf=[{}, {}])}}}
    assert response.json() == like(paths={UNION: {"post": {"responses": {"200": answer}}}})


@must("RESP-EMAIL-1", docs=EMAIL_DOCS)
@pytest.mark.parametrize(
    "email",
    ["foo", "", "@example.com", "rick@", "rick@@example.com", "rick @example.com"],
    ids=["no-at", "empty", "no-name", "no-domain", "two-ats", "blank"],
)
def test_no_email_address(api: Api, email: str) -> None:
    """An email that is no address is refused with 422 at [body, email]."""
    response = api.post(INPUT, json=USER | {"email": email})

    assert response.status_code == 422
    assert ["body", "email"] in locations(response)


@should("RESP-EMAIL-2", docs=EMAIL_DOCS)
@pytest.mark.parametrize("email", ["rick@localhost", "rick@example.test"], ids=["no-dot", "reserved"])
def test_domains_that_take_no_mail(api: Api, email: str) -> None:
    """An email whose domain has no dot or is reserved is refused with 422 at [body, email]."""
    response = api.post(INPUT, json=USER | {"email": email})

    assert response.status_code == 422
    assert ["body", "email"] in locations(response)


@should("RESP-EMAIL-3", docs=EMAIL_DOCS)
def test_case_of_the_domain(api: Api) -> None:
    """The domain of an email is answered in lower case, the name before it as it was sent."""
    response = api.post(INPUT, json=USER | {"email": "Rick@EXAMPLE.com"})

    assert response.status_code == 200
    assert response.json() == like(email="Rick@example.com")


@may("RESP-EMAIL-4", docs=EMAIL_DOCS)
@pytest.mark.parametrize("email", [" rick@example.com ", "Rick <rick@example.com>"], ids=["blanks", "display-name"])
def test_address_in_other_words(api: Api, email: str) -> None:
    """Of an email with blanks around it or with a display name the address alone is answered."""
    response = api.post(INPUT, json=USER | {"email": email})

    assert response.status_code == 200
    assert response.json() == like(email="rick@example.com")


@should("RESP-EMAIL-5", docs=EMAIL_DOCS)
def test_error_type(api: Api) -> None:
    """A refused email is reported once, with type value_error and the value as input."""
    response = api.post(INPUT, json=USER | {"email": "foo"})

    assert errors(response) == like([{"type": "value_error", "input": "foo"}])
