"""Reads and writes, one module per noun."""
