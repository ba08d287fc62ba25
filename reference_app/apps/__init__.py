"""Configurations that exclude one another: small applications, each mounted under its own prefix."""
