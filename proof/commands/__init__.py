"""The commands of ``python -m proof``; each says what to run, and what must come of it."""
