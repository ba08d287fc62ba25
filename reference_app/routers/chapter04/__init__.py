"""Chapter 04 · 响应模型: what a response shows; forms, files and errors."""

from fastapi import APIRouter

from reference_app.older_versions import optional
from reference_app.routers.chapter04 import errors, files, forms, metadata, models, static, status

router = APIRouter()
router.include_router(models.router)
router.include_router(status.router)
router.include_router(forms.router)
router.include_router(files.router)
router.include_router(metadata.router)
router.include_router(errors.router)
router.include_router(static.router)
with optional("chapter04.form_models"):
    from reference_app.routers.chapter04 import form_models

    router.include_router(form_models.router)
with optional("chapter04.streams"):
    from reference_app.routers.chapter04 import streams

    router.include_router(streams.router)
with optional("chapter04.server_sent_events"):
    from reference_app.routers.chapter04 import server_sent_events

    router.include_router(server_sent_events.router)
