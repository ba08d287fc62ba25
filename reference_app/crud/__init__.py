"""Reads and writes, one module a noun."""
