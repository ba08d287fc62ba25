"""The claims of a JSON Web Token · 开发基于 JSON Web Tokens 的认证：声明."""

import time

import pytest

from fastapi_spec import ABSENT, JSON, Api, Erratum, like, may, must, should

from .credentials import bearer, challenges, sign, token

NOTES = "开发基于 JSON Web Tokens 的认证"
DOCS = "tutorial/security/oauth2-jwt/"
ORIGIN = "notes"
RFC = "https://www.rfc-editor.org/rfc/rfc7519.html"
PATH = "/chapter06/jwt/users/me"
NOW = int(time.time())
HOUR = 3600


@must("JWT-ME-2", docs=f"{RFC}#section-4.1.4")
@pytest.mark.parametrize("exp", [NOW - HOUR, NOW - HOUR + 0.5, 0, -1], ids=["an hour ago", "fraction", "1970", "1969"])
@pytest.mark.usefixtures("good_token")
def test_expired(api: Api, exp: float) -> None:
    """An expired token (`exp` in the past) is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(token(exp=exp)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@should(
    "JWT-ME-13", origin="http", plain="accepts the token for one second more (python-jose)", docs=f"{RFC}#section-4.1.4"
)
def test_last_second(api: Api) -> None:
    """A token whose `exp` is the current second has expired: 401."""
    response = api.get(PATH, headers=bearer(token(exp=int(time.time()))))
    control = api.get(PATH, headers=bearer(token()))

    assert response.status_code == 401
    assert control.status_code == 200


@must(
    "JWT-ME-5",
    plain="accepts a token without exp for ever (python-jose)",
    erratum=Erratum(
        claim="jwt.decode needs only the token, the key and the algorithm.",
        since="never true",
    ),
)
@pytest.mark.parametrize(
    "exp",
    [
        pytest.param(ABSENT, id="absent"),
        pytest.param(None, id="null"),
        pytest.param("tomorrow", id="string"),
        pytest.param(str(NOW + HOUR), id="string of digits"),
        pytest.param([NOW + HOUR], id="array"),
        pytest.param({"at": NOW + HOUR}, id="object"),
        pytest.param(float("inf"), id="infinity"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_exp_is_required(api: Api, exp: JSON) -> None:
    """A token without `exp`, or whose `exp` is not a number, is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(token(exp=exp)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-4")
@pytest.mark.parametrize(
    "sub",
    [
        pytest.param(ABSENT, id="absent"),
        pytest.param("unknown", id="unknown"),
        pytest.param("", id="empty"),
        pytest.param("John Snow", id="other letter case"),
        pytest.param(None, id="null"),
        pytest.param(5, id="number"),
        pytest.param(["john snow"], id="array"),
        pytest.param({"name": "john snow"}, id="object"),
        pytest.param("\ud800", id="lone surrogate"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_sub_is_required(api: Api, sub: JSON) -> None:
    """A token without `sub`, or whose `sub` is not a username, is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(token(sub=sub)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-9", origin="fastapi")
@pytest.mark.usefixtures("good_token")
def test_tokens_of_the_other_flow(api: Api) -> None:
    """Each of the two login flows rejects the tokens of the other with 401."""
    plain = api.get(PATH, headers=bearer("john snow"))
    signed = api.get("/chapter06/users/me", headers=bearer(token()))
    control = api.get("/chapter06/users/me", headers=bearer("john snow"))

    assert plain.status_code == 401
    assert signed.status_code == 401
    assert control.status_code == 200


@must("JWT-ME-12", origin="fastapi", docs=f"{RFC}#section-2")
@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"iat": NOW - HOUR}, id="iat past"),
        pytest.param({"nbf": NOW - HOUR}, id="nbf past"),
        pytest.param({"scope": "items", "hashed_password": None}, id="unknown claims"),
        pytest.param({"exp": NOW + HOUR + 0.5}, id="fraction"),
    ],
)
def test_more_claims(api: Api, claims: dict[str, JSON]) -> None:
    """A past `iat` or `nbf`, unknown claims and a fractional `exp` are accepted: 200 with the `username`."""
    response = api.get(PATH, headers=bearer(token(**claims)))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must("JWT-ME-6", origin="http", docs=f"{RFC}#section-4.1.5")
@pytest.mark.usefixtures("good_token")
def test_not_before(api: Api) -> None:
    """A token with a future `nbf` (not before) is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(token(nbf=NOW + HOUR)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@should("JWT-ME-17", origin="http", docs=f"{RFC}#section-4.1.3")
def test_audience(api: Api) -> None:
    """A token with an audience (`aud`) is rejected with 401: the server expects tokens without one."""
    response = api.get(PATH, headers=bearer(token(aud="another server")))
    control = api.get(PATH, headers=bearer(token()))

    assert response.status_code == 401
    assert control.status_code == 200


@may("JWT-ME-18", origin="fastapi", docs=f"{RFC}#section-4.1.6")
def test_issued_in_the_future(api: Api) -> None:
    """A token whose `iat` (issued at) is in the future is accepted: 200 with the `username`."""
    response = api.get(PATH, headers=bearer(token(iat=NOW + HOUR)))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must(
    "JWT-ME-19",
    origin="hardening",
    plain="accepts some, responds with 500 to some (python-jose)",
    docs=f"{RFC}#section-7.2",
)
@pytest.mark.parametrize(
    "malformed",
    [
        pytest.param(sign(["john snow"]), id="array"),
        pytest.param(sign("john snow"), id="string"),
        pytest.param(sign(None), id="null"),
        pytest.param(f"{1000 * 'W1tb'}.x.x", id="3,000 brackets"),
        pytest.param(token(nbf="soon"), id="nbf of a string"),
        pytest.param(token(nbf=[NOW - HOUR]), id="nbf of an array"),
        pytest.param(token(nbf=True), id="nbf of a bool"),
        pytest.param(token(nbf=str(NOW - HOUR)), id="nbf of digits in a string"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_malformed_claims(api: Api, malformed: str) -> None:
    """A token with claims that are not an object, or an `nbf` that is not a number, is rejected with 401."""
    response = api.get(PATH, headers=bearer(malformed))

    assert response.status_code == 401


@should(
    "JWT-ME-20",
    origin="hardening",
    plain="accepts `true` and digits in a string (python-jose)",
    docs=f"{RFC}#section-4.1.6",
)
@pytest.mark.parametrize("iat", [True, str(NOW - HOUR), "now", [NOW - HOUR]], ids=["bool", "digits", "word", "array"])
@pytest.mark.usefixtures("good_token")
def test_issued_at_no_time(api: Api, iat: JSON) -> None:
    """A token whose `iat` is not a number is rejected with 401."""
    response = api.get(PATH, headers=bearer(token(iat=iat)))

    assert response.status_code == 401
