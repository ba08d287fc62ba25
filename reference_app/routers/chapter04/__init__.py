"""Chapter 04 · 响应模型: what a response shows, forms, files and errors."""

from fastapi import APIRouter

router = APIRouter()
