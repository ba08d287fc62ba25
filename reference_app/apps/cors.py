"""One application for each parameter of CORSMiddleware, otherwise identical: mounted under /apps/cors/<setting>."""

from typing import Any

from fastapi import APIRouter, FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware

from reference_app.hardening import errors
from reference_app.older_versions import supported

FRONT_END = ["http://localhost:3100"]

SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "origins": {"allow_origins": FRONT_END},
    "regex": {"allow_origin_regex": r"https://.*\.example\.org"},
    "wildcard": {"allow_origins": ["*"]},
    # Any site can then call with the user's cookies: the middleware allows it, but an application should not.
    "wildcard-credentials": {"allow_origins": ["*"], "allow_credentials": True},
    "credentials": {"allow_origins": FRONT_END, "allow_credentials": True},
    "methods": {"allow_origins": FRONT_END, "allow_methods": ["GET", "PUT"]},
    "headers": {"allow_origins": FRONT_END, "allow_headers": ["X-Token"]},
    "expose": {"allow_origins": FRONT_END, "expose_headers": ["X-Process-Time", "X-Total"]},
    "max-age": {"allow_origins": FRONT_END, "max_age": 5},
    "private-network": {"allow_origins": FRONT_END, **supported(CORSMiddleware, allow_private_network=True)},
}

router = APIRouter()


@router.get("/hello")
@router.post("/hello")
async def hello() -> dict[str, str]:
    """What a front end calls, also with POST, which no setting lists."""
    return {"hello": "world"}


@router.get("/cookie")
async def set_cookie(response: Response) -> dict[str, str]:
    """A response with a Vary of its own and a cookie: CORS keeps both."""
    response.headers["Vary"] = "Accept-Language"
    response.set_cookie("visited", "1", samesite="lax")
    return {"hello": "world"}


def application(setting: str) -> FastAPI:
    """The application for one setting."""
    app = FastAPI(title=f"CORS: {setting}", exception_handlers=errors.WRONG_METHOD)
    app.add_middleware(CORSMiddleware, **SETTINGS[setting])
    app.include_router(router)
    return app


APPLICATIONS = {setting: application(setting) for setting in SETTINGS}
