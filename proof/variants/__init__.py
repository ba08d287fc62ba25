"""Deliberately different servers that conform all the same: each must keep every MUST.

``python -m proof.variants`` asks them all; ``FAULT=name pytest --app proof.variants.server:app`` asks one.
"""
