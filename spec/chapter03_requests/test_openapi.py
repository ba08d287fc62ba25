"""The OpenAPI document · 请求模型：OpenAPI 文档."""

from fastapi_spec import Api, Erratum, like, should

NOTES = "请求模型"
DOCS = "tutorial/first-steps/#openapi"
ORIGIN = "fastapi"
QUERY_DOCS = "tutorial/query-params/"


@should("PATH-NUM-6", notes="路径参数和数据的解析验证", docs="tutorial/path-params-numeric-validations/")
def test_path_number(api: Api) -> None:
    """The OpenAPI document declares a path parameter as required, with its type, minimum and maximum."""
    response = api.get("/openapi.json")

    number = {"name": "num", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 10}}
    assert response.json() == like({"paths": {"/chapter03/path_/{num}": {"get": {"parameters": [number]}}}})


@should("PATH-ENUM-12", notes="枚举类型", docs="tutorial/path-params/#check-the-docs")
def test_path_enum(api: Api) -> None:
    """The OpenAPI document declares an enum path parameter as required; its schema (`$ref`) has type and values."""
    response = api.get("/openapi.json")

    did = {"name": "did", "in": "path", "required": True, "schema": {"$ref": "#/components/schemas/DidEnum"}}
    schema = {"type": "integer", "enum": [1, 2, 3, 4, 5]}
    assert response.json() == like({"paths": {"/chapter03/getStaffByDid/{did}": {"get": {"parameters": [did]}}}})
    assert response.json() == like({"components": {"schemas": {"DidEnum": schema}}})


@should("QUERY-DEFAULT-3", notes="默认参数与可选参数", docs=f"{QUERY_DOCS}#defaults")
def test_query_defaults(api: Api) -> None:
    """The OpenAPI document declares `page` (integer, default 1) and `limit` as query parameters, not required."""
    response = api.get("/openapi.json")

    page = {"name": "page", "in": "query", "required": False, "schema": like(type="integer", default=1)}
    limit = {"name": "limit", "in": "query", "required": False}
    assert response.json() == like({"paths": {"/chapter03/query": {"get": {"parameters": [page, limit]}}}})


@should("QUERY-BOOL-9", notes="bool 参数", docs=f"{QUERY_DOCS}#query-parameter-type-conversion")
def test_query_bool(api: Api) -> None:
    """The OpenAPI document declares a bool query parameter as an optional `boolean` with its default."""
    response = api.get("/openapi.json")

    param = {"name": "param", "in": "query", "required": False, "schema": {"type": "boolean", "default": False}}
    assert response.json() == like({"paths": {"/chapter03/query/bool/conversion": {"get": {"parameters": [param]}}}})


@should(
    "QUERY-ALIAS-3",
    notes="多个参数, 列表, 字符串验证, 正则, 参数别名",
    docs="tutorial/query-params-str-validations/#alias-parameters",
)
def test_query_alias(api: Api) -> None:
    """The OpenAPI document names query parameters by alias, with type, lengths, pattern, default and `required`."""
    response = api.get("/openapi.json")

    checks = {"type": "string", "minLength": 8, "maxLength": 16, "pattern": "^a"}
    value = {"name": "value", "in": "query", "required": True, "schema": checks}
    names = {"name": "alias_name", "in": "query", "required": False, "schema": like(type="array", default=["v1", "v2"])}
    assert response.json() == like({"paths": {"/chapter03/query/validations": {"get": {"parameters": [value, names]}}}})


@should(
    "BODY-OA-1",
    origin="notes",
    notes="请求体和字段",
    docs="tutorial/body-fields/",
    erratum=Erratum(claim="An example is given with Field(example=...).", since="FastAPI 0.100.0"),
)
def test_body(api: Api) -> None:
    """The OpenAPI document declares a required body, and title, description, bound, default and examples of fields."""
    document = api.get("/openapi.json").json()

    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CityInfo"}}}}
    assert document == like({"paths": {"/chapter03/request_body/city": {"post": {"requestBody": body}}}})
    checks = {"type": "integer", "minimum": 800, "default": 800}
    population = {**checks, "title": "人口数量", "description": "国家的人口数量"}
    fields = {"name": {"type": "string", "examples": ["Beijing"]}, "contry_population": population}
    schema = {"required": ["name", "country", "contry_code"], "properties": fields}
    assert document == like({"components": {"schemas": {"CityInfo": schema}}})


