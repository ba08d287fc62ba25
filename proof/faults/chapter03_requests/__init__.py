"""Faults that the rules of spec/chapter03_requests detect."""
