"""The reference application with a switch for faults: ``FAULT=name pytest --app tests.faults.server:app``."""

from tests.faults import load
from tests.faults.switch import Switch
from tests.matrix.hashes import cheapen

cheapen()
app = Switch(load())
