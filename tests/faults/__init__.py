"""Deliberately broken servers: one vice each, and the rules that it must break.

``FAULT=name pytest --app tests.faults.server:app`` shows what a rule says of one of them;
``python -m tests.faults`` asks all rules about all of them. Add a fault to the module of its chapter.
"""

import importlib
import pkgutil

from tests.faults.fault import FAULTS, Fault


def load() -> dict[str, Fault]:
    """Every fault by name, in the order of the chapters."""
    for module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        if module.startswith("chapter"):
            importlib.import_module(f"{__name__}.{module}")
    return FAULTS
