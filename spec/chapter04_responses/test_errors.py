"""Errors that an operation raises · 错误处理."""

import pytest

from fastapi_spec import Api, like, locations, media_type, must, should

NOTES = "错误处理"
DOCS = "tutorial/handling-errors/#use-httpexception"
PATH = "/chapter04/http_exception"
CRASH = "/chapter04/exc_crash"


@must("ERR-1", docs="tutorial/handling-errors/#add-custom-headers")
@pytest.mark.parametrize("city", ["Paris", "beijing", ""], ids=["other", "lower-case", "empty"])
def test_unknown_city(api: Api, city: str) -> None:
    """Any city but Beijing is a 404 with the detail City not found! and the header X-Error: Error."""
    response = api.get(PATH, params={"city": city})

    assert response.status_code == 404
    assert response.headers.get("x-error") == "Error"
    assert response.json() == like(detail="City not found!")


@must("ERR-2")
def test_known_city(api: Api) -> None:
    """Beijing is answered with 200, the city and no X-Error."""
    response = api.get(PATH, params={"city": "Beijing"})

    assert response.status_code == 200
    assert "x-error" not in response.headers
    assert response.json() == like(city="Beijing")


@must("ERR-6")
def test_missing_city(api: Api) -> None:
    """A request without a city is refused with 422 at [query, city]."""
    response = api.get(PATH)

    assert response.status_code == 422
    assert ["query", "city"] in locations(response)


@must("ERR-3")
def test_detail_may_be_an_object(api: Api) -> None:
    """The detail of an error may be any JSON value and comes as it is."""
    response = api.get("/chapter04/exc_dict")

    assert response.status_code == 400
    assert response.json() == like(detail={"code": 1, "msgs": ["a", "b"]})


@should("ERR-7", docs="reference/exceptions/")
def test_detail_by_default(api: Api) -> None:
    """An error raised without a detail has the phrase of its status as detail."""
    response = api.get("/chapter04/exc_nodetail")

    assert response.status_code == 404
    assert response.json() == like(detail="Not Found")


@must("ERR-4")
def test_any_status(api: Api) -> None:
    """An error may have any status: city 1 is a 418 with the detail Nope! I don't like 1."""
    response = api.get(f"{PATH}/1")

    assert response.status_code == 418
    assert response.json() == like(detail="Nope! I don't like 1.")


@must("ERR-8")
@pytest.mark.parametrize("number", [-1, 0, 2, 1000])
def test_city_by_number(api: Api, number: int) -> None:
    """A city with any other number is answered with 200 and the number."""
    response = api.get(f"{PATH}/{number}")

    assert response.status_code == 200
    assert response.json() == like(city_id=number)


@must("ERR-9", docs="tutorial/path-params/#data-validation")
@pytest.mark.parametrize("number", ["abc", "1.5"])
def test_no_number(api: Api, number: str) -> None:
    """A city whose number is no integer is refused with 422 at [path, city_id]."""
    response = api.get(f"{PATH}/{number}")

    assert response.status_code == 422
    assert ["path", "city_id"] in locations(response)


@must("ERR-5", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1")
def test_unhandled_exception(api: Api) -> None:
    """An unhandled exception is a 500 that shows neither its message nor a traceback, and the server lives on."""
    response = api.get(CRASH)
    control = api.get(PATH, params={"city": "Beijing"})

    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert control.json() == like(city="Beijing")


@should("ERR-10", docs="reference/exceptions/")
def test_text_of_an_unhandled_exception(api: Api) -> None:
    """The 500 of an unhandled exception is plain text that says Internal Server Error."""
    response = api.get(CRASH)

    assert response.status_code == 500
    assert media_type(response) == "text/plain"
    assert response.text == "Internal Server Error"
