"""静态文件的配置: a mount on a router, which FastAPI dropped without a word before 0.137."""

from fastapi import APIRouter

from reference_app.static_files import STATIC, RangedStaticFiles

router = APIRouter()
router.mount("/static", RangedStaticFiles(directory=STATIC))
