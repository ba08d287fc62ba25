"""Puts a few files into the wheel that a clone does not need beside the rules and the reference application.

``faults.json`` has what is read from ``proof/faults`` in a clone: the faults that each rule detects. ``variants.json``
has the variants of ``proof/variants.py``, ``exchanges.json`` what is read from ``docs/contract``: what each rule sends
and receives. The table of published defects, and the Chinese sentences on all of these, are copied as they are.
``__init__.py`` makes the folder a package, so that the rules are imported as ``fastapi_spec.bundled.spec`` and not as
``spec``.
"""

import json
import runpy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _reader(module: Path) -> Callable[[Path], Any]:
    """The function ``read`` of a module, which imports nothing of the package."""
    read: Callable[[Path], Any] = runpy.run_path(str(module))["read"]
    return read


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the files and leaves nothing in the clone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files and name them to the builder. An editable installation reads the clone itself."""
        if version == "editable":
            return
        root = Path(self.root)
        proof = root / "proof"
        sources = {"faults": proof / "faults", "variants": proof / "variants.py", "exchanges": root / "docs/contract"}
        files = {"__init__.py": '"""The rules and the reference application, in a wheel."""\n'}
        for name, source in sources.items():
            found = _reader(root / "fastapi_spec" / "rules" / f"{name}.py")(source)
            files[f"{name}.json"] = json.dumps(found, ensure_ascii=False)
        for path in [proof / "zh.toml", proof / "defects" / "defects.toml", *(proof / "faults").glob("*/zh.toml")]:
            build_data["force_include"][str(path)] = f"fastapi_spec/bundled/{path.relative_to(root)}"
        self._folder = tempfile.TemporaryDirectory()
        for name, text in files.items():
            file = Path(self._folder.name, name)
            file.write_text(text, encoding="utf-8")
            build_data["force_include"][str(file)] = f"fastapi_spec/bundled/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove them."""
        if version != "editable":
            self._folder.cleanup()
