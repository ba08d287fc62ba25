"""Chapter 06 · OAuth2.0 的授权模式: authentication."""

from fastapi import APIRouter

from reference_app.routers.chapter06 import bearer, jwt_flow, other_schemes, password_flow

router = APIRouter()
router.include_router(bearer.router)
router.include_router(password_flow.router)
router.include_router(jwt_flow.router)
router.include_router(other_schemes.router)
