"""The arguments of ``fastapi-spec`` and of each of its commands, with their help."""

import argparse
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fastapi_spec.language import later, say
from fastapi_spec.parser import Parser
from fastapi_spec.plugin.options import LEVELS, add_options

Command = Callable[[argparse.Namespace, list[str]], int]

RUN_EPILOG = later("""\
All other options are pytest's (pytest --help): -v, -k, -x, --lf, --junitxml FILE; -n 2 with pytest-xdist. Plugins
of the environment are not loaded, unless you name them with -p.

exit status: 0 conforms, 1 a rule is broken, 2 interrupted, 3 the harness failed, 4 wrong usage, 5 nothing ran,
6 no target, another API, or the target died""")

UPGRADE = later("""\
Runs the rules in two environments and prints only what differs, first what breaks, each rule with both exchanges.

    fastapi-spec upgrade --from requirements.txt --to fastapi==0.165.0
    fastapi-spec upgrade --from uv.lock --to fastapi --only fastapi,starlette
    fastapi-spec upgrade --from fastapi==0.115.0 --to fastapi==0.165.0 --bisect OAUTH-OTHER-1

exit status: 0 nothing breaks, 1 a rule that held breaks (with --fail-on-change: a rule changes), otherwise that of a
run""")

BOOK = later("""\
Writes a report as one HTML page, or several reports side by side, what differs first.

    fastapi-spec book out
    fastapi-spec book Express=out/express Go=out/go -o ports.html""")
NAMED = later("a report or its folder, and what it is called (default: the name of its folder)")


def parsers(commands: Mapping[str, Command]) -> tuple[Parser, dict[str, Parser]]:
    """The parser of all, and that of each command: its options name as ``command`` what is to be called."""
    parser = Parser(
        prog="fastapi-spec",
        description=say("Checks whether a server, in any language, does what a FastAPI application does."),
        epilog=say("`fastapi-spec COMMAND --help` explains a command. Without a command the rules run: see run."),
    )
    about = say("show program's version number and exit")
    parser.add_argument("--version", action="version", version=_version(), help=about)
    subparsers = parser.add_subparsers(title=say("commands"), metavar="COMMAND", parser_class=Parser)
    made: dict[str, Parser] = {}
    for name, (about, add_arguments) in _declared().items():
        made[name] = subparsers.add_parser(
            name,
            help=about,
            description=about,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made[name].set_defaults(command=commands[name], takes_more=name in ("run", "diff", "upgrade"))
        add_arguments(made[name])
    return parser, made


def _declared() -> dict[str, tuple[str, Callable[[Parser], None]]]:
    """What each command is for, and what adds its arguments."""
    return {
        "run": (say("run the rules against a target (the default command)"), _run),
        "start": (
            say("write the beginning of an application into a new folder, for learning by the rules"),
            _start,
        ),
        "explain": (say("print what is known of some rules: sentence, source, faults, how to run them"), _explain),
        "list": (say("print the rules, one line each: level, id, origin, sentence"), _list),
        "diff": (say("print the rules on which two targets differ, with both exchanges"), _diff),
        "upgrade": (say("print what changes for an application between two sets of package versions"), _upgrade),
        "table": (say("print the reports of several implementations as one page of Markdown"), _table),
        "book": (say("write a report, or a comparison of several, as one HTML page"), _book),
    }


def _run(run: Parser) -> None:
    run.usage = say("fastapi-spec [run] [--url URL | --app MODULE:ATTR | --launch CMD] [options] [paths]")
    run.epilog = str(RUN_EPILOG)
    add_options(run.add_argument)


def _start(start: Parser) -> None:
    start.add_argument("folder", metavar="DIR", type=Path, help=say("a folder that does not exist, or an empty one"))
    add_options(start.add_argument, "--lang")


def _explain(explain: Parser) -> None:
    explain.add_argument("ids", metavar="ID", nargs="+", help=_ids())
    add_options(explain.add_argument, "--lang")


def _list(listing: Parser) -> None:
    listing.add_argument("ids", metavar="ID", nargs="*", help=_ids())
    add_options(listing.add_argument, "--level", "--origin", "--rules", "--lang")


def _ids() -> str:
    return say("an id (QUERY-BOOL-3), a prefix (QUERY-BOOL) or a pattern ('CORS-*')")


def _diff(diff: Parser) -> None:
    diff.add_argument("a", metavar="A", help=say("a report, its folder, or the URL of a server to test now"))
    diff.add_argument("b", metavar="B", help=say("the same for the other target"))
    add_options(diff.add_argument, "--lang")
    diff.epilog = say("Further options, such as -k and --anyway, are those of `run`, for URLs.")


def _upgrade(upgrade: Parser) -> None:
    upgrade.description = str(UPGRADE)
    side = say("a requirement, a requirements or lock file, an interpreter or virtual environment, or a report")
    sides = (
        ("--from", "a", say("{side}; may be repeated", side=side)),
        ("--to", "b", say("the same for the new side")),
    )
    for option, dest, help in sides:
        upgrade.add_argument(option, metavar=dest.upper(), dest=dest, action="append", required=True, help=help)
    only = say("upgrade these packages alone: are they to blame?")
    upgrade.add_argument("--only", metavar="PACKAGE[,PACKAGE]", default="", help=only)
    upgrade.add_argument("--bisect", metavar="ID", default="", help=say("find the release in which this rule changed"))
    add_options(upgrade.add_argument, "--app", "--server", "--github", "--lang")
    upgrade.add_argument(
        "--fail-on",
        choices=LEVELS,
        type=str.lower,
        default="may",
        help=say("lowest level of a rule that must not break (default may)"),
    )
    upgrade.add_argument(
        "--fail-on-change", action="store_true", help=say("also fail if a rule holds now and did not before")
    )
    upgrade.add_argument(
        "--report",
        metavar="DIR",
        type=Path,
        help=say("write both reports, a page that compares them, and summary.md into DIR"),
    )
    upgrade.epilog = say("Further options, such as -k, -n and --level, and ids of rules are those of `run`.")


def _table(table: Parser) -> None:
    table.add_argument("reports", metavar="[NAME=]REPORT", nargs="+", help=str(NAMED))
    table.add_argument("-o", metavar="FILE", type=Path, dest="output", help=say("write the page into this file"))
    add_options(table.add_argument, "--lang")


def _book(book: Parser) -> None:
    book.description = str(BOOK)
    book.add_argument("reports", metavar="[NAME=]REPORT", nargs="+", help=str(NAMED))
    file = say("write the page into this file (default: index.html beside the report, comparison.html of several)")
    book.add_argument("-o", metavar="FILE", type=Path, dest="output", help=file)
    book.add_argument("--title", metavar="TEXT", default="", help=say("the heading of a page of several reports"))
    add_options(book.add_argument, "--lang")


def _version() -> str:
    try:
        number = version("fastapi-spec")
    except PackageNotFoundError:
        number = say("(not installed)")
    return f"fastapi-spec {number}"
