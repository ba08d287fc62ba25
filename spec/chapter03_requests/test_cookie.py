"""Cookies · Cookie 校验."""

import pytest

from fastapi_spec import Api, like, may, must, should

NOTES = "Cookie 校验"
WITH_HEADERS = "配置 Cookie 和 Header 参数"
DOCS = "tutorial/cookie-params/"
ORIGIN = "fastapi"
RFC6265 = "https://www.rfc-editor.org/rfc/rfc6265"
PATH = "/chapter03/cookie"


@must("COOKIE-2", origin="notes")
@pytest.mark.parametrize("cookies", ["cookie_id=abc", "a=1; cookie_id=abc; b=2"], ids=["alone", "among-others"])
def test_cookie_by_name(api: Api, cookies: str) -> None:
    """A cookie is read by its name, alone or among others: 200 with its value."""
    response = api.get(PATH, headers={"Cookie": cookies})

    assert response.status_code == 200
    assert response.json() == like(cookie_id="abc")


@must("COOKIE-1", origin="notes")
@pytest.mark.parametrize("headers", [{}, {"Cookie": "other=abc"}], ids=["no-cookie", "another"])
def test_missing_cookie(api: Api, headers: dict[str, str]) -> None:
    """A request without an optional cookie is accepted: 200 with `null`."""
    response = api.get(PATH, headers=headers)

    assert response.status_code == 200
    assert response.json() == like(cookie_id=None)


@must("COOKIE-3", origin="notes", notes=WITH_HEADERS)
@pytest.mark.parametrize("header", ["cookie_id", "cookie-id"])
def test_cookie_from_the_cookie_header(api: Api, header: str) -> None:
    """A cookie is read from the `Cookie` header only, not from a header or query parameter of its name."""
    response = api.get(PATH, params={"cookie_id": "abc"}, headers={header: "abc"})
    control = api.get(PATH, params={"cookie_id": "abc"}, headers={header: "abc", "Cookie": "cookie_id=def"})

    assert response.json() == like(cookie_id=None)
    assert control.json() == like(cookie_id="def")


@must("COOKIE-8", origin="http")
@pytest.mark.parametrize("name", ["Cookie_Id", "COOKIE_ID", "cookie-id", "cookie_id2"])
def test_similar_name(api: Api, name: str) -> None:
    """A cookie with a similar name (`COOKIE_ID`, `cookie-id`, `cookie_id2`) is ignored: 200 with `null`."""
    response = api.get(PATH, headers={"Cookie": f"{name}=abc"})

    assert response.status_code == 200
    assert response.json() == like(cookie_id=None)


@must("COOKIE-6", docs=f"{RFC6265}#section-4.1.1")
@pytest.mark.parametrize("value", ["", "a%20b", "a=b=c", "a+b", "a:b/c?d"])
def test_value_is_not_decoded(api: Api, value: str) -> None:
    """A cookie value is returned unchanged, with 200, even if it is empty or has `%20`, `=`, `+`, `:`, `/` or `?`."""
    response = api.get(PATH, headers={"Cookie": f"cookie_id={value}"})

    assert response.status_code == 200
    assert response.json() == like(cookie_id=value)


@should("COOKIE-9", docs=f"{RFC6265}#section-4.1.1")
def test_quotes_are_removed(api: Api) -> None:
    """Double quotes around a cookie value are removed."""
    response = api.get(PATH, headers={"Cookie": 'cookie_id="a b"'})

    assert response.json() == like(cookie_id="a b")


@should("COOKIE-4", docs=f"{RFC6265}#section-4.2.2")
def test_repeated_cookie(api: Api) -> None:
    """The last value of a repeated cookie counts."""
    response = api.get(PATH, headers={"Cookie": "cookie_id=abc; cookie_id=def"})

    assert response.json() == like(cookie_id="def")


@should("COOKIE-5", docs="https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3")
def test_several_cookie_headers(api: Api) -> None:
    """Several `Cookie` headers are read as one."""
    response = api.get(PATH, headers=[("Cookie", "other=abc"), ("Cookie", "cookie_id=def"), ("Cookie", "more=ghi")])

    assert response.json() == like(cookie_id="def")


@may("COOKIE-7", docs=f"{RFC6265}#section-4.2.1")
@pytest.mark.parametrize("cookies", [";;;=;cookie_id=z;", "a=1;cookie_id=z", "cookie_id = z", "a; cookie_id=z"])
def test_lenient_parsing(api: Api, cookies: str) -> None:
    """A `Cookie` header with empty parts, parts without a name, or missing or surplus spaces is read."""
    response = api.get(PATH, headers={"Cookie": cookies})

    assert response.json() == like(cookie_id="z")
