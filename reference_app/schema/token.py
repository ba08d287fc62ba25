"""What a login answers (RFC 6749 §5.1). The notes use this model without defining it."""

from typing import Literal

from pydantic import BaseModel


class Token(BaseModel):
    """Whoever bears the token is let in."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 (no secret)
