"""The API of the FastAPI notes, in Flask."""
