"""Forms: the encoding of the body · 表单数据处理：请求体的编码."""

from collections.abc import Callable
from typing import Any

import pytest

from fastapi_spec import Api, like, locations, must, should

NOTES = "表单数据处理"
DOCS = "tutorial/request-forms/#about-form-fields"
ORIGIN = "fastapi"
LIMITS = "advanced/request-body-limits/"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
PATH = "/chapter04/login/"
LOGIN = {"username": "Rick", "password": "a-secret-word"}
ENCODED = b"username=Rick&password=a-secret-word"
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
SURROGATE = {"username": (None, r"\ud800"), "password": (None, "a-secret-word")}

Encoding = Callable[[dict[str, str]], dict[str, Any]]


def urlencoded(fields: dict[str, str]) -> dict[str, Any]:
    """The arguments that send these fields in an urlencoded form."""
    return {"data": fields}


def multipart(fields: dict[str, str]) -> dict[str, Any]:
    """The arguments that send these fields in a multipart form."""
    return {"files": {name: (None, value) for name, value in fields.items()}}


@must("FORM-7", origin="http")
@pytest.mark.parametrize(
    "encoded, username",
    [("a+b%2Bc", "a b+c"), ("a%26b%3Dc", "a&b=c"), ("%E5%8C%97%E4%BA%AC", "北京"), ("%20", " "), ("a;b", "a;b")],
    ids=["plus", "ampersand", "utf-8", "space", "semicolon"],
)
def test_decoding(api: Api, encoded: str, username: str) -> None:
    """In an urlencoded form `+` is a space, `%XX` a byte of UTF-8, and a space or `a;b` a value: 200."""
    response = api.post(PATH, content=f"password=b&username={encoded}", headers=URLENCODED)

    assert response.status_code == 200
    assert response.json() == like(username=username)


@must("FORM-8", origin="http", docs=f"{RFC}#section-8.3.1")
@pytest.mark.parametrize(
    "content_type",
    ["Application/X-WWW-Form-Urlencoded", "application/x-www-form-urlencoded; charset=utf-8"],
    ids=["letter-case", "charset"],
)
def test_content_type(api: Api, content_type: str) -> None:
    """A form is accepted with 200 in any letter case of its media type, and with a `charset`."""
    response = api.post(PATH, content=ENCODED, headers={"Content-Type": content_type})

    assert response.status_code == 200
    assert response.json() == like(username="Rick")


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
def test_not_a_form(api: Api, sent: dict[str, Any]) -> None:
    """Fields in JSON, the query or a body not declared a form are missing: 422 at `[body, username]`."""
    response = api.post(PATH, **sent)

    assert response.status_code == 422
    assert ["body", "username"] in locations(response)


@should("FORM-19", docs=LIMITS)
@pytest.mark.parametrize("encoded", [urlencoded, multipart])
def test_too_many_fields(api: Api, encoded: Encoding) -> None:
    """A form of more than 1,000 fields, urlencoded or multipart, is rejected with 400."""
    fields = {f"n{n}": "1" for n in range(998)}
    thousand = api.post(PATH, **encoded(LOGIN | fields))
    one_more = api.post(PATH, **encoded(LOGIN | fields | {"one": "more"}))

    assert thousand.status_code == 200
    assert one_more.status_code == 400


@should("FORM-20", docs=LIMITS)
@pytest.mark.parametrize("encoded", [urlencoded, multipart])
def test_too_long_field(api: Api, encoded: Encoding) -> None:
    """A form field of more than 1 MiB, urlencoded or multipart, is rejected with 400."""
    million = api.post(PATH, **encoded(LOGIN | {"password": "a" * 1_000_000}))
    response = api.post(PATH, **encoded(LOGIN | {"password": "a" * (1024 * 1024 + 1)}))

    assert million.status_code == 200
    assert response.status_code == 400


@should("FORM-12", docs="https://url.spec.whatwg.org/#urlencoded-parsing")
def test_invalid_utf8(api: Api) -> None:
    """A byte that is not UTF-8 in an urlencoded form is U+FFFD in the 200."""
    response = api.post(PATH, content=b"username=%ff&password=b", headers=URLENCODED)

    assert response.status_code == 200
    assert response.json() == like(username="\ufffd")


@must(
    "FORM-16",
    origin="hardening",
    plain="responds with 500, since it cannot encode the response",
    docs=f"{RFC}#section-15.5",
)
def test_declared_charset(api: Api) -> None:
    """A multipart field whose `charset` decodes to a lone surrogate does not cause a 5xx response."""
    content_type = "multipart/form-data; boundary=x"
    response = api.post(PATH, files=SURROGATE, headers={"Content-Type": f"{content_type}; charset=unicode_escape"})
    control = api.post(PATH, files=SURROGATE, headers={"Content-Type": content_type})

    assert response.status_code < 500
    assert control.json() == like(username=r"\ud800")


@should(
    "FORM-23",
    origin="hardening",
    plain="decodes it by any codec (punycode: a minute per MB)",
    docs="https://www.rfc-editor.org/rfc/rfc7578.html#section-4.6",
)
@pytest.mark.parametrize("charset, username", [("punycode", "abc-"), ("utf-7", "+AGE-"), ("cp037", "abc")])
def test_other_charsets(api: Api, charset: str, username: str) -> None:
    """A multipart form in a `charset` such as `punycode` is rejected with 400 or 415, or read as UTF-8."""
    content_type = "multipart/form-data; boundary=x"
    fields = multipart(LOGIN | {"username": username})
    response = api.post(PATH, **fields, headers={"Content-Type": f"{content_type}; charset={charset}"})
    control = api.post(PATH, **fields, headers={"Content-Type": f"{content_type}; charset=UTF-8"})

    assert response.status_code in (400, 415) or response.json() == like(username=username)
    assert control.json() == like(username=username)
