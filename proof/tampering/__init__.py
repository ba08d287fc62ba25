"""An automatic proof that a rule looks at what comes back: its own exchanges, replayed with one thing changed.

``python -m proof.tampering`` asks every rule; see proof.tampering.change for what is changed.
"""
