"""Faults that the rules of spec/chapter08_background detect."""
