"""Deliberately broken servers: one defect each, and the rules that must detect it.

``FAULT=name pytest --app proof.server:app`` shows what a rule says of one of them;
``python -m proof faults`` runs the rules against all of them. The folders mirror those of ``spec``: a fault goes
where the first rule that it names is, so those of ``spec/chapter03_requests/test_query_bool.py`` are in
``proof/faults/chapter03_requests/query_bool.py``.
"""

import importlib
import pkgutil

from fastapi_spec.rules.chapters import table
from proof.faults.fault import FAULTS, Fault


def load() -> dict[str, Fault]:
    """Every fault by name, in the order of ``spec/chapters.toml``; modules that it does not list come last."""
    listed = [f"{chapter}.{module}" for chapter, modules in table().items() for module in modules]
    for module in sorted(_modules(), key=lambda module: listed.index(module) if module in listed else len(listed)):
        importlib.import_module(f"{__name__}.{module}")
    return FAULTS


def _modules() -> list[str]:
    """The modules in the folders of the chapters, such as ``chapter03_requests.query_bool``."""
    found = (module.name.removeprefix(f"{__name__}.") for module in pkgutil.walk_packages(__path__, f"{__name__}."))
    return sorted(name for name in found if "." in name and not name.endswith("._shared"))
