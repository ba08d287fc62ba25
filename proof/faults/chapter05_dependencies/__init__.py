"""Faults that the rules of spec/chapter05_dependencies detect."""
