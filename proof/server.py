"""The reference application with a switch for faults and variants: ``FAULT=name pytest --app proof.server:app``."""

from proof.engine.hashes import cheapen
from proof.engine.switch import Switch
from proof.faults import load
from proof.variants import servers

cheapen()
app = Switch(load() | servers())
