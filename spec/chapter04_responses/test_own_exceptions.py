"""Own exceptions and handlers · 自定义异常处理：自己的异常."""

from fastapi_spec import Api, like, locations, member, must

NOTES = "自定义异常处理"
DOCS = "tutorial/handling-errors/#install-custom-exception-handlers"
ORIGIN = "fastapi"
APP = "/apps/own-exceptions"
CITY = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}


@must("ERRH-17")
def test_own_exception(api: Api) -> None:
    """An exception class of the application has a handler: its exception is a 418 with the city that is `lost`."""
    response = api.get(f"{APP}/cities/Troy")
    control = api.get(f"{APP}/cities/Paris")

    assert response.status_code == 418
    assert response.json() == like(lost="Troy")
    assert control.json() == like(city="Paris")


@must("ERRH-18")
def test_subclass(api: Api) -> None:
    """The handler of an exception class also handles its subclasses: 418 with the city that is `lost`."""
    response = api.get(f"{APP}/cities/Atlantis")

    assert response.status_code == 418
    assert response.json() == like(lost="Atlantis")


@must("ERRH-19", docs="tutorial/handling-errors/#reuse-fastapis-exception-handlers")
def test_default_handler(api: Api) -> None:
    """A handler may call the default one and add a header: a 404 with `detail`, `X-Error` and `X-Handler`."""
    response = api.get(f"{APP}/http_exception", params={"city": "Paris"})

    assert response.status_code == 404
    assert response.headers.get("x-error") == "Error"
    assert response.headers.get("x-handler") == "own"
    assert member(response, "detail")


@must("ERRH-20", docs="tutorial/handling-errors/#use-the-requestvalidationerror-body")
def test_body_of_the_request(api: Api) -> None:
    """A validation handler may return the received body: 422 at `[body, contry_population]` with that `body`."""
    sent = CITY | {"contry_population": 5}
    response = api.post(f"{APP}/cities", json=sent)
    control = api.post(f"{APP}/cities", json=CITY)

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)
    assert response.json() == like(body=sent)
    assert control.json() == like(CITY)
