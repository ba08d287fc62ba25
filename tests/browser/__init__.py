"""A real browser and the reference application."""
