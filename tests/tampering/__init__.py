"""An automatic proof that a rule looks at what comes back: its own exchanges, replayed with one thing changed.

``python -m tests.tampering`` asks every rule; see tests.tampering.change for what is changed.
"""
