"""Chapter 07 · FastAPI 的数据库操作: rows that outlive the request, one module per noun."""

from fastapi import APIRouter

from reference_app.routers.chapter07 import departments, staff, users

router = APIRouter()
router.include_router(departments.router)
router.include_router(staff.router)
router.include_router(users.router)
