"""Tests of the proof, which run no whole proof."""
