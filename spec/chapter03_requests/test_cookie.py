"""Cookies · Cookie 校验."""

import pytest

from fastapi_spec import Api, like, may, must, should

NOTES = "Cookie 校验"
WITH_HEADERS = "配置 Cookie 和 Header 参数"
DOCS = "tutorial/cookie-params/"
RFC6265 = "https://www.rfc-editor.org/rfc/rfc6265"
PATH = "/chapter03/cookie"


@must("COOKIE-1")
@pytest.mark.parametrize("headers", [{}, {"Cookie": "other=abc"}], ids=["no-cookie", "another"])
def test_missing_cookie(api: Api, headers: dict[str, str]) -> None:
    """An optional cookie that is not sent is null."""
    response = api.get(PATH, headers=headers)

    assert response.status_code == 200
    assert response.json() == like(cookie_id=None)


@must("COOKIE-2")
@pytest.mark.parametrize("cookies", ["cookie_id=abc", "a=1; cookie_id=abc; b=2"], ids=["alone", "among-others"])
def test_cookie_by_name(api: Api, cookies: str) -> None:
    """A cookie is read by its name, alone or among others."""
    response = api.get(PATH, headers={"Cookie": cookies})

    assert response.status_code == 200
    assert response.json() == like(cookie_id="abc")


@must("COOKIE-8")
@pytest.mark.parametrize("name", ["Cookie_Id", "COOKIE_ID", "cookie-id", "cookie_id2"])
def test_name_is_compared_exactly(api: Api, name: str) -> None:
    """The name of a cookie counts letter case, and its underscore is no hyphen."""
    response = api.get(PATH, headers={"Cookie": f"{name}=abc"})

    assert response.status_code == 200
    assert response.json() == like(cookie_id=None)


@must("COOKIE-3", notes=WITH_HEADERS)
@pytest.mark.parametrize("header", ["cookie_id", "cookie-id"])
def test_cookie_is_no_header(api: Api, header: str) -> None:
    """A cookie is read from the Cookie header alone, not from a header or a query parameter of the cookie's name."""
    response = api.get(PATH, params={"cookie_id": "abc"}, headers={header: "abc"})
    control = api.get(PATH, params={"cookie_id": "abc"}, headers={header: "abc", "Cookie": "cookie_id=def"})

    assert response.json() == like(cookie_id=None)
    assert control.json() == like(cookie_id="def")


@should("COOKIE-4", docs=f"{RFC6265}#section-4.2.2")
def test_repeated_cookie(api: Api) -> None:
    """A cookie that is sent twice has the value sent last."""
    response = api.get(PATH, headers={"Cookie": "cookie_id=abc; cookie_id=def"})

    assert response.json() == like(cookie_id="def")


@should("COOKIE-5", docs="https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3")
def test_several_cookie_headers(api: Api) -> None:
    """Several Cookie headers are read as one."""
    response = api.get(PATH, headers=[("Cookie", "other=abc"), ("Cookie", "cookie_id=def"), ("Cookie", "more=ghi")])

    assert response.json() == like(cookie_id="def")


@must("COOKIE-6", docs=f"{RFC6265}#section-4.1.1")
@pytest.mark.parametrize("value", ["", "a%20b", "a=b=c", "a+b", "a:b/c?d"])
def test_value_as_it_is(api: Api, value: str) -> None:
    """The value of a cookie may be empty or have equals signs, and is not percent-decoded."""
    response = api.get(PATH, headers={"Cookie": f"cookie_id={value}"})

    assert response.status_code == 200
    assert response.json() == like(cookie_id=value)


@should("COOKIE-9", docs=f"{RFC6265}#section-4.1.1")
def test_quotes_are_removed(api: Api) -> None:
    """The quotes around the value of a cookie are no part of it."""
    response = api.get(PATH, headers={"Cookie": 'cookie_id="a b"'})

    assert response.json() == like(cookie_id="a b")


@may("COOKIE-7", docs=f"{RFC6265}#section-4.2.1")
@pytest.mark.parametrize("cookies", [";;;=;cookie_id=z;", "a=1;cookie_id=z", "cookie_id = z", "a; cookie_id=z"])
def test_sloppy_headers(api: Api, cookies: str) -> None:
    """A Cookie header with empty parts, without blanks, with too many or with parts without a name is read."""
    response = api.get(PATH, headers={"Cookie": cookies})

    assert response.json() == like(cookie_id="z")


@should("COOKIE-10")
def test_document(api: Api) -> None:
    """The document gives a cookie by its name, in cookie, not required."""
    response = api.get("/openapi.json")

    cookie = {"name": "cookie_id", "in": "cookie", "required": False}
    assert response.json() == like({"paths": {PATH: {"get": {"parameters": [cookie]}}}})
