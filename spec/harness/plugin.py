"""What pytest loads: the options, the `api` fixture, and the hooks of one session (see spec.harness.hooks).

It is loaded at every start of pytest in an environment that has the project, so it imports only what is light.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from spec.harness.fuzz import size
from spec.harness.fuzz.hooks import FUZZING, Fuzzing
from spec.harness.hooks import Hooks
from spec.harness.nearest import nearest
from spec.harness.rule import Level
from spec.harness.run import Run
from spec.harness.target import REFERENCE

if TYPE_CHECKING:
    from spec.harness.exchange import Api

RUN = pytest.StashKey[Run]()
NAMED = ["--url", "--app", "--launch", "--report", "--deviations", "--write-deviations", "--without"]
"""The options of ours whose value pytest could take for a path to test."""
OPTIONS = [*NAMED, "--level", "--fail-on", "--next", "--explain", "--anyway", "--timeout", "--fuzz", "--fuzz-seed"]
LEVELS = [level.name.lower() for level in reversed(list(Level))]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("specification", "the specification of a FastAPI application")
    group.addoption("--url", help="test the server that runs at this address, in any language")
    group.addoption("--app", metavar="MODULE:ATTR", help=f"serve and test this ASGI application (default {REFERENCE})")
    group.addoption(
        "--launch", metavar="CMD", help="start a server by this command, with PORT in its environment and for {port}"
    )
    levels: dict[str, Any] = {"type": str.lower, "choices": LEVELS}
    group.addoption("--level", **levels, default="may", help="lowest level of the rules to run (default may)")
    group.addoption(
        "--fail-on", **levels, default="must", help="lowest level whose shortfall fails the run (default must)"
    )
    group.addoption(
        "--without", metavar="CHAPTER", action="append", default=[], help="a chapter that the target does not claim"
    )
    group.addoption(
        "--deviations", metavar="FILE", type=Path, help="known deviations (TOML), which do not fail the run"
    )
    group.addoption(
        "--write-deviations", metavar="FILE", type=Path, help="write a first list of deviations: what fails this run"
    )
    group.addoption("--report", metavar="DIR", type=Path, help="write report.json, with every exchange, into DIR")
    group.addoption("--next", action="store_true", help="stop at the first rule that is not kept and show its card")
    group.addoption("--explain", metavar="ID", help="print what is known of one rule, and run nothing")
    group.addoption(
        "--anyway",
        action="store_true",
        help="test the server at --url though it seems to be another API (it may write)",
    )
    group.addoption(
        "--timeout", metavar="SECONDS", type=float, default=10.0, help="longest wait for one response (default 10)"
    )
    group.addoption(
        "--fuzz",
        metavar="SIZE",
        type=size.checked,
        default=size.QUICK,
        help="how much chapter 11 fuzzes: quick (default), standard, off, or for how long: 90s, 10m, 1h",
    )
    group.addoption(
        "--fuzz-seed", metavar="N", type=size.seed, help="seed of the fuzzing (default 0; by chance for a duration)"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Name the right option for a misspelt one, and start again with ``--report=DIR`` where ``--report DIR`` was given:

    pytest looks for its settings before it knows our options, and takes an existing DIR for a path to test:
    outside the project this moves the root folder, and neither settings nor conftest.py are found.
    """
    unknown = [arg.partition("=")[0] for arg in parser.parse_known_and_unknown_args(args)[1] if arg.startswith("--")]
    for option in unknown:
        if meant := nearest(option, OPTIONS):
            raise pytest.UsageError(f"unknown option {option}{meant}")
    if joined(args) == args:
        return
    if tuple(sys.argv[1:]) != early_config.invocation_params.args or joined(sys.argv) == sys.argv:
        word = next(word for word, given in zip(joined(args), args, strict=False) if word != given)
        raise pytest.UsageError(f"write {word}: pytest takes what stands apart from the option for a path to test")
    if capture := early_config.pluginmanager.get_plugin("capturemanager"):
        capture.stop_global_capturing()  # or the new process would print into the temporary file of this one
    os.execv(sys.executable, [sys.executable, *joined(sys.orig_argv[1:])])  # noqa: S606


def joined(args: list[str]) -> list[str]:
    """The command line with ``--report=DIR`` for ``--report DIR`` where DIR exists, and so for all of NAMED."""
    words: list[str] = []
    for word in args:
        if words and words[-1] in NAMED and Path(word).exists():
            words[-1] += f"={word}"
        else:
            words.append(word)
    return words


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    if config.option.explain is None:
        return None
    from spec.harness.catalogue import explain

    return explain(config.option.explain)


def pytest_configure(config: pytest.Config) -> None:
    if config.option.timeout is not None and not 0 < config.option.timeout < 3600:
        raise pytest.UsageError(f"--timeout {config.option.timeout:g}: give seconds, more than 0")
    if config.option.report and not config.option.collectonly:
        try:
            config.option.report.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise pytest.UsageError(f"--report {config.option.report}: {error.strerror}") from None
    if (path := config.option.write_deviations) and (path.exists() or not path.parent.is_dir()):
        problem = "is there already" if path.exists() else "would lie in no folder"
        raise pytest.UsageError(f"--write-deviations {path}: {problem}, name another file")
    config.addinivalue_line("markers", "needs_chapter(folder, ...): what it asks of, see spec.harness.chapters")
    config.addinivalue_line("markers", "rule(rule): a sentence of the specification, see spec.harness.rule")
    config.stash[RUN] = Run(config)
    config.pluginmanager.register(Hooks(config.stash[RUN]), "specification")
    config.stash[FUZZING] = Fuzzing(config)
    config.pluginmanager.register(config.stash[FUZZING], "specification-fuzzing")
    if config.stash[RUN].expected:
        config.stash[RUN].target.start()  # which takes longer than to collect the rules


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        config.stash[RUN].target.stop()


@pytest.fixture(scope="session")
def api(request: pytest.FixtureRequest) -> "Iterator[Api]":
    """The client of the run: one, keep-alive, bounded in time and size; it keeps every exchange."""
    from spec.harness.exchange import Api, Recorder

    run = request.config.stash[RUN]
    recorder = Recorder(request.config.option.timeout, tls=run.target.url.startswith("https:"))
    run.judge.recorder = recorder
    with Api(run.target.url, recorder) as client:
        yield client
