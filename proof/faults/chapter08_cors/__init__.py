"""Faults that the rules of spec/chapter08_cors detect."""
