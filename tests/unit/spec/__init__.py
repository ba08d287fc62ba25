"""Tests of the rules as a whole and of what they share."""
