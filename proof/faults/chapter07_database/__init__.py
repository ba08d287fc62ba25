"""Faults that the rules of spec/chapter07_database detect."""
