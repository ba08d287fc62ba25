"""Forged tokens · 开发基于 JSON Web Tokens 的认证：伪造的令牌."""

import base64

import pytest
from hypothesis.strategies import DataObject, characters, data, fixed_dictionaries, integers, sampled_from, text

from fastapi_spec import JSON, Api, must, needs_chapter
from fastapi_spec.generate.properties import for_all

from ..chapter06_security.credentials import SECRET_KEY, bearer, challenges, sign, token

pytestmark = needs_chapter("security")

ORIGIN = "fastapi"
VALID = token()
SIGNED, _, SIGNATURE = VALID.rpartition(".")


def with_a_wrong_bit(number: int) -> str:
    """The valid token, with one of the 256 bits of its signature inverted."""
    signature = int.from_bytes(base64.urlsafe_b64decode(f"{SIGNATURE}=")) ^ 1 << number
    return f"{SIGNED}.{base64.urlsafe_b64encode(signature.to_bytes(32)).decode().rstrip('=')}"


def with_other_claims(claims: dict[str, JSON]) -> str:
    """The valid token, with other claims under the same signature."""
    return f"{sign(claims).rpartition('.')[0]}.{SIGNATURE}"


CLAIMS = {"sub": sampled_from(["john snow", "alice"]), "exp": integers(2**32, 2**40)}
FORGERIES = {
    # Whatever a header can contain without spaces, also beyond ASCII.
    "string": text(characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_categories=["Cc", "Zs"])),
    "signature": integers(0, 255).map(with_a_wrong_bit),
    "claims": fixed_dictionaries(CLAIMS).map(with_other_claims),
    "key": text().filter(lambda key: key != SECRET_KEY).map(lambda key: token(key=key)),
    "algorithm": (sampled_from(["none", "HS384", "HS512"]) | text().filter(lambda alg: alg != "HS256")).map(
        lambda alg: token(alg=alg)
    ),
}


@must("LAW-TOKEN-1", notes="开发基于 JSON Web Tokens 的认证", docs="tutorial/security/oauth2-jwt/")
@pytest.mark.parametrize("kind", [*FORGERIES])
@for_all(examples=20, data=data())
def test_any_forgery(api: Api, kind: str, data: DataObject) -> None:
    """Any token that is not signed with HS256 and the server's key is rejected with 401 and a `Bearer` challenge."""
    response = api.get("/chapter06/jwt/users/me", headers=bearer(data.draw(FORGERIES[kind])))
    control = api.get("/chapter06/jwt/users/me", headers=bearer(VALID))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200
