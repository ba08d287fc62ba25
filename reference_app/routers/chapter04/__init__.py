"""Chapter 04 · 响应模型: what a response shows; forms, files and errors."""

from fastapi import APIRouter

from reference_app.routers.chapter04 import errors, files, forms, metadata, models, static, status, streams

router = APIRouter()
router.include_router(models.router)
router.include_router(status.router)
router.include_router(forms.router)
router.include_router(files.router)
router.include_router(metadata.router)
router.include_router(errors.router)
router.include_router(static.router)
router.include_router(streams.router)
