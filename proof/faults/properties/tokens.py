"""Faults that the rules of spec/properties/test_tokens.py detect."""

from jose import JWTError, jwt

from proof.faults.fault import Broken, fault
from reference_app.settings import settings


@fault("LAW-TOKEN-1")
def token_takes_the_whole_family(app: Broken) -> None:
    """A token may be signed with any HMAC algorithm and not only with HS256."""

    def subject(token: str) -> str | None:
        key = settings().secret_key.get_secret_value()
        try:
            return str(jwt.decode(token, key, algorithms=["HS256", "HS384", "HS512"])["sub"])
        except JWTError:
            return None

    app.patch("reference_app.routers.chapter06.jwt_flow.subject_of", subject)
