"""Fuzzing · 测试用例."""
