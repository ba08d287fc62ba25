"""The executable specification of what a FastAPI application does, chapter by chapter of the notes."""
