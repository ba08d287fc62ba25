"""Reverse proxies in front of the reference application: which rules they change, and which settings avoid it."""
