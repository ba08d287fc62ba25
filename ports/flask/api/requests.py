"""Chapter 03: what a request contains."""

from enum import Enum, IntEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from .fields import City, JsonDate, JsonDuration, JsonInt, JsonMoment
from .guards import not_shared
from .inputs import Given, read

requests = Blueprint("requests", __name__, url_prefix="/chapter03")


class DidEnum(IntEnum):
    LinChuang = 1
    NeiKe = 2
    WaiKe = 3
    Fuke = 4
    ErKe = 5


class DidMix(IntEnum):
    LinChuang = 1
    NeiKe = 2


class CityName(Enum):
    Beijing = "Beijing China"
    Shanghai = "Shanghai China"


class Num(BaseModel):
    num: Annotated[int, Field(ge=1, le=10)]


class OneCity(BaseModel):
    city: CityName


class OneDid(BaseModel):
    did: DidEnum


class OneMix(BaseModel):
    did: DidMix


class PageLimit(BaseModel):
    page: int = 1
    limit: int | None = None


class Required(BaseModel):
    q: str


class Number(BaseModel):
    n: Annotated[float, Field(allow_inf_nan=False)]


class Flag(BaseModel):
    param: bool = False


class Validated(BaseModel):
    value: Annotated[str, Field(min_length=8, max_length=16, pattern="^a")]
    values: Annotated[list[str], Field(alias="alias_name")] = ["v1", "v2"]


class Counts(BaseModel):
    confirmed: Annotated[int, Field(ge=0)] = 0
    death: Annotated[int, Field(ge=0)] = 0


class TwoCities(BaseModel):
    city01: City
    city02: City


class Data(BaseModel):
    city: Annotated[list[City], Field(max_length=100)] | None = None
    date: JsonDate
    confirmed: Annotated[JsonInt, Field(ge=0)] = 0
    death: Annotated[JsonInt, Field(ge=0)] = 0
    recovered: Annotated[JsonInt, Field(ge=0)] = 0


class Report(BaseModel):
    finding: str | None
    remark: str | None = None


class EmbeddedCity(BaseModel):
    city: City


class CityAndImportance(BaseModel):
    city: City
    importance: Annotated[JsonInt, Field(ge=1, le=5)]


class Appointment(BaseModel):
    id: UUID
    start: JsonMoment
    duration: JsonDuration
    kind: Literal["test", "vaccination"]


class CookieId(BaseModel):
    cookie_id: str | None = None


class AgentAndTokens(BaseModel):
    user_agent: Annotated[str | None, Field(alias="user-agent")] = None
    x_token: Annotated[list[str], Field(alias="x-token")] = []


class Filters(BaseModel):
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    sort: Literal["name", "population"] = "name"
    tag: list[str] = []


class ClientHeaders(BaseModel):
    accept_language: Annotated[str, Field(alias="accept-language")] = "zh"
    x_unit: Annotated[Literal["one", "million"], Field(alias="x-unit")] = "one"


class SessionCookies(BaseModel):
    session: str
    theme: str = "light"


class OnlyFilters(Filters, extra="forbid"):
    pass


class OnlyClientHeaders(ClientHeaders, extra="forbid"):
    pass


class OnlySessionCookies(SessionCookies, extra="forbid"):
    pass


@requests.get("/path/parameters")
def read_fixed_path() -> dict[str, str]:
    return {"message": "This is a message"}


@requests.get("/path/<parameters>")
def read_path(parameters: str) -> dict[str, str]:
    return {"message": parameters}


@requests.get("/path_/<num>")
def read_number(num: str) -> Response:
    path = read(Given.path, Num)
    return jsonify(path.num)


@requests.get("/files/<rest:file_path>")
def read_file_path(file_path: str) -> Response:
    return jsonify(f"The file path is {file_path}")


@requests.get("/enum/<city>")
def read_city(city: str) -> dict[str, str]:
    path = read(Given.path, OneCity)
    return {"city_name": path.city.value, "latest": "unknown"}


