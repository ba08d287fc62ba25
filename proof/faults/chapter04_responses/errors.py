"""Faults that the rules of spec/chapter04_responses/test_errors.py detect."""

import traceback
from typing import Annotated

from fastapi import HTTPException, Query

from proof.faults.chapter04_responses._shared import APP
from proof.faults.fault import Broken, Received, fault

CITY = "/chapter04/http_exception"


@fault("ERR-2")
def error_header_is_always_there(app: Broken) -> None:
    """The header of the error is also sent without an error."""

    @app.received("GET", CITY)
    def always(response: Received) -> None:
        response.headers["X-Error"] = "Error" if response.status == 404 else "None"


@fault("ERR-2", "ERR-5")
def known_city_is_its_number(app: Broken) -> None:
    """A known city is returned as its number in place of its name."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> dict[str, int]:
        if city != "Beijing":
            raise HTTPException(404, "City not found!", {"X-Error": "Error"})
        return {"city": 1}


@fault("ERR-8")
def error_for_any_number(app: Broken) -> None:
    """Every city number but 0 is an error, since the number is not compared."""

    @app.route("GET", f"{CITY}/{{city_id}}")
    async def city(city_id: int) -> dict[str, int]:
        if city_id:
            raise HTTPException(418, f"Nope! I don't like {city_id}.")
        return {"city_id": city_id}


@fault("ERR-8")
def error_number_is_a_string(app: Broken) -> None:
    """The number of a city is any string."""

    @app.route("GET", f"{CITY}/{{city_id}}")
    async def city(city_id: str) -> dict[str, str]:
        if city_id == "1":
            raise HTTPException(418, "Nope! I don't like 1.")
        return {"city_id": city_id}


@fault("ERR-1")
def error_has_no_header(app: Broken) -> None:
    """The error of an unknown city has no header of its own."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> dict[str, str]:
        if city != "Beijing":
            raise HTTPException(404, "City not found!")
        return {"city": city}


@fault("ERR-1", "ERR-4", "ERR-11")
def error_is_a_message(app: Broken) -> None:
    """An error has a `message` and no `detail`."""

    @app.received("GET", f"{CITY}*")
    def message(response: Received) -> None:
        if response.status in (404, 418):
            response.json = {"message": response.json["detail"]}


@fault("ERR-1")
def error_ignores_case(app: Broken) -> None:
    """Cities are compared without regard to letter case."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> dict[str, str]:
        if city.title() != "Beijing":
            raise HTTPException(404, "City not found!", {"X-Error": "Error"})
        return {"city": city}


@fault("ERR-4")
def error_with_a_rare_status_is_a_400(app: Broken) -> None:
    """An error with a status that the server does not know is a 400."""

    @app.received("GET", f"{CITY}/1")
    def known(response: Received) -> None:
        response.status = 400


@fault("ERR-11")
def error_has_another_detail(app: Broken) -> None:
    """The `detail` of an unknown city is the phrase of the status."""

    @app.received("GET", CITY)
    def phrase(response: Received) -> None:
        if response.status == 404:
            response.json = {"detail": "Not Found"}


@fault("ERR-11", "ERRH-16")
def error_of_a_number_is_not_formatted(app: Broken) -> None:
    """The `detail` of an error is a template without the number."""
    for prefix in ("/chapter04", APP):

        @app.route("GET", f"{prefix}/http_exception/{{city_id}}")
        async def city(city_id: int) -> dict[str, int]:
            if city_id == 1:
                raise HTTPException(418, "Nope! I don't like {city_id}.")
            return {"city_id": city_id}


@fault("ERR-7")
def error_has_no_detail_by_default(app: Broken) -> None:
    """An error that is raised without a detail has `null` as its `detail`."""

    @app.received("GET", "/chapter04/exc_nodetail")
    def without(response: Received) -> None:
        response.json = {"detail": None}


@fault("ERR-3")
def error_detail_is_a_string(app: Broken) -> None:
    """The `detail` of an error is always a string."""

    @app.route("GET", "/chapter04/exc_dict")
    async def as_string() -> None:
        raise HTTPException(400, str({"code": 1, "msgs": ["a", "b"]}))


@fault("ERR-3")
def error_detail_is_the_body(app: Broken) -> None:
    """A `detail` that is an object becomes the whole body."""

    @app.received("GET", "/chapter04/exc_dict")
    def bare(response: Received) -> None:
        response.json = response.json["detail"]


@fault("ERR-5", "RESP-INVALID-2")
def error_shows_its_message(app: Broken) -> None:
    """The 500 of an unhandled exception has the message of the exception."""

    @app.received("GET", "/chapter04/exc_crash")
    def shown(response: Received) -> None:
        response.body = b"the secret of exc_crash"


@fault("ERR-5", "RESP-INVALID-2")
def error_shows_its_traceback(app: Broken) -> None:
    """The 500 of an unhandled exception has the traceback, as in debug mode."""

    @app.received("GET", "/chapter04/exc_crash")
    def shown(response: Received) -> None:
        response.body = "".join(["Traceback (most recent call last):\n", *traceback.format_stack()]).encode()


@fault("ERR-5", "RESP-INVALID-2")
def error_is_swallowed(app: Broken) -> None:
    """An unhandled exception is caught and logged, and the response is a 200 with `null`."""

    @app.route("GET", "/chapter04/exc_crash")
    async def swallowed() -> None:
        return None
