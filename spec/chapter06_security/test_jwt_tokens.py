"""Whose JSON Web Token is good · 开发基于 JSON Web Tokens 的认证."""

import pytest

from fastapi_spec import JSON, Api, Erratum, like, must, names, should

from .credentials import authorization, bearer, challenges, sign, token

NOTES = "开发基于 JSON Web Tokens 的认证"
DOCS = "tutorial/security/oauth2-jwt/"
RFC = "https://www.rfc-editor.org/rfc/rfc7515.html"
PATH = "/chapter06/jwt/users/me"
JOHN_SNOW = {"username": "john snow", "email": "johnsnow@example.com", "full_name": "John Snow", "disabled": False}
GOOD = token()
HEADER, CLAIMS, SIGNATURE = GOOD.split(".")


@must("JWT-ME-1")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_good_token(api: Api, scheme: str) -> None:
    """A token that is signed with the server's key and in time opens its user's data."""
    response = api.get(PATH, headers=authorization(f"{scheme} {GOOD}"))

    assert response.status_code == 200
    assert response.json() == like(JOHN_SNOW)


@must("JWT-ME-8")
def test_inactive_user(api: Api) -> None:
    """An inactive user's token is answered with 400 and Inactive user."""
    response = api.get(PATH, headers=bearer(token(sub="alice")))

    assert response.status_code == 400
    assert response.json() == like(detail="Inactive user")


@must("JWT-ME-11", docs=f"{RFC}#section-5.2")
@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(token(key="another-key-of-thirty-two-bytes!!"), id="another key"),
        pytest.param(token(key=""), id="empty key"),
        pytest.param(f"{HEADER}.{token(sub='alice').split('.')[1]}.{SIGNATURE}", id="other claims"),
        pytest.param(f"{token(alg='HS512').split('.')[0]}.{CLAIMS}.{SIGNATURE}", id="other header"),
        pytest.param(f"{HEADER}.{CLAIMS}.{SIGNATURE[::-1]}", id="signature reversed"),
        pytest.param(f"{HEADER}.{CLAIMS}.{SIGNATURE[:22]}", id="half a signature"),
        pytest.param(f"{HEADER}.{CLAIMS}.", id="no signature"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_forged(api: Api, forged: str) -> None:
    """A token whose signature is not that of its header and claims with the server's key is refused with 401."""
    response = api.get(PATH, headers=bearer(forged))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-3", docs="https://www.rfc-editor.org/rfc/rfc8725.html#section-3.1")
@pytest.mark.parametrize(
    "alg",
    [
        *["none", "None", "NONE", "HS384", "HS512", "RS256", "hs256"],
        pytest.param("", id="empty"),
        pytest.param(None, id="null"),
        pytest.param(["HS256"], id="array"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_other_algorithms(api: Api, alg: JSON) -> None:
    """A token that names another algorithm than HS256, none among them, is refused with 401."""
    response = api.get(PATH, headers=bearer(token(alg=alg)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-7", docs=f"{RFC}#section-5.2")
@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param("abc", id="one part"),
        pytest.param("a.b", id="two parts"),
        pytest.param(f"{HEADER}.{CLAIMS}", id="without the third part"),
        pytest.param("a.b.c", id="three parts"),
        pytest.param("..", id="three empty parts"),
        pytest.param(f"{GOOD}.x", id="four parts"),
        pytest.param(f"{GOOD} x", id="blank and more"),
        pytest.param(f"{GOOD}x", id="one letter more"),
        pytest.param(f"{1000 * 'W1tb'}.x.x", id="3,000 brackets"),
        pytest.param(sign(["john snow"]), id="array"),
        pytest.param(sign("john snow"), id="string"),
        pytest.param(sign(None), id="null"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_garbage(api: Api, garbage: str) -> None:
    """What is no token, or one whose claims are no object, is refused with 401."""
    response = api.get(PATH, headers=bearer(garbage))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-14")
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="absent"),
        pytest.param(authorization(f"Basic {GOOD}"), id="other scheme"),
        pytest.param(authorization(GOOD), id="no scheme"),
        pytest.param(authorization("Bearer"), id="empty"),
        pytest.param(authorization("Bearer \u00e9.\u00e9.\u00e9"), id="not ASCII"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_no_token(api: Api, headers: dict[bytes, bytes]) -> None:
    """Without a bearer token, or with an empty or unreadable one, the answer is 401 and the challenge Bearer."""
    response = api.get(PATH, headers=headers)

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-15")
def test_detail(api: Api) -> None:
    """A token that is not good is refused with the detail Could not validate credentials."""
    response = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert response.json() == like(detail="Could not validate credentials")


@must(
    "JWT-ME-10",
    docs="tutorial/response-model/#return-type-and-data-filtering",
    erratum=Erratum(
        claim="A route that returns the stored user, without a response model, answers what User declares.",
        since="never true",
    ),
)
def test_no_hash(api: Api) -> None:
    """The data of a user hold neither the password nor its hash."""
    response = api.get(PATH, headers=bearer(GOOD))

    assert response.json() == like(username="john snow")
    assert not names(response.json()) & {"password", "hashed_password"}
    assert "$2" not in response.text


@should("JWT-ME-16")
@pytest.mark.usefixtures("good_token")
def test_detail_without_a_token(api: Api) -> None:
    """A request without a token is refused with the detail Not authenticated."""
    response = api.get(PATH)

    assert response.status_code == 401
    assert response.json() == like(detail="Not authenticated")