@requests.get("/enum/int/<did>")
def read_did(did: str) -> dict[str, int]:
    path = read(Given.path, OneMix)
    return {"did": path.did}


@requests.get("/getStaffByDid/<did>")
def read_staff_by_did(did: str) -> dict[str, str]:
    path = read(Given.path, OneDid)
    return {"username": f"Rick{DidEnum}value:{path.did.value}"}


@requests.get("/query")
def page_limit() -> dict[str, int]:
    query = read(Given.query, PageLimit)
    return query.model_dump(exclude_none=True)


@requests.get("/query/required")
def read_required() -> dict[str, str]:
    query = read(Given.query, Required)
    return {"q": query.q}


@requests.get("/query/float")
def read_float() -> dict[str, float]:
    query = read(Given.query, Number)
    return {"n": query.n}


@requests.get("/query/bool/conversion")
def convert_bool() -> dict[str, bool]:
    query = read(Given.query, Flag)
    return {"param": query.param}


@requests.get("/query/validations")
def validate_query() -> list[Any]:
    query = read(Given.query, Validated)
    return [query.value, query.values]


@requests.post("/request_body/city")
def city_info() -> dict[str, Any]:
    city = read(Given.json, City)
    return city.model_dump()


@requests.put("/request_body/city/<name>")
def mix_city_info(name: str) -> dict[str, Any] | list[Any]:
    given = Given()
    counts = given.query(Counts)
    cities = given.embedded_json(TwoCities)
    given.check()
    if name == "Shanghai":
        return {"Shanghai": counts.model_dump()}
    return [cities.city01.model_dump(), cities.city02.model_dump()]


@requests.post("/request_body/nullable")
def read_nullable() -> dict[str, Any]:
    report = read(Given.json, Report)
    return report.model_dump()


@requests.post("/request_body/embedded")
def embedded_city() -> dict[str, Any]:
    body = read(Given.embedded_json, EmbeddedCity)
    return body.city.model_dump()


@requests.post("/request_body/importance")
def city_and_importance() -> dict[str, Any]:
    body = read(Given.embedded_json, CityAndImportance)
    return body.model_dump()


@requests.put("/request_body/nested")
def nested_models() -> dict[str, Any]:
    data = read(Given.json, Data)
    return data.model_dump(mode="json")


@requests.post("/types")
def read_types() -> dict[str, Any]:
    appointment = read(Given.json, Appointment)
    return appointment.model_dump(mode="json")


@requests.get("/cookie")
def read_cookie() -> dict[str, str | None]:
    cookies = read(Given.cookie, CookieId)
    return {"cookie_id": cookies.cookie_id}


@requests.get("/header")
def read_header() -> dict[str, Any]:
    headers = read(Given.header, AgentAndTokens)
    return {"user_agent": headers.user_agent, "x_token": headers.x_token or None}


@requests.get("/header/underscore")
def read_underscore() -> dict[str, None]:
    # WSGI has the same name for x_token and x-token, so gunicorn drops headers with an underscore.
    return {"x_token": None}


@requests.get("/models/query")
def read_filters() -> dict[str, Any]:
    return read(Given.query, Filters).model_dump()


@requests.get("/models/query/only")
def read_only_filters() -> dict[str, Any]:
    return read(Given.query, OnlyFilters).model_dump()


@requests.get("/models/header")
def read_client() -> dict[str, str]:
    return read(Given.header, ClientHeaders).model_dump()


@requests.get("/models/header/only")
def read_only_client() -> dict[str, str]:
    return read(Given.header, OnlyClientHeaders).model_dump()


@requests.get("/models/cookie")
def read_session() -> dict[str, str]:
    not_shared()
    return read(Given.cookie, SessionCookies).model_dump()


@requests.get("/models/cookie/only")
def read_only_session() -> dict[str, str]:
    not_shared()
    return read(Given.cookie, OnlySessionCookies).model_dump()
