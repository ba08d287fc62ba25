"""Forged tokens · 开发基于 JSON Web Tokens 的认证."""

import base64

from hypothesis.strategies import characters, fixed_dictionaries, integers, sampled_from, text

from fastapi_spec import JSON, Api, must, needs_chapter
from fastapi_spec.generate.properties import for_all

from ..chapter06_security.credentials import SECRET_KEY, bearer, challenges, sign, token

pytestmark = needs_chapter("security")

GOOD = token()
SIGNED, _, SIGNATURE = GOOD.rpartition(".")


def with_a_wrong_bit(number: int) -> str:
    """The good token, but one of the 256 bits of its signature."""
    signature = int.from_bytes(base64.urlsafe_b64decode(f"{SIGNATURE}=")) ^ 1 << number
    return f"{SIGNED}.{base64.urlsafe_b64encode(signature.to_bytes(32)).decode().rstrip('=')}"


def with_other_claims(claims: dict[str, JSON]) -> str:
    """The good token, but for its claims."""
    return f"{sign(claims).rpartition('.')[0]}.{SIGNATURE}"


CLAIMS = {"sub": sampled_from(["john snow", "alice"]), "exp": integers(2**32, 2**40)}
FORGERIES = (
    # All that a header carries in one piece, beyond ASCII too.
    text(characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_categories=["Cc", "Zs"]))
    | integers(0, 255).map(with_a_wrong_bit)
    | fixed_dictionaries(CLAIMS).map(with_other_claims)
    | text().filter(lambda key: key != SECRET_KEY).map(lambda key: token(key=key))
    | sampled_from(["none", "HS384", "HS512"]).map(lambda alg: token(alg=alg))
    | text().filter(lambda alg: alg != "HS256").map(lambda alg: token(alg=alg))
)


@must("LAW-TOKEN-1", notes="开发基于 JSON Web Tokens 的认证", docs="tutorial/security/oauth2-jwt/")
@for_all(forgery=FORGERIES)
def test_any_forgery(api: Api, forgery: str) -> None:
    """What is not signed with HS256 and the server's key is refused with 401: any text, or a good token but for its
    signature, its claims, its key or its algorithm.
    """
    response = api.get("/chapter06/jwt/users/me", headers=bearer(forgery))
    control = api.get("/chapter06/jwt/users/me", headers=bearer(GOOD))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200
