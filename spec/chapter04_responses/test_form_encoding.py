"""Forms: the encoding of the body · 表单数据处理."""

from typing import Any

import pytest

from fastapi_spec import Api, like, locations, must, should

NOTES = "表单数据处理"
DOCS = "tutorial/request-forms/#about-form-fields"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
PATH = "/chapter04/login/"
LOGIN = {"username": "Rick", "password": "a-secret-word"}
ENCODED = b"username=Rick&password=a-secret-word"
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
HALF = {"username": (None, r"\ud800"), "password": (None, "a-secret-word")}
BODY = "Body_login_chapter04_login__post"


@must("FORM-3")
@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"json": LOGIN}, id="json"),
        pytest.param({"params": LOGIN}, id="query"),
        pytest.param({"content": ENCODED}, id="no-type"),
        pytest.param({"content": ENCODED, "headers": {"Content-Type": "text/plain"}}, id="other-type"),
    ],
)
def test_no_form(api: Api, sent: dict[str, Any]) -> None:
    """A field in JSON, in the query or in a body that is not declared a form is missing: 422 at [body, username]."""
    response = api.post(PATH, **sent)

    assert response.status_code == 422
    assert ["body", "username"] in locations(response)


@must("FORM-7")
@pytest.mark.parametrize(
    "encoded, username",
    [("a+b%2Bc", "a b+c"), ("a%26b%3Dc", "a&b=c"), ("%E5%8C%97%E4%BA%AC", "北京"), ("%20", " ")],
    ids=["plus", "ampersand", "utf-8", "blank"],
)
def test_decoding(api: Api, encoded: str, username: str) -> None:
    """In an urlencoded form + is a blank and %XX a byte of UTF-8; a blank is a value, and is not trimmed."""
    response = api.post(PATH, content=f"username={encoded}&password=b", headers=URLENCODED)

    assert response.status_code == 200
    assert response.json() == like(username=username)


@should("FORM-12", docs="https://url.spec.whatwg.org/#urlencoded-parsing")
def test_bad_utf8(api: Api) -> None:
    """A byte of an urlencoded form that is no UTF-8 is read as U+FFFD."""
    response = api.post(PATH, content=b"username=%ff&password=b", headers=URLENCODED)

    assert response.status_code == 200
    assert response.json() == like(username="\ufffd")


@must("FORM-8", docs=f"{RFC}#section-8.3.1")
@pytest.mark.parametrize(
    "content_type",
    ["Application/X-WWW-Form-Urlencoded", "application/x-www-form-urlencoded; charset=utf-8"],
    ids=["letter-case", "charset"],
)
def test_content_type(api: Api, content_type: str) -> None:
    """The media type of a form counts in any letter case and with a charset."""
    response = api.post(PATH, content=ENCODED, headers={"Content-Type": content_type})

    assert response.status_code == 200
    assert response.json() == like(username="Rick")


@must("FORM-16", docs=f"{RFC}#section-15.5")
def test_charset_of_its_own(api: Api) -> None:
    """A field that spells half a character, in a charset that the client declares, is no server error."""
    content_type = "multipart/form-data; boundary=x"
    response = api.post(PATH, files=HALF, headers={"Content-Type": f"{content_type}; charset=unicode_escape"})
    control = api.post(PATH, files=HALF, headers={"Content-Type": content_type})

    assert response.status_code < 500
    assert control.json() == like(username=r"\ud800")


@should("FORM-10")
def test_document(api: Api) -> None:
    """The document gives a form as a required urlencoded body, and its required fields as texts that are not empty."""
    response = api.get("/openapi.json")

    content = {"application/x-www-form-urlencoded": {"schema": {"$ref": f"#/components/schemas/{BODY}"}}}
    field = {"type": "string", "minLength": 1}
    body = {"required": ["username", "password"], "properties": {"username": field, "password": field}}
    assert response.json() == like(
        paths={PATH: {"post": {"requestBody": {"required": True, "content": content}}}},
        components={"schemas": {BODY: body}},
    )
