"""Puts files into the wheel that a clone does not need beside the rules and the reference application.

``faults.json`` has what is read from ``proof/faults`` in a clone, the faults that each rule detects; ``examples.json``
what is read from ``docs/contract``, what each rule sends and receives. ``__init__.py`` makes the folder a package,
so that the rules are imported as ``fastapi_spec.bundled.spec`` and not as ``spec``.
"""

import json
import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the files and leaves nothing in the clone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files and name them to the builder. An editable installation reads the clone itself."""
        if version == "editable":
            return
        root = Path(self.root)

        def read(module: str, *folder: str) -> str:
            reads = runpy.run_path(str(root / "fastapi_spec" / "rules" / module))["read"]
            return json.dumps(reads(root.joinpath(*folder)), ensure_ascii=False)

        files = {
            "__init__.py": '"""The rules and the reference application, in a wheel."""\n',
            "faults.json": read("faults.py", "proof", "faults"),
            "examples.json": read("examples.py", "docs", "contract"),
        }
        self._folder = tempfile.TemporaryDirectory()
        for name, text in files.items():
            file = Path(self._folder.name, name)
            file.write_text(text, encoding="utf-8")
            build_data["force_include"][str(file)] = f"fastapi_spec/bundled/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove them."""
        if version != "editable":
            self._folder.cleanup()
