"""The application, put together: ``uvicorn reference_app.main:app``."""

from fastapi import FastAPI

from reference_app import events
from reference_app.routers import chapter03, chapter04

app = FastAPI(
    title="FastAPI Tutorial and Coronavirus Tracker API Docs",
    description="FastAPI教程 新冠病毒疫情跟踪器API接口文档",
    version="1.0.0",
    docs_url="/docs",
    redoc_url="/redocs",
)
app.include_router(events.router, tags=["Event log"])
app.include_router(chapter03.router, prefix="/chapter03", tags=["03 Requests"])
app.include_router(chapter04.router, prefix="/chapter04", tags=["04 Responses"])
