"""Chapter 03 · 请求模型: what a request contains, one module for each part of it."""

from fastapi import APIRouter

from reference_app.routers.chapter03 import body, cookie_header, path, query

router = APIRouter()
router.include_router(path.router)
router.include_router(query.router)
router.include_router(body.router)
router.include_router(cookie_header.router)
