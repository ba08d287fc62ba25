"""Faults that the rules of spec/chapter06_security detect."""
