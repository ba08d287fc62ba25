"""How a rule becomes a verdict: the modules in the order of the data.

rule (declaration) -> target, serve, preflight (the server) -> exchange, expect (request, response, assertion)
-> judge, verdict (outcome) -> card, mask (one failure) -> checklist (terminal), report (JSON), catalogue (the lock);
run holds what one session shares, hooks and plugin connect it to pytest.
"""
