"""Requests · 请求模型."""
