"""Responses · 响应模型."""
