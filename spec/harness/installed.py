"""What ``fastapi-spec`` changes about pytest, as a plugin: it runs the rules of this package from any folder.

Where pytest takes the folder it stands in, every rule runs; ``spec/chapter03_requests`` and the node ids of cards and
reports are those of the package, unless the folder has such a path itself.
"""

from pathlib import Path

import pytest

from spec.harness.chapters import PACKAGE


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Put the paths of this package in place before pytest looks at the paths."""
    early_config.option.program = "fastapi-spec"
    paths = early_config.known_args_namespace.file_or_dir
    if not paths:
        paths.append(str(PACKAGE))
        args.append(str(PACKAGE))
    for at, path in enumerate(paths):
        if path.startswith("spec/") and not Path(path.partition("::")[0]).exists():
            args[args.index(path)] = paths[at] = str(PACKAGE.parent / path)
