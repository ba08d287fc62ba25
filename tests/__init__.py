"""The specification is itself tested."""
