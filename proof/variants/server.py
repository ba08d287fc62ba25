"""The reference application with a switch for variants: ``FAULT=name pytest --app proof.variants.server:app``."""

from proof.faults.switch import Switch
from proof.matrix.hashes import cheapen
from proof.variants.variant import servers

cheapen()
app = Switch(servers())
