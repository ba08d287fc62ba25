"""Chapter 04: errors that an operation raises; in the main application and in two of those under /apps."""

from flask import Blueprint, Response
from pydantic import BaseModel

from .http_errors import HttpError
from .inputs import Given, read


class CityQuery(BaseModel):
    city: str


class CityId(BaseModel):
    city_id: int


def http_exception() -> dict[str, str]:
    query = read(Given.query, CityQuery)
    if query.city != "Beijing":
        raise HttpError(404, "City not found!", {"X-Error": "Error"})
    return {"city": query.city}


def errors(prefix: str = "") -> Blueprint:
    blueprint = Blueprint("errors", __name__, url_prefix=prefix)
    blueprint.add_url_rule("/http_exception", view_func=http_exception)

    @blueprint.get("/http_exception/<city_id>")
    def http_exception_by_id(city_id: str) -> dict[str, int]:
        path = read(Given.path, CityId)
        if path.city_id == 1:
            raise HttpError(418, "Nope! I don't like 1.")
        return {"city_id": path.city_id}

    @blueprint.get("/exc_dict")
    def exc_dict() -> Response:
        raise HttpError(400, {"code": 1, "msgs": ["a", "b"]})

    @blueprint.get("/exc_crash")
    def exc_crash() -> Response:
        raise RuntimeError("a secret of the server")

    return blueprint
