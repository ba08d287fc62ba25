"""Cookies and headers · 配置 Cookie 和 Header 参数."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Header

from reference_app.schema.types import OptionalString, OptionalStrings

router = APIRouter()


@router.get("/cookie")
async def read_cookie(cookie_id: Annotated[OptionalString, Cookie()] = None) -> dict[str, str | None]:
    """One cookie by its name."""
    return {"cookie_id": cookie_id}


@router.get("/header")
async def read_header(
    user_agent: Annotated[OptionalString, Header()] = None, x_token: Annotated[OptionalStrings, Header()] = None
) -> dict[str, str | list[str] | None]:
    """User-Agent and every X-Token: the underscore of the parameter becomes the hyphen of the header."""
    return {"user_agent": user_agent, "x_token": x_token}


@router.get("/header/underscore")
async def read_underscore(
    x_token: Annotated[OptionalStrings, Header(convert_underscores=False)] = None,
) -> dict[str, list[str] | None]:
    """Every x_token, spelled with the underscore. Many proxies drop such a header."""
    return {"x_token": x_token}
