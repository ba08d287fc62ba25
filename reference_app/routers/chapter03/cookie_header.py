"""Cookies and headers · 配置 Cookie 和 Header 参数."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Header

from reference_app.schema.types import OptionalText, OptionalTexts

router = APIRouter()


@router.get("/cookie")
async def read_cookie(cookie_id: Annotated[OptionalText, Cookie()] = None) -> dict[str, str | None]:
    """One cookie by its name."""
    return {"cookie_id": cookie_id}


@router.get("/header")
async def read_header(
    user_agent: Annotated[OptionalText, Header()] = None, x_token: Annotated[OptionalTexts, Header()] = None
) -> dict[str, str | list[str] | None]:
    """User-Agent and every X-Token: the underscore of the name stands for the hyphen of the header."""
    return {"user_agent": user_agent, "x_token": x_token}


@router.get("/header/underscore")
async def read_underscore(
    x_token: Annotated[OptionalTexts, Header(convert_underscores=False)] = None,
) -> dict[str, list[str] | None]:
    """Every x_token, spelled with the underscore. Many proxies drop such a header."""
    return {"x_token": x_token}
