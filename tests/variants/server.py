"""The reference application with a switch for variants: ``FAULT=name pytest --app tests.variants.server:app``."""

from tests.faults.switch import Switch
from tests.variants.variant import servers

app = Switch(servers())
