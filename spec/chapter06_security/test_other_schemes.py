"""Schemes without OAuth 2.0 · OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer：其他安全方案."""

import base64

import pytest

from fastapi_spec import Api, like, must, should

from ..conftest import CACHES, reusable_without
from .credentials import authorization, bearer, challenges, parameters

NOTES = "OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer"
DOCS = "reference/security/"
ORIGIN = "fastapi"
CHANGED = "how-to/authentication-error-status-code/"
BASIC_DOCS = "advanced/security/http-basic-auth/"
REALM = "https://www.rfc-editor.org/rfc/rfc7617.html#section-2"


def basic(pair: str) -> dict[bytes, bytes]:
    """The header of HTTP Basic (RFC 7617) for name:password."""
    return authorization(f"Basic {base64.b64encode(pair.encode()).decode()}")


BEARER = bearer("fake-super-secret-token")
KEY = {b"X-Key": b"fake-super-secret-key"}
BASIC = basic("john snow:secret")


@must("OAUTH-OTHER-3")
@pytest.mark.parametrize(
    "path, headers",
    [("/chapter06/httpbearer", BEARER), ("/chapter06/apikey", KEY), ("/chapter06/httpbasic", BASIC)],
    ids=["bearer", "key", "basic"],
)
def test_good_credentials(api: Api, path: str, headers: dict[bytes, bytes]) -> None:
    """A correct bearer token, key or HTTP Basic login is accepted with 200; a request without one is a 401."""
    response = api.get(path, headers=headers)
    without = api.get(path)

    assert response.status_code == 200
    assert without.status_code == 401


@should("OAUTH-OTHER-6")
@pytest.mark.parametrize(
    "path, headers, body",
    [
        pytest.param("/chapter06/httpbearer", BEARER, {"scheme": "Bearer"}, id="bearer"),
        pytest.param("/chapter06/apikey", KEY, {"key": "valid"}, id="key"),
        pytest.param("/chapter06/httpbasic", BASIC, {"username": "john snow"}, id="basic"),
    ],
)
def test_body(api: Api, path: str, headers: dict[bytes, bytes], body: dict[str, str]) -> None:
    """Correct credentials are accepted with 200 and `scheme: Bearer`, `key: valid` or the `username`."""
    response = api.get(path, headers=headers)

    assert response.status_code == 200
    assert response.json() == like(body)


@must("OAUTH-OTHER-1", origin="http", docs=CHANGED)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="absent"),
        pytest.param(authorization("Basic abc"), id="other scheme"),
        pytest.param(authorization("Bearer"), id="empty"),
        pytest.param(authorization("Bearer wrong"), id="wrong"),
        pytest.param(authorization("Bearer \u00e9"), id="not ASCII"),
    ],
)
def test_bad_bearer(api: Api, headers: dict[bytes, bytes]) -> None:
    """A missing or wrong bearer token is rejected with 401 and a `Bearer` challenge."""
    response = api.get("/chapter06/httpbearer", headers=headers)
    control = api.get("/chapter06/httpbearer", headers=BEARER)

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@must("OAUTH-OTHER-4", origin="http", docs=CHANGED)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="absent"),
        pytest.param({b"X-Key": b""}, id="empty"),
        pytest.param({b"X-Key": b"wrong"}, id="wrong"),
        pytest.param({b"X-Key": b"\xe9"}, id="not ASCII"),
    ],
)
def test_bad_key(api: Api, headers: dict[bytes, bytes]) -> None:
    """A missing or wrong key in `X-Key` is rejected with 401 and a challenge."""
    response = api.get("/chapter06/apikey", headers=headers)
    control = api.get("/chapter06/apikey", headers=KEY)

    assert response.status_code == 401
    assert challenges(response)
    assert control.status_code == 200


@should("OAUTH-OTHER-7", docs=CHANGED)
@pytest.mark.parametrize("headers", [{}, {b"X-Key": b"wrong"}], ids=["absent", "wrong"])
def test_challenge_of_a_key(api: Api, headers: dict[bytes, bytes]) -> None:
    """A missing or wrong key is rejected with 401 and the challenge `APIKey`."""
    response = api.get("/chapter06/apikey", headers=headers)

    assert response.status_code == 401
    assert "apikey" in challenges(response)


@must("OAUTH-OTHER-2", origin="http", docs=BASIC_DOCS)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="absent"),
        pytest.param(authorization("Basic abc"), id="not base64"),
        pytest.param(basic("john snow"), id="no colon"),
        pytest.param(basic("john snow:wrong"), id="wrong password"),
        pytest.param(basic("unknown:secret"), id="unknown user"),
        pytest.param(basic("john snow:\u00e9"), id="not ASCII"),
    ],
)
def test_bad_basic(api: Api, headers: dict[bytes, bytes]) -> None:
    """A missing, malformed or wrong HTTP Basic login is rejected with 401 and a `Basic` challenge."""
    response = api.get("/chapter06/httpbasic", headers=headers)
    control = api.get("/chapter06/httpbasic", headers=BASIC)

    assert response.status_code == 401
    assert "basic" in challenges(response)
    assert control.status_code == 200


@should("OAUTH-OTHER-8", origin="http", docs=REALM)
@pytest.mark.parametrize("headers", [{}, basic("john snow:wrong")], ids=["absent", "wrong"])
def test_realm(api: Api, headers: dict[bytes, bytes]) -> None:
    """A missing or wrong HTTP Basic login is rejected with 401 and the challenge `Basic realm="accounts"`."""
    response = api.get("/chapter06/httpbasic", headers=headers)

    assert response.status_code == 401
    assert "basic" in challenges(response)
    assert 'realm="accounts"' in parameters(response)


@should("OAUTH-OTHER-9")
@pytest.mark.parametrize(
    "path, headers",
    [
        ("/chapter06/httpbearer", bearer("wrong")),
        ("/chapter06/apikey", {b"X-Key": b"wrong"}),
        ("/chapter06/httpbasic", basic("john snow:wrong")),
    ],
    ids=["bearer", "key", "basic"],
)
def test_detail_of_wrong_credentials(api: Api, path: str, headers: dict[bytes, bytes]) -> None:
    """Wrong credentials are rejected with 401 and the `detail` `Invalid authentication credentials`."""
    response = api.get(path, headers=headers)

    assert response.status_code == 401
    assert response.json() == like(detail="Invalid authentication credentials")


@should("OAUTH-OTHER-10", origin="hardening", plain="says nothing to caches", docs=CACHES)
def test_shared_caches(api: Api) -> None:
    """The 200 to a key in `X-Key` has `Cache-Control: private`, `no-store` or `no-cache`, or `Vary: X-Key`."""
    response = api.get("/chapter06/apikey", headers=KEY)

    assert response.status_code == 200
    assert reusable_without(response, "X-Key") == set()
