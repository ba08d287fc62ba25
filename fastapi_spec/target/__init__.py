"""The server under test: served from an ASGI application, launched by a command, or already running at a URL."""
