"""Generators and maintainers' commands; not in the wheel."""
