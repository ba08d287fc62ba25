"""Responses that were recorded, changed in one place and played back."""
