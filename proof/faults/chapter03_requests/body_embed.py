"""Faults that the rules of spec/chapter03_requests/test_body_embed.py detect."""

from typing import Annotated, Any

from fastapi import Body, Query

from proof.faults.fault import Broken, fault
from reference_app.schema.city import CityInfo

EMBEDDED = "/chapter03/request_body/embedded"
IMPORTANCE = "/chapter03/request_body/importance"


@fault("BODY-EMBED-1", "BODY-EMBED-2")
def embed_forgotten(app: Broken) -> None:
    """`embed` is forgotten, so the model is the whole body."""

    @app.route("POST", EMBEDDED)
    async def embedded_city(city: Annotated[CityInfo, Body()]) -> CityInfo:
        return city


@fault("BODY-EMBED-1")
def embed_in_the_response(app: Broken) -> None:
    """The response has the model under its name, too."""

    @app.route("POST", EMBEDDED)
    async def embedded_city(city: Annotated[CityInfo, Body(embed=True)]) -> dict[str, CityInfo]:
        return {"city": city}


@fault("BODY-EMBED-2")
def embed_or_bare(app: Broken) -> None:
    """A model is accepted under its name or as the whole body."""

    @app.route("POST", EMBEDDED)
    async def embedded_city(body: Annotated[dict[str, Any], Body()]) -> CityInfo:
        return CityInfo.model_validate(body.get("city", body))


@fault("BODY-EMBED-2")
def embed_is_optional(app: Broken) -> None:
    """The embedded model may be missing or null."""

    @app.route("POST", EMBEDDED)
    async def embedded_city(city: Annotated[CityInfo | None, Body(embed=True)] = None) -> CityInfo | None:
        return city


@fault("BODY-EMBED-3", "BODY-EMBED-4", "BODY-EMBED-5")
def value_from_the_query(app: Broken) -> None:
    """`Body()` is forgotten, so the integer is read from the query."""

    @app.route("POST", IMPORTANCE)
    async def city_and_importance(
        city: Annotated[CityInfo, Body(embed=True)], importance: Annotated[int, Query(ge=1, le=5)]
    ) -> dict[str, CityInfo | int]:
        return {"city": city, "importance": importance}


@fault("BODY-EMBED-3")
def value_left_out(app: Broken) -> None:
    """The response omits the integer."""

    @app.route("POST", IMPORTANCE)
    async def city_and_importance(
        city: CityInfo, importance: Annotated[int, Body(ge=1, le=5)]
    ) -> dict[str, CityInfo | int]:
        return {"city": city}


@fault("BODY-EMBED-4")
def value_is_optional(app: Broken) -> None:
    """The integer has a default."""

    @app.route("POST", IMPORTANCE)
    async def city_and_importance(
        city: CityInfo, importance: Annotated[int, Body(ge=1, le=5)] = 1
    ) -> dict[str, CityInfo | int]:
        return {"city": city, "importance": importance}


@fault("BODY-EMBED-5")
def value_without_bounds(app: Broken) -> None:
    """The integer has no bounds."""

    @app.route("POST", IMPORTANCE)
    async def city_and_importance(city: CityInfo, importance: Annotated[int, Body()]) -> dict[str, CityInfo | int]:
        return {"city": city, "importance": importance}


@fault("BODY-EMBED-5")
def value_is_clamped(app: Broken) -> None:
    """An integer out of its bounds is replaced by the nearest bound."""

    @app.route("POST", IMPORTANCE)
    async def city_and_importance(city: CityInfo, importance: Annotated[int, Body()]) -> dict[str, CityInfo | int]:
        return {"city": city, "importance": min(max(importance, 1), 5)}
