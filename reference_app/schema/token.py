"""The response to a login (RFC 6749 §5.1). The notes use this model without defining it."""

from typing import Literal

from pydantic import BaseModel


class Token(BaseModel):
    """A bearer token: a request that carries it is authenticated."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 (not a secret)
