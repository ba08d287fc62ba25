"""静态文件的配置: a mount on a router, which FastAPI silently dropped before 0.137."""

from fastapi import APIRouter

from reference_app.static_files import static_files

router = APIRouter()
router.mount("/static", static_files())
