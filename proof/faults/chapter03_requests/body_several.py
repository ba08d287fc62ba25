"""Faults that the rules of spec/chapter03_requests/test_body_several.py detect."""

from typing import Annotated, Any

from fastapi import Body, Query, Request

from proof.faults.fault import Broken, fault
from reference_app.schema.city import CityInfo, Counts

MIX = "/chapter03/request_body/city/{name}"


def mixed(app: Broken, respond: Any) -> None:
    """Respond with what ``respond`` makes of the parameters, given by their names."""

    @app.route("PUT", MIX)
    async def mix_city_info(
        name: str,
        city01: CityInfo,
        city02: CityInfo,
        request: Request,
        confirmed: Annotated[int, Query(ge=0)] = 0,
        death: Annotated[int, Query(ge=0)] = 0,
    ) -> Any:
        body, query = await request.json(), request.query_params
        sent = {"name": name, "cities": [city01, city02], "body": body, "query": query}
        return respond(**sent, counts={"confirmed": confirmed, "death": death})


@fault("BODY-MULTI-1", "BODY-MULTI-5")
def mixed_cities_in_reverse(app: Broken) -> None:
    """The second of two models is returned first."""
    mixed(app, lambda name, cities, counts, **_: {name: counts} if name == "Shanghai" else cities[::-1])


@fault("BODY-MULTI-1")
def mixed_name_in_any_case(app: Broken) -> None:
    """The name Shanghai matches in any letter case."""
    mixed(app, lambda name, cities, counts, **_: {"Shanghai": counts} if name.lower() == "shanghai" else cities)


@fault("BODY-MULTI-1", "BODY-MULTI-3", "BODY-MULTI-9")
def mixed_one_model_embedded(app: Broken) -> None:
    """The second of two models is forgotten, and the first is returned twice."""

    @app.route("PUT", MIX)
    async def mix_city_info(
        city01: Annotated[CityInfo, Body(embed=True)],
    ) -> list[CityInfo]:
        return [city01, city01]


@fault("BODY-MULTI-4", "BODY-MULTI-6")
def mixed_counts_forgotten(app: Broken) -> None:
    """The response for Shanghai has the cities, like any other."""
    mixed(app, lambda cities, **_: cities)


@fault("BODY-MULTI-4")
def mixed_counts_swapped(app: Broken) -> None:
    """The two counts of the query are swapped."""
    mixed(app, lambda counts, **_: {"Shanghai": {"confirmed": counts["death"], "death": counts["confirmed"]}})


@fault("BODY-MULTI-4")
def mixed_counts_and_cities(app: Broken) -> None:
    """The response for Shanghai has the counts and the cities."""
    mixed(app, lambda counts, body, **_: {"Shanghai": counts, **body})


@fault("BODY-MULTI-4")
def mixed_counts_and_second_city(app: Broken) -> None:
    """The response for Shanghai has the counts and the second city."""
    mixed(app, lambda counts, body, **_: {"Shanghai": counts, "city02": body["city02"]})


@fault("BODY-MULTI-4", "BODY-MULTI-6")
def mixed_counts_left_out(app: Broken) -> None:
    """The response omits counts of 0."""
    mixed(app, lambda counts, **_: {"Shanghai": {name: count for name, count in counts.items() if count}})


@fault("BODY-MULTI-6", "REQUEST-FAULT-1", "REQUEST-FAULT-2", "REQUEST-FAULT-3")
def mixed_counts_below_zero(app: Broken) -> None:
    """The counts of the query have no minimum."""

    @app.route("PUT", MIX)
    async def mix_city_info(
        name: str, city01: CityInfo, city02: CityInfo, confirmed: int = 0, death: int = 0
    ) -> dict[str, Counts] | list[CityInfo]:
        return {"Shanghai": Counts(confirmed=confirmed, death=death)} if name == "Shanghai" else [city01, city02]


@fault("BODY-MULTI-6")
def mixed_counts_above_zero(app: Broken) -> None:
    """A count in the query must be greater than 0."""

    @app.route("PUT", MIX)
    async def mix_city_info(
        name: str,
        city01: CityInfo,
        city02: CityInfo,
        confirmed: Annotated[int | None, Query(gt=0)] = None,
        death: Annotated[int | None, Query(gt=0)] = None,
    ) -> dict[str, Counts] | list[CityInfo]:
        counts = Counts(confirmed=confirmed or 0, death=death or 0)
        return {"Shanghai": counts} if name == "Shanghai" else [city01, city02]


@fault("BODY-MULTI-2", "BODY-MULTI-3", "BODY-MULTI-9")
def mixed_models_are_optional(app: Broken) -> None:
    """Each of two models may be missing or null."""

    @app.route("PUT", MIX)
    async def mix_city_info(city01: CityInfo | None = None, city02: CityInfo | None = None) -> list[CityInfo | None]:
        return [city01, city02]


@fault("BODY-MULTI-5")
def mixed_name_from_the_query(app: Broken) -> None:
    """A name in the query overrides the one in the path."""
    mixed(
        app,
        lambda name, cities, counts, query, **_: (
            {"Shanghai": counts} if query.get("name", name) == "Shanghai" else cities
        ),
    )


@fault("BODY-MULTI-5")
def mixed_name_from_the_body(app: Broken) -> None:
    """A name in the body overrides the one in the path."""
    mixed(
        app,
        lambda name, cities, counts, body, **_: (
            {"Shanghai": counts} if body.get("name", name) == "Shanghai" else cities
        ),
    )


@fault("BODY-MULTI-7")
def mixed_unused_body_not_validated(app: Broken) -> None:
    """For Shanghai, whose response does not use them, the models are not validated."""

    @app.route("PUT", MIX)
    async def mix_city_info(
        name: str, city01: Annotated[dict[str, Any], Body()], city02: Annotated[dict[str, Any], Body()]
    ) -> Any:
        if name == "Shanghai":
            return {"Shanghai": {"confirmed": 0, "death": 0}}
        return [CityInfo.model_validate(city) for city in (city01, city02)]
