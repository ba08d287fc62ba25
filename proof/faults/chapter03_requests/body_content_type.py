"""Faults that the rules of spec/chapter03_requests/test_body_content_type.py detect."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from proof.faults.chapter03_requests._shared import CITY
from proof.faults.fault import Broken, Sent, fault
from reference_app.schema.city import CityInfo


@fault("BODY-CT-3")
def content_type_compared_exactly(app: Broken) -> None:
    """A body is read as JSON only if its Content-Type is exactly application/json."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        if sent.headers.get("content-type") != "application/json":
            sent.headers["content-type"] = "text/plain"


@fault("BODY-SHAPE-4", "BODY-FIELD-1", "BODY-SHAPE-3", "BODY-CT-1")
def body_from_the_query(app: Broken) -> None:
    """The model is declared as a dependency, and so read from the query."""

    @app.route("POST", CITY)
    async def city_info(city: Annotated[CityInfo, Depends()]) -> CityInfo:
        return city


@fault("BODY-SHAPE-4")
def body_completed_from_the_query(app: Broken) -> None:
    """The query overwrites the fields of the body."""

    @app.route("POST", CITY)
    async def city_info(city: CityInfo, request: Request) -> CityInfo:
        return CityInfo.model_validate({**city.model_dump(), **request.query_params})


@fault("BODY-CT-1", "BODY-CT-4")
def content_type_is_guessed(app: Broken) -> None:
    """A body without a Content-Type is read as JSON, as before FastAPI 0.132.0."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        sent.headers.setdefault("content-type", "application/json")


@fault("BODY-CT-1", "BODY-CT-2", "BODY-CT-4")
def content_type_is_ignored(app: Broken) -> None:
    """A body is read as JSON, whatever its Content-Type."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        sent.headers["content-type"] = "application/json"


@fault("BODY-CT-2")
def content_type_contains_json(app: Broken) -> None:
    """A body is read as JSON if its Content-Type contains json."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        if "json" in sent.headers.get("content-type", ""):
            sent.headers["content-type"] = "application/json"


@fault("BODY-CT-2")
def content_type_compared_by_prefix(app: Broken) -> None:
    """A body is read as JSON if its Content-Type begins with application/json."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        if sent.headers.get("content-type", "").startswith("application/json"):
            sent.headers["content-type"] = "application/json"


@fault("BODY-CT-4")
def content_type_is_415(app: Broken) -> None:
    """A body that is not JSON by its Content-Type is rejected with 415."""

    @app.route("POST", CITY)
    async def city_info(request: Request) -> CityInfo:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json" and not media_type.endswith("+json"):
            raise HTTPException(415)
        return CityInfo(**await request.json())
