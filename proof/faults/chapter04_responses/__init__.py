"""Faults that the rules of spec/chapter04_responses detect."""
