"""What the command ``fastapi-spec`` changes about pytest: without a path every rule runs, and its header is shorter."""

from collections.abc import Generator

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.plugin.options import PREFIX

PROGRAM = "fastapi-spec"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Name the specification if no path is named, before pytest looks at the paths."""
    setattr(early_config.option, f"{PREFIX}program", PROGRAM)
    paths = early_config.known_args_namespace.file_or_dir
    if not paths:
        paths.append(str(SPEC))
        args.append(str(SPEC))


@pytest.hookimpl(wrapper=True)
def pytest_report_header() -> Generator[None, list[str | list[str]], list[str | list[str]]]:
    """Leave out what is the same in every run of the command: its folders and its settings."""
    found = yield
    lines = [line for lines in found for line in ([lines] if isinstance(lines, str) else lines)]
    return [line for line in lines if not line.startswith(("cachedir: ", "rootdir: ", "configfile: "))]
