"""The notes' application, with only what it needs to start: see main.py."""
