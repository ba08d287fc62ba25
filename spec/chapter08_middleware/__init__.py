"""Middleware · 中间件."""
