"""Chapter 05 · 依赖注入: what an operation needs, created before it runs and released after it."""

from fastapi import APIRouter

from reference_app.older_versions import optional
from reference_app.routers.chapter05 import classes, functions, guards, yields

router = APIRouter()
router.include_router(functions.router)
router.include_router(classes.router)
router.include_router(guards.router)
router.include_router(guards.guarded, prefix="/guarded")
router.include_router(yields.router, prefix="/yield")
with optional("chapter05.function_scope"):
    from reference_app.routers.chapter05 import function_scope

    router.include_router(function_scope.router, prefix="/yield")
