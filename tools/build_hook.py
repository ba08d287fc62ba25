"""Puts into the wheel what is read from ``proof/faults`` in a clone: the faults that each rule detects."""

import json
import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FaultsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``fastapi_spec/bundled/faults.json`` and leaves nothing in the clone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and name it to the builder. An editable installation reads the clone itself."""
        if version == "editable":
            return
        module = runpy.run_path(str(Path(self.root) / "fastapi_spec" / "rules" / "faults.py"))
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / "faults.json"
        faults = module["read"](Path(self.root) / "proof" / "faults")
        file.write_text(json.dumps(faults, ensure_ascii=False), encoding="utf-8")
        build_data["force_include"][str(file)] = "fastapi_spec/bundled/faults.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the file."""
        if version != "editable":
            self._folder.cleanup()
