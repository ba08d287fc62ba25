"""``fastapi-spec``, or ``python -m spec``: runs the rules from any folder, without a clone, and compares reports."""

import argparse
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from spec.harness import plugin
from spec.harness.chapters import PACKAGE
from spec.harness.report import versions

USAGE = """\
fastapi-spec [--url URL | --app MODULE:ATTR | --launch CMD] [options] [paths]
       fastapi-spec diff A B
       fastapi-spec matrix NAME=REPORT ... [-o FILE]"""
DESCRIPTION = """\
Asks a server, in any language, for every rule of what a FastAPI application does. `diff` compares two reports or two
addresses, `matrix` prints the reports of several implementations as one page of Markdown."""
EPILOG = "All options of pytest work as well (pytest --help): -v, -k, -x, --lf, --junitxml FILE, -n 2 with xdist, ..."


def main() -> int:
    """Do what the command line says. Returns the exit status."""
    match sys.argv[1:]:
        case ["-h" | "--help"]:
            print(_Help(usage=USAGE, description=DESCRIPTION, epilog=EPILOG, add_help=False).ours())
            return 0
        case ["--version"]:
            print(_version())
            return 0
        case ["diff", *rest]:
            from spec.harness import compare

            return compare.main(rest)
        case ["matrix", *rest]:
            from spec.harness import matrix

            return matrix.main(rest)
        case arguments:
            return int(pytest.main([*_settings(), *plugin.joined(arguments)]))


def _settings() -> list[str]:
    """The project's settings for pytest, whatever those of the folder it is called in; nothing is written there."""
    return [
        *("-c", str(PACKAGE / "harness" / "settings.toml")),
        *("--rootdir", str(PACKAGE.parent), "--confcutdir", str(PACKAGE.parent)),
        *("-p", "spec.harness.installed", "-p", "spec.harness.plugin"),
        # spec itself is imported, this being it, before pytest could rewrite its assertions; it has none.
        *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
        *_cache(),
    ]


def _cache() -> list[str]:
    """Where pytest keeps what --lf asks for, and hypothesis its tables: in the user's cache, or nowhere."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "fastapi-spec"
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(folder / "hypothesis"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ["-p", "no:cacheprovider"]
    return ["-o", f"cache_dir={folder}"]


def _version() -> str:
    try:
        number = version("fastapi-spec")
    except PackageNotFoundError:
        number = "(not installed)"
    return f"fastapi-spec {number}\n" + ", ".join(f"{name} {number}" for name, number in versions().items())


class _Help(argparse.ArgumentParser):
    """Takes our options as pytest's parser does, for a help that shows them alone."""

    def ours(self) -> str:
        parser: Any = self
        plugin.pytest_addoption(parser)
        return self.format_help()

    def getgroup(self, _: str, title: str) -> argparse._ArgumentGroup:
        group: Any = self.add_argument_group(title)
        group.addoption = group.add_argument
        return group  # type: ignore[no-any-return]


if __name__ == "__main__":
    sys.exit(main())
