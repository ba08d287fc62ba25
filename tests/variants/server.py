"""The reference application with a switch for variants: ``FAULT=name pytest --app tests.variants.server:app``."""

from tests.faults.switch import Switch
from tests.matrix.hashes import cheapen
from tests.variants.variant import servers

cheapen()
app = Switch(servers())
