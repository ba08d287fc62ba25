"""Tests of fastapi_spec.book."""
