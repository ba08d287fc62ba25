"""How a rule becomes a verdict: the modules in the order of the data.

rule (declaration) -> target, serve, launch, preflight (the server) -> exchange, expect (request, response, assertion)
-> judge, verdict, deviations, chapters (outcome) -> card, mask, repeat (one failure)
-> checklist (terminal), report (JSON), catalogue (the lock) -> saved, compare, matrix (reports read again);
run holds what one session shares; options, hooks and plugin connect it to pytest, installed to fastapi-spec.
"""
