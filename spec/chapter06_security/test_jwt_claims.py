"""What a JSON Web Token must say · 开发基于 JSON Web Tokens 的认证."""

import time

import pytest

from fastapi_spec import ABSENT, JSON, Api, Erratum, like, may, must, should

from .credentials import bearer, challenges, token

NOTES = "开发基于 JSON Web Tokens 的认证"
DOCS = "tutorial/security/oauth2-jwt/"
RFC = "https://www.rfc-editor.org/rfc/rfc7519.html"
PATH = "/chapter06/jwt/users/me"
NOW = int(time.time())
HOUR = 3600


@must("JWT-ME-2", docs=f"{RFC}#section-4.1.4")
@pytest.mark.parametrize(
    "exp", [NOW - HOUR, NOW - HOUR + 0.5, 0, -1], ids=["an hour ago", "and a half", "1970", "1969"]
)
@pytest.mark.usefixtures("good_token")
def test_expired(api: Api, exp: float) -> None:
    """A token whose exp is past is refused with 401."""
    response = api.get(PATH, headers=bearer(token(exp=exp)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must(
    "JWT-ME-5",
    erratum=Erratum(
        claim="The key and the algorithm are all that jwt.decode needs to be told.",
        since="never true",
    ),
)
@pytest.mark.parametrize(
    "exp",
    [
        pytest.param(ABSENT, id="absent"),
        pytest.param(None, id="null"),
        pytest.param("tomorrow", id="text"),
        pytest.param(str(NOW + HOUR), id="digits as text"),
        pytest.param([NOW + HOUR], id="array"),
        pytest.param({"at": NOW + HOUR}, id="object"),
        pytest.param(float("inf"), id="infinity"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_exp_is_required(api: Api, exp: JSON) -> None:
    """A token without exp, or whose exp is no number, is refused with 401."""
    response = api.get(PATH, headers=bearer(token(exp=exp)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-4")
@pytest.mark.parametrize(
    "sub",
    [
        pytest.param(ABSENT, id="absent"),
        pytest.param(None, id="null"),
        pytest.param(5, id="number"),
        pytest.param(["john snow"], id="array"),
        pytest.param({"name": "john snow"}, id="object"),
        pytest.param("", id="empty"),
        pytest.param("nobody", id="unknown"),
        pytest.param("John Snow", id="other letter case"),
        pytest.param("\ud800", id="half a character"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_sub_is_required(api: Api, sub: JSON) -> None:
    """A token without sub, or whose sub is not the name of a user, is refused with 401."""
    response = api.get(PATH, headers=bearer(token(sub=sub)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-6", docs=f"{RFC}#section-4.1.5")
@pytest.mark.parametrize("nbf", [NOW + HOUR, "soon", [NOW - HOUR]], ids=["in an hour", "text", "array"])
@pytest.mark.usefixtures("good_token")
def test_not_yet(api: Api, nbf: JSON) -> None:
    """A token whose nbf (not before) is still to come, or is no number, is refused with 401."""
    response = api.get(PATH, headers=bearer(token(nbf=nbf)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-12", docs=f"{RFC}#section-2")
@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"exp": NOW + HOUR + 0.5}, id="fraction"),
        pytest.param({"nbf": NOW - HOUR}, id="nbf past"),
        pytest.param({"iat": NOW - HOUR}, id="iat past"),
        pytest.param({"scope": "items", "hashed_password": None}, id="unknown claims"),
    ],
)
def test_more_claims(api: Api, claims: dict[str, JSON]) -> None:
    """An exp with a fraction, an nbf or iat that is past, and claims that the server does not know do no harm."""
    response = api.get(PATH, headers=bearer(token(**claims)))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@should("JWT-ME-13", docs=f"{RFC}#section-4.1.4")
def test_last_second(api: Api) -> None:
    """A token is no good any more in the second that its exp names: 401."""
    response = api.get(PATH, headers=bearer(token(exp=int(time.time()))))
    control = api.get(PATH, headers=bearer(token()))

    assert response.status_code == 401
    assert control.status_code == 200


@should("JWT-ME-17", docs=f"{RFC}#section-4.1.3")
def test_audience(api: Api) -> None:
    """A token for an audience (aud) is refused with 401 by a server that is none."""
    response = api.get(PATH, headers=bearer(token(aud="somebody else")))
    control = api.get(PATH, headers=bearer(token()))

    assert response.status_code == 401
    assert control.status_code == 200


@may("JWT-ME-18", docs=f"{RFC}#section-4.1.6")
def test_issued_in_the_future(api: Api) -> None:
    """A token whose iat (issued at) is still to come is good."""
    response = api.get(PATH, headers=bearer(token(iat=NOW + HOUR)))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must("JWT-ME-9")
@pytest.mark.usefixtures("good_token")
def test_flows_are_apart(api: Api) -> None:
    """A JSON Web Token is none to the flow with plain tokens, nor one of those to this flow: 401."""
    there = api.get("/chapter06/users/me", headers=bearer(token()))
    here = api.get(PATH, headers=bearer("john snow"))

    assert there.status_code == 401
    assert here.status_code == 401
