"""The OpenAPI document · 依赖注入：OpenAPI 文档."""

import pytest

from fastapi_spec import Api, like, should

NOTES = "创建, 导入和声明依赖"
DOCS = "tutorial/dependencies/#integrated-with-openapi"
ORIGIN = "fastapi"


@should("DEP-FN-6")
@pytest.mark.parametrize("operation", ["dependency01", "dependency02"])
def test_parameters_of_a_dependency(api: Api, operation: str) -> None:
    """The OpenAPI document lists the parameters of a dependency at each operation that declares it."""
    parameters = [{"name": name, "in": "query"} for name in ("q", "page", "limit")]

    response = api.get("/openapi.json")

    assert response.json() == like(paths={f"/chapter05/{operation}": {"get": {"parameters": parameters}}})
