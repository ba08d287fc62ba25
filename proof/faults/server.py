"""The reference application with a switch for faults: ``FAULT=name pytest --app proof.faults.server:app``."""

from proof.faults import load
from proof.faults.switch import Switch
from proof.matrix.hashes import cheapen

cheapen()
app = Switch(load())