@should(
    "BODY-OA-2",
    origin="notes",
    notes="请求体和字段",
    docs="tutorial/schema-extra-example/",
    erratum=Erratum(claim="`class Config: schema_extra` sets the example of a model.", since="FastAPI 0.100.0"),
)
def test_example_of_a_body(api: Api) -> None:
    """The OpenAPI document contains the example of the whole body that the model sets with `json_schema_extra`."""
    response = api.get("/openapi.json")

    example = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
    assert response.json() == like({"components": {"schemas": {"CityInfo": {"examples": [example]}}}})


@should("BODY-NULL-3", notes="请求体和字段", docs="tutorial/body/")
def test_nullable_field(api: Api) -> None:
    """The OpenAPI document declares a field that allows `null` and has no default as a required string or `null`."""
    response = api.get("/openapi.json")

    finding = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    schema = {"required": ["finding"], "properties": {"finding": finding}}
    assert response.json() == like({"components": {"schemas": {"Report": schema}}})


@should("BODY-MULTI-10", origin="notes", notes="多参数混合", docs="tutorial/body-multiple-params/")
def test_several_bodies(api: Api) -> None:
    """The OpenAPI document declares `name`, the counts (minimum, default, description) and a required body."""
    response = api.get("/openapi.json")

    name = {"name": "name", "in": "path", "required": True}
    bound = {"type": "integer", "minimum": 0, "default": 0}
    confirmed = {"name": "confirmed", "in": "query", "required": False, "description": "确诊数", "schema": bound}
    death = {"name": "death", "in": "query", "required": False, "description": "死亡数", "schema": bound}
    operation = {"parameters": [name, confirmed, death], "requestBody": {"required": True}}
    assert response.json() == like({"paths": {"/chapter03/request_body/city/{name}": {"put": operation}}})


@should("BODY-NEST-14", origin="notes", notes="数据格式嵌套的请求体", docs="tutorial/body-nested-models/")
def test_nested_body(api: Api) -> None:
    """The OpenAPI document declares a required date with its format, and a count with minimum, default, description."""
    response = api.get("/openapi.json")

    death = {"type": "integer", "minimum": 0, "default": 0, "description": "死亡数"}
    schema = {"required": ["date"], "properties": {"date": {"type": "string", "format": "date"}, "death": death}}
    assert response.json() == like({"components": {"schemas": {"Data": schema}}})


@should("TYPE-11", notes="数据格式嵌套的请求体", docs="tutorial/extra-data-types/")
def test_formats(api: Api) -> None:
    """The OpenAPI document declares the formats `uuid`, `date-time` and `duration`, and the values of a `Literal`."""
    response = api.get("/openapi.json")

    formats = {"id": "uuid", "start": "date-time", "duration": "duration"}
    fields = {name: {"type": "string", "format": format} for name, format in formats.items()}
    schema = {"properties": {**fields, "kind": {"type": "string", "enum": ["test", "vaccination"]}}}
    assert response.json() == like({"components": {"schemas": {"Appointment": schema}}})


@should("COOKIE-10", notes="Cookie 校验", docs="tutorial/cookie-params/")
def test_cookie(api: Api) -> None:
    """The OpenAPI document declares a cookie by its name as `in: cookie`, not required."""
    response = api.get("/openapi.json")

    cookie = {"name": "cookie_id", "in": "cookie", "required": False}
    assert response.json() == like({"paths": {"/chapter03/cookie": {"get": {"parameters": [cookie]}}}})


@should("HEADER-9", notes="Header 校验", docs="tutorial/header-params/")
def test_header(api: Api) -> None:
    """The OpenAPI document declares headers by their names with hyphens as `in: header`, not required."""
    response = api.get("/openapi.json")

    user_agent = {"name": "user-agent", "in": "header", "required": False}
    x_token = {"name": "x-token", "in": "header", "required": False}
    assert response.json() == like({"paths": {"/chapter03/header": {"get": {"parameters": [user_agent, x_token]}}}})


@should("PARAM-MODEL-14", docs="tutorial/query-param-models/#check-the-docs")
def test_query_model(api: Api) -> None:
    """The OpenAPI document declares each field of a query model as a query parameter, with bounds and default."""
    response = api.get("/openapi.json")

    bounds = {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}
    limit = {"name": "limit", "in": "query", "required": False, "schema": bounds}
    sort = {"name": "sort", "in": "query", "required": False, "schema": {"default": "name"}}
    tag = {"name": "tag", "in": "query", "required": False, "schema": {"type": "array"}}
    assert response.json() == like({"paths": {"/chapter03/models/query": {"get": {"parameters": [limit, sort, tag]}}}})
