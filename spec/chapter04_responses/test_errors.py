"""Errors that an operation raises · 错误处理."""

import pytest

from fastapi_spec import Api, like, member, must, should

NOTES = "错误处理"
DOCS = "tutorial/handling-errors/#use-httpexception"
ORIGIN = "fastapi"
PATH = "/chapter04/http_exception"
CRASH = "/chapter04/exc_crash"


@must("ERR-2", origin="notes")
def test_known_city(api: Api) -> None:
    """The known city, Beijing, is returned with 200 and without `X-Error`."""
    response = api.get(PATH, params={"city": "Beijing"})

    assert response.status_code == 200
    assert "x-error" not in response.headers
    assert response.json() == like(city="Beijing")


@must("ERR-8")
@pytest.mark.parametrize("number", [-1, 0, 2, 1000])
def test_city_by_number(api: Api, number: int) -> None:
    """A city with a number other than 1 is returned with 200 and its number."""
    response = api.get(f"{PATH}/{number}")

    assert response.status_code == 200
    assert response.json() == like(city_id=number)


@must("ERR-1", origin="notes", docs="tutorial/handling-errors/#add-custom-headers")
@pytest.mark.parametrize("city", ["Paris", "beijing", ""], ids=["other", "lower-case", "empty"])
def test_unknown_city(api: Api, city: str) -> None:
    """Any city but Beijing is a 404 with a `detail` and the header `X-Error: Error`."""
    response = api.get(PATH, params={"city": city})

    assert response.status_code == 404
    assert response.headers.get("x-error") == "Error"
    assert member(response, "detail")


@must("ERR-4")
def test_any_status(api: Api) -> None:
    """An error may have any status: city 1 is a 418 with a `detail`."""
    response = api.get(f"{PATH}/1")

    assert response.status_code == 418
    assert member(response, "detail")


@should("ERR-11", origin="notes")
@pytest.mark.parametrize(
    "path, detail",
    [("?city=Paris", "City not found!"), ("/1", "Nope! I don't like 1.")],
    ids=["city", "number"],
)
def test_detail_as_raised(api: Api, path: str, detail: str) -> None:
    """An error raised with a string, such as `City not found!`, has that string as `detail`."""
    response = api.get(f"{PATH}{path}")

    assert response.json() == like(detail=detail)


@should("ERR-7", docs="reference/exceptions/")
def test_detail_by_default(api: Api) -> None:
    """An error raised without a detail has the phrase of its status as `detail`: a 404 with `Not Found`."""
    response = api.get("/chapter04/exc_nodetail")

    assert response.status_code == 404
    assert response.json() == like(detail="Not Found")


@must("ERR-3")
def test_detail_may_be_an_object(api: Api) -> None:
    """An error raised with an object, here a 400, has that object as `detail`."""
    response = api.get("/chapter04/exc_dict")

    assert response.status_code == 400
    assert response.json() == like(detail={"code": 1, "msgs": ["a", "b"]})


@must("ERR-5", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1")
def test_unhandled_exception(api: Api) -> None:
    """An unhandled exception is a 500 without its message or a traceback, and the next request succeeds."""
    response = api.get(CRASH)
    control = api.get(PATH, params={"city": "Beijing"})

    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert control.json() == like(city="Beijing")
