"""Chapter 03 · 请求模型: what a request contains, one module for each part of it."""

from fastapi import APIRouter

from reference_app.older_versions import optional
from reference_app.routers.chapter03 import (
    body,
    body_embed,
    body_nullable,
    cookie_header,
    data_types,
    path,
    query,
)

router = APIRouter()
router.include_router(path.router)
router.include_router(query.router)
router.include_router(body.router)
router.include_router(body_nullable.router)
router.include_router(body_embed.router)
router.include_router(data_types.router)
router.include_router(cookie_header.router)
with optional("chapter03.parameter_models"):
    from reference_app.routers.chapter03 import parameter_models

    router.include_router(parameter_models.router)
