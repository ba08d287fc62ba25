"""The options of a run: declared once, for pytest and for the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi_spec.generate import budget
from fastapi_spec.language import LANGUAGES, later, say
from fastapi_spec.rules import releases
from fastapi_spec.rules.rule import Level, Origin
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.target.reference import REFERENCE
from fastapi_spec.target.servers import SERVERS

if TYPE_CHECKING:
    from collections.abc import Callable


PREFIX = "spec_"
"""Of the names under which pytest keeps our options, so that no other plugin has the same."""
LEVELS = [level.name.lower() for level in reversed(Level)]
LEVEL: dict[str, Any] = {"type": str.lower, "choices": LEVELS}

CARDS = ["first", "all", "none"]

EVERY_ORIGIN = ",".join(Origin)


def checked_origins(text: str) -> str:
    """The type of --origin. The text stays as it is, since xdist hands options to its workers as plain data."""
    for name in text.split(","):
        if name not in list(Origin):
            told = {"name": repr(name), "near": did_you_mean(name, list(Origin)), "origins": ", ".join(Origin)}
            if told["near"]:
                raise argparse.ArgumentTypeError(say("unknown origin {name}{near}", **told))
            raise argparse.ArgumentTypeError(say("unknown origin {name}: write one or more of {origins}", **told))
    return text


OPTIONS: dict[str, dict[str, Any]] = {
    "--url": {"metavar": "URL", "help": later("test the server that runs at this URL, in any language")},
    "--app": {
        "metavar": "MODULE:ATTR",
        "help": later("serve and test this ASGI application (default {default})", default=REFERENCE),
    },
    "--launch": {
        "metavar": "CMD",
        "help": later(
            "start a server with this command, with PORT in its environment and {port} replaced in its text; "
            "at the end all that it started is ended (on macOS: its process group)"
        ),
    },
    "--python": {
        "metavar": "PYTHON",
        "help": later("serve with this interpreter or virtual environment; with a version, or with --with, a new one"),
    },
    "--with": {
        "metavar": "REQUIREMENT",
        "action": "append",
        "default": [],
        "help": later(
            "serve in a throw-away environment with this package, as in 'fastapi==0.115.0' (may be repeated)"
        ),
    },
    "--constraint": {
        "metavar": "FILE",
        "type": Path,
        "action": "append",
        "default": [],
        "help": later(
            "serve in a throw-away environment with the versions of this requirements.txt, uv.lock or pylock.toml"
        ),
    },
    "--server": {
        "metavar": "NAME",
        "choices": list(SERVERS),
        "default": "uvicorn",
        "help": later(
            "serve with {servers} (default uvicorn, which parses by h11); one that is not installed "
            "serves the reference application in a throw-away environment",
            servers=", ".join(SERVERS),
        ),
    },
    "--lang": {
        "metavar": "LANG",
        "choices": LANGUAGES,
        "help": later("language of the output: en, or zh for Chinese (default: that of the locale)"),
    },
    "--level": {**LEVEL, "default": "may", "help": later("lowest level of the rules (default may)")},
    "--origin": {
        "metavar": "ORIGIN[,ORIGIN]",
        "type": checked_origins,
        "default": EVERY_ORIGIN,
        "help": later("only the rules of these origins: {origins} (default all of them)", origins=", ".join(Origin)),
    },
    "--fail-on": {
        **LEVEL,
        "default": "must",
        "help": later("lowest level whose shortfall fails the run (default must)"),
    },
    "--without": {
        "metavar": "CHAPTER",
        "action": "append",
        "default": [],
        "help": later("a chapter that the target does not claim, for example database (may be repeated)"),
    },
    "--baseline": {
        "metavar": "REPORT",
        "type": Path,
        "help": later("fail only on what held in this report (report.json or its folder) and does not hold now"),
    },
    "--rules": {
        "metavar": "RELEASE",
        "type": releases.checked,
        "help": later("only the rules and cases of this release, at the levels that they had"),
    },
    "--deviations": {
        "metavar": "FILE",
        "type": Path,
        "help": later("known deviations (TOML), which do not fail the run"),
    },
    "--write-deviations": {
        "metavar": "FILE",
        "type": Path,
        "help": later("write a first list of deviations: what fails this run"),
    },
    "--report": {
        "metavar": "DIR",
        "type": Path,
        "help": later("write into DIR: report.json, with every exchange, the page index.html, summary.md, badges"),
    },
    "--github": {
        "action": "store_true",
        "help": later("in a job of GitHub Actions: annotate what fails, add to the job's summary, set outputs"),
    },
    "--cards": {
        "metavar": "CARDS",
        "choices": CARDS,
        "default": CARDS[0],
        "help": later("which cards to show: the first of each cause (default), all, or none"),
    },
    "--next": {
        "action": "store_true",
        "help": later(
            "run the rules in the order of the notes, stop at the first that fails and show what to build for it"
        ),
    },
    "--skip": {
        "metavar": "ID",
        "action": "append",
        "default": [],
        "help": later(
            "with --next: pass over this rule now and in later runs, listed in skipped.toml (may be repeated)"
        ),
    },
    "--watch": {
        "action": "store_true",
        "help": later(
            "with --app: --next, again whenever a .py file below the current folder is saved; Ctrl-C ends it"
        ),
    },
    "--anyway": {
        "action": "store_true",
        "help": later(
            "run the rules even if the target of --url, --app or --launch seems to be another API (they may write)"
        ),
    },
    "--response-timeout": {
        "metavar": "SECONDS",
        "type": float,
        "default": 10.0,
        "help": later("longest wait for one response (default 10)"),
    },
    "--fuzz": {
        "metavar": "SIZE",
        "type": budget.checked,
        "default": budget.QUICK,
        "help": later(
            "how many generated requests and inputs: quick (default), standard, off, or for how long: 90s, 10m, 1h"
        ),
    },
    "--fuzz-seed": {
        "metavar": "N",
        "type": budget.seed,
        "help": later("seed of the generated requests and inputs (default 0; random for a duration)"),
    },
}


def add_options(add: Callable[..., object], *options: str) -> None:
    """Declare these options, or all, with ``add``, the method of a parser or group of pytest's or argparse's."""
    for option in options or OPTIONS:
        dest = PREFIX + option.removeprefix("--").replace("-", "_")
        add(option, dest=dest, **OPTIONS[option] | {"help": str(OPTIONS[option]["help"])})


def command_line(options: argparse.Namespace) -> list[str]:
    """Our options of a parsed command line, as words for pytest: ``--report=DIR``, each in one word."""
    words = []
    for option, arguments in OPTIONS.items():
        value = getattr(options, PREFIX + option.removeprefix("--").replace("-", "_"))
        if value == arguments.get("default") or value is False:
            continue
        values = value if isinstance(value, list) else [value]
        words += [option if value is True else f"{option}={each}" for each in values]
    return words
