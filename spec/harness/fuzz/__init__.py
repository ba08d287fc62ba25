"""Fuzzing: schemathesis sends what nobody thought of, and the rules of chapter 11 say what was found.

size (how much, how long) -> plan (what schemathesis is told) -> wire (sends a case, keeps its exchange)
-> engine (schemathesis, one application and seed) -> findings (what was found, by check and operation)
-> campaign (all applications until the size is done); hooks connect it to pytest.

schemathesis and hypothesis are loaded by plan, wire and engine, which only a campaign loads.
"""
