"""Faults that the rules of spec/properties detect."""
