"""``fastapi-spec``: runs, explains and lists the rules from any folder, starts an application, compares reports."""

import argparse
import io
import os
import re
import sys
from collections.abc import Container
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from fastapi_spec import language
from fastapi_spec.arguments import parsers
from fastapi_spec.autoload import used_plugins
from fastapi_spec.files import HOME, PACKAGE
from fastapi_spec.language import say
from fastapi_spec.output.report import ReportError
from fastapi_spec.plugin.options import command_line
from fastapi_spec.rules import releases
from fastapi_spec.rules.catalogue import UnknownRule, ids, node_id_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.summary import Exit

VALUED = ("-k", "-m", "-n", "-o", "-p", "-W", "--junitxml", "--junit-xml", "--log-cli-level", "--log-level")
"""Options of pytest whose value, the next word, may look like the id of a rule or name a file."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says. Returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what its encoding does not have, as Chinese in ASCII, is escaped
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    language.choose(language.asked(words))
    try:
        try:
            return _call(words)
        finally:
            sys.stdout.flush()  # A closed pipe is met here, and not when the interpreter ends.
    except (UnknownRule, ReportError) as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return getattr(error, "status", Exit.USAGE)
    except BrokenPipeError:  # head has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.BROKEN
    except KeyboardInterrupt:
        print(f"ERROR: {say('interrupted')}", file=sys.stderr)
        return Exit.INTERRUPTED


def _call(words: list[str]) -> int:
    """Parse the command line and call its command."""
    parser, commands = parsers(COMMANDS)
    if words[:1] in (["-h"], ["--help"], ["--version"]):
        parser.parse_args(words)
    words = _command_first(words, commands)
    command = commands[words[0]]
    options, rest = command.parse_known_args(words[1:])
    if rest and not options.takes_more:
        command.error(say("unrecognized arguments: {words}", words=" ".join(rest)))
    return int(options.command(options, rest))


def _command_first(words: list[str], commands: Container[str]) -> list[str]:
    """The words with the command in front, ``run`` without one. --lang may precede it: it is of all commands."""
    if words[:1] == ["--lang"] and len(words) > 2 and words[2] in commands:
        return [words[2], *words[:2], *words[3:]]
    if words and words[0].startswith("--lang=") and len(words) > 1 and words[1] in commands:
        return [words[1], words[0], *words[2:]]
    return words if words and words[0] in commands else ["run", *words]


def _run(options: argparse.Namespace, rest: list[str]) -> int:
    import pytest

    plugins, words = [word for name in used_plugins(rest) for word in ("-p", name)], _words(rest)
    return int(pytest.main([*_settings(words), *plugins, *command_line(options), *words]))


def _settings(words: list[str]) -> list[str]:
    """The project's own settings for pytest, whatever those of the current folder; nothing is written there."""
    named = [_path(word).absolute() for before, word in pairwise(["", *words]) if _is_path(before, word)]
    elsewhere = bool(named) and not any(path.is_relative_to(HOME) for path in named)
    return [
        *("-c", str(PACKAGE / "settings.toml")),
        *("--rootdir", str(Path.cwd() if elsewhere else HOME), "--confcutdir", str(HOME)),  # of the node ids
        "--disable-plugin-autoload",
        *("-p", "fastapi_spec.plugin", "-p", "fastapi_spec.plugin.command"),
        # fastapi_spec is imported, since it runs this, before pytest could rewrite its assertions; it has none.
        *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
        *_cache(),
    ]


def _cache() -> list[str]:
    """Where pytest keeps what --lf needs, and hypothesis its tables: in the user's cache, or nowhere."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "fastapi-spec"
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(folder / "hypothesis"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ["-p", "no:cacheprovider"]
    return ["-o", f"cache_dir={folder}"]


def _words(words: list[str]) -> list[str]:
    """The remaining words for pytest: ids of rules become node ids, and ``spec/...`` is a path of ours.

    A file or folder of that name in the current folder comes first.
    """
    found = []
    for before, word in pairwise(["", *words]):
        if before in VALUED or _is_path(before, word):
            found.append(word)
        elif word.startswith("spec/"):
            found.append(str(HOME / word))
        elif re.fullmatch(r"[A-Z][A-Z0-9*?-]+", word):
            found += [str(HOME / node_id_of(id)) for id in ids([word])]
        else:
            found.append(word)
    return found


def _path(word: str) -> Path:
    """The file or folder of a node id."""
    return Path(word.partition("::")[0])


def _is_path(before: str, word: str) -> bool:
    """Whether a word is a file or folder, and not the value of the option before it."""
    return before not in VALUED and _path(word).exists()


def _start(options: argparse.Namespace, _: list[str]) -> int:
    from fastapi_spec.start import starter

    return starter.start(options.folder)


def _explain(options: argparse.Namespace, _: list[str]) -> int:
    from fastapi_spec.output.explain import explain

    print("\n\n".join("\n".join(explain(id)) for id in ids(options.ids)))
    return Exit.CONFORMS


def _list(options: argparse.Namespace, _: list[str]) -> int:
    from fastapi_spec.output.explain import listing

    level, origins = Level[options.spec_level.upper()], options.spec_origin.split(",")
    rules = {id: locked()[id] for id in ids(options.ids or ["*"])}
    if release := options.spec_rules:
        frozen = releases.release(release)
        rules = {id: replace(rule, level=frozen[id].level) for id, rule in rules.items() if id in frozen}
    chosen = {id: rule for id, rule in rules.items() if rule.level >= level and rule.origin in origins}
    if not chosen:
        if release:
            told = say("none of these rules of release {release} has that level and origin", release=release)
            raise UnknownRule(told)
        raise UnknownRule(say("none of these rules has that level and origin"))
    print("\n".join(listing(chosen)))
    if release and (line := releases.retired_line(release)):
        print(line)
    return Exit.CONFORMS


def _diff(options: argparse.Namespace, rest: list[str]) -> int:
    from fastapi_spec.output import diff

    return diff.diff(options.a, options.b, rest)


def _upgrade(options: argparse.Namespace, rest: list[str]) -> int:
    from fastapi_spec.target.choice import Choice
    from fastapi_spec.upgrade.compare import Wish, upgrade
    from fastapi_spec.upgrade.sides import side

    common = Choice(app=options.spec_app, server=options.spec_server)
    before, after = side("--from", options.a, common), side("--to", options.b, common)
    wish = Wish(
        options=rest,
        only=[name for name in options.only.split(",") if name],
        bisect=options.bisect,
        fail_on=Level[options.fail_on.upper()],
        fail_on_change=options.fail_on_change,
        report=options.report,
        github=options.spec_github,
    )
    return upgrade(before, after, wish)


def _table(options: argparse.Namespace, _: list[str]) -> int:
    from fastapi_spec.output import table

    return table.table(options.reports, options.output)


def _book(options: argparse.Namespace, _: list[str]) -> int:
    from fastapi_spec import book

    print(book.make(options.reports, options.output, options.title))
    return Exit.CONFORMS


COMMANDS = {
    "run": _run,
    "start": _start,
    "explain": _explain,
    "list": _list,
    "diff": _diff,
    "upgrade": _upgrade,
    "table": _table,
    "book": _book,
}
"""What each command does with its options, and with the words that none of them takes."""
