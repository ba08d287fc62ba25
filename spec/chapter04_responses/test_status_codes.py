"""Status codes · 响应状态码."""

import pytest

from fastapi_spec import Api, like, must, should

NOTES = "响应状态码"
DOCS = "tutorial/response-status-code/"
ORIGIN = "notes"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"


@must("STATUS-1", docs="tutorial/response-status-code/#shortcut-to-remember-the-names")
@pytest.mark.parametrize("path", ["/chapter04/status_code", "/chapter04/status_attribute"], ids=["number", "name"])
def test_number_and_name(api: Api, path: str) -> None:
    """A status declared as `200` or `status.HTTP_200_OK` is a 200, with `status_code` 200 in the body."""
    response = api.post(path)

    assert response.status_code == 200
    assert response.json() == like(status_code=200)


@must("STATUS-2")
def test_created(api: Api) -> None:
    """An operation that declares 201 responds with 201 and `status_code` 201 in the body."""
    response = api.post("/chapter04/status_201")

    assert response.status_code == 201
    assert response.json() == like(status_code=201)


@must("STATUS-4", origin="http", docs=f"{RFC}#section-15.3.5")
def test_no_content(api: Api) -> None:
    """An operation that declares 204 responds with 204, without a body, `Content-Length` or `Transfer-Encoding`."""
    response = api.post("/chapter04/status_204")
    next_on_the_connection = api.post("/chapter04/status_code")

    assert response.status_code == 204
    assert "content-length" not in response.headers
    assert "transfer-encoding" not in response.headers
    assert next_on_the_connection.json() == like(status_code=200)


@should("STATUS-5", origin="fastapi", docs=f"{RFC}#section-8.3")
def test_no_content_has_no_type(api: Api) -> None:
    """A 204 has no `Content-Type`."""
    response = api.post("/chapter04/status_204")

    assert response.status_code == 204
    assert "content-type" not in response.headers
