"""Whole runs of the real command, with real processes."""
