"""Deliberately different servers that conform all the same: each must keep every MUST.

``python -m tests.variants`` asks them all; ``FAULT=name pytest --app tests.variants.server:app`` asks one.
"""
