"""What the command ``fastapi-spec`` changes about pytest."""

from argparse import Namespace
from types import SimpleNamespace
from typing import Any

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.plugin.command import PROGRAM, pytest_load_initial_conftests, pytest_report_header


def loaded(*paths: str) -> tuple[list[str], list[str], Any]:
    """The paths and arguments of pytest, and its options, once the plugin is loaded."""
    option, known, args = Namespace(), list(paths), list(paths)
    config: Any = SimpleNamespace(option=option, known_args_namespace=SimpleNamespace(file_or_dir=known))
    pytest_load_initial_conftests(config, args)
    return known, args, option


def test_without_a_path_every_rule_runs() -> None:
    """The current folder is a user's own, and not the specification."""
    known, args, _ = loaded()

    assert known == args == [str(SPEC)]


@pytest.mark.parametrize("path", ["spec/chapter03_requests", "my_rules"])
def test_a_path_is_left_as_it_is(path: str) -> None:
    """Whoever names rules runs those alone."""
    known, args, _ = loaded(path)

    assert known == args == [path]


def test_cards_name_the_command_that_was_typed() -> None:
    """The command that runs a case again begins with fastapi-spec, and not with pytest."""
    _, _, option = loaded()

    assert option.spec_program == PROGRAM


def test_the_header_has_what_differs_between_runs() -> None:
    """The folders of the command and its settings are the same each time."""
    header = pytest_report_header()
    next(header)
    with pytest.raises(StopIteration) as ended:
        header.send([["rootdir: /a", "configfile: settings.toml", "plugins: b"], "cachedir: /c", "target: d"])

    assert ended.value.value == ["plugins: b", "target: d"]
