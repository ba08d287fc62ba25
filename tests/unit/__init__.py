"""Unit tests: one module for each module of the project, in one process."""
