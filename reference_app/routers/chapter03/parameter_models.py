"""Parameters as one model each · 请求模型."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Header, Query

from reference_app.hardening.shared_caches import PRIVATE
from reference_app.schema.parameters import (
    ClientHeaders,
    Filters,
    OnlyClientHeaders,
    OnlyFilters,
    OnlySessionCookies,
    SessionCookies,
)

router = APIRouter(prefix="/models")


@router.get("/query")
async def read_filters(filters: Annotated[Filters, Query()]) -> Filters:
    """A model of the query; other query parameters are ignored."""
    return filters


@router.get("/query/only")
async def read_only_filters(filters: Annotated[OnlyFilters, Query()]) -> OnlyFilters:
    """A model of the whole query: another query parameter is a 422."""
    return filters


@router.get("/header")
async def read_client(headers: Annotated[ClientHeaders, Header()]) -> ClientHeaders:
    """A model of headers; other headers are ignored."""
    return headers


# A trap: every client sends Host, and most send Accept, so this operation never succeeds. The OpenAPI document does not
# offer it.
@router.get("/header/only", include_in_schema=False)
async def read_only_client(headers: Annotated[OnlyClientHeaders, Header()]) -> OnlyClientHeaders:
    """A model of all headers: another header is a 422."""
    return headers


@router.get("/cookie", dependencies=PRIVATE)
async def read_session(cookies: Annotated[SessionCookies, Cookie()]) -> SessionCookies:
    """A model of cookies; other cookies are ignored."""
    return cookies


@router.get("/cookie/only", dependencies=PRIVATE)
async def read_only_session(cookies: Annotated[OnlySessionCookies, Cookie()]) -> OnlySessionCookies:
    """A model of all cookies: another cookie is a 422."""
    return cookies
