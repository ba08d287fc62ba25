"""Measurements that anyone can rerun; each prints a ratio of two things measured in turn, in one run."""
