"""The paths, one module a chapter of the course."""
