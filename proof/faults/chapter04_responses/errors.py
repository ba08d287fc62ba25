"""Faults that the rules of spec/chapter04_responses/test_errors.py detect."""

import traceback
from typing import Annotated, Any

from fastapi import HTTPException, Query
from fastapi.responses import JSONResponse

from proof.faults.chapter04_responses._shared import APP
from proof.faults.fault import Broken, Received, fault

CITY = "/chapter04/http_exception"


@fault("ERR-1")
def error_has_no_header(app: Broken) -> None:
    """The error of an unknown city has no header of its own."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> dict[str, str]:
        if city != "Beijing":
            raise HTTPException(404, "City not found!")
        return {"city": city}


@fault("ERR-1")
def error_is_a_message(app: Broken) -> None:
    """The error of an unknown city is told in a member other than detail."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> Any:
        if city != "Beijing":
            return JSONResponse({"message": "City not found!"}, status_code=404, headers={"X-Error": "Error"})
        return {"city": city}


@fault("ERR-1")
def error_ignores_case(app: Broken) -> None:
    """Cities are compared without regard to letter case."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> dict[str, str]:
        if city.title() != "Beijing":
            raise HTTPException(404, "City not found!", {"X-Error": "Error"})
        return {"city": city}


@fault("ERR-2")
def error_header_is_always_there(app: Broken) -> None:
    """The header of the error is set before anybody knows whether there is one."""

    @app.received("GET", CITY)
    def always(response: Received) -> None:
        response.headers["X-Error"] = "Error" if response.status == 404 else "None"


@fault("ERR-2", "ERR-5")
def error_of_no_city_has_its_number(app: Broken) -> None:
    """A known city is answered with its number in place of its name."""

    @app.route("GET", CITY)
    async def city(city: Annotated[str, Query()]) -> dict[str, int]:
        if city != "Beijing":
            raise HTTPException(404, "City not found!", {"X-Error": "Error"})
        return {"city": 1}


@fault("ERR-6")
def error_of_a_missing_city_is_that_of_an_unknown_one(app: Broken) -> None:
    """A city that is not sent is the empty one, which is unknown."""

    @app.route("GET", CITY)
    async def city(city: str = "") -> dict[str, str]:
        if city != "Beijing":
            raise HTTPException(404, "City not found!", {"X-Error": "Error"})
        return {"city": city}


@fault("ERR-3")
def error_detail_is_text(app: Broken) -> None:
    """The detail of an error is a text, whatever was given."""

    @app.route("GET", "/chapter04/exc_dict")
    async def as_text() -> None:
        raise HTTPException(400, str({"code": 1, "msgs": ["a", "b"]}))


@fault("ERR-3")
def error_detail_is_the_body(app: Broken) -> None:
    """A detail that is an object becomes the whole body."""

    @app.received("GET", "/chapter04/exc_dict")
    def bare(response: Received) -> None:
        response.json = response.json["detail"]


@fault("ERR-7")
def error_has_no_detail_by_default(app: Broken) -> None:
    """An error that is raised without a detail has null for one."""

    @app.received("GET", "/chapter04/exc_nodetail")
    def without(response: Received) -> None:
        response.json = {"detail": None}


@fault("ERR-4")
def error_is_one_of_the_known(app: Broken) -> None:
    """A status that the server has no word for is a 400."""

    @app.received("GET", f"{CITY}/1")
    def known(response: Received) -> None:
        response.status = 400


@fault("ERR-4", "ERRH-1")
def error_of_a_number_is_not_formatted(app: Broken) -> None:
    """The detail of an error is a template, with the number not put in."""
    for prefix in ("/chapter04", APP):

        @app.route("GET", f"{prefix}/http_exception/{{city_id}}")
        async def city(city_id: int) -> dict[str, int]:
            if city_id == 1:
                raise HTTPException(418, "Nope! I don't like {city_id}.")
            return {"city_id": city_id}


@fault("ERR-8")
def error_for_any_number(app: Broken) -> None:
    """Every number is taken for the first: the value of the condition is forgotten."""

    @app.route("GET", f"{CITY}/{{city_id}}")
    async def city(city_id: int) -> dict[str, int]:
        if city_id:
            raise HTTPException(418, f"Nope! I don't like {city_id}.")
        return {"city_id": city_id}


@fault("ERR-8", "ERR-9")
def error_of_a_number_is_text(app: Broken) -> None:
    """The number of a city is any text."""

    @app.route("GET", f"{CITY}/{{city_id}}")
    async def city(city_id: str) -> dict[str, str]:
        if city_id == "1":
            raise HTTPException(418, "Nope! I don't like 1.")
        return {"city_id": city_id}


@fault("ERR-9")
def error_of_no_number_is_404(app: Broken) -> None:
    """A path whose number is none is a path that nobody knows."""

    @app.received("GET", f"{CITY}/*")
    def unknown(response: Received) -> None:
        if response.status == 422:
            response.status, response.json = 404, {"detail": "Not Found"}


@fault("ERR-5", "ERR-10")
def error_shows_its_message(app: Broken) -> None:
    """An unhandled exception is answered with its message."""

    @app.received("GET", "/chapter04/exc_crash")
    def shown(response: Received) -> None:
        response.body = b"the secret of exc_crash"


@fault("ERR-5", "ERR-10")
def error_shows_its_traceback(app: Broken) -> None:
    """An unhandled exception is answered with its traceback, as in debug mode."""

    @app.received("GET", "/chapter04/exc_crash")
    def shown(response: Received) -> None:
        response.body = "".join(["Traceback (most recent call last):\n", *traceback.format_stack()]).encode()


@fault("ERR-5", "ERR-10")
def error_is_swallowed(app: Broken) -> None:
    """An unhandled exception is caught, logged and answered with null."""

    @app.route("GET", "/chapter04/exc_crash")
    async def swallowed() -> None:
        return None
