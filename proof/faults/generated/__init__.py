"""Faults that the rules of spec/generated detect."""
