"""``python -m tools.lock``: renew what is locked of the rules and of the reference application.

Locked are spec/contract/rules.lock (id, level, origin and statement of each rule), spec/contract/openapi/ (the OpenAPI
document of each application) and docs/contract/ (a page per chapter for a reader who sees no Python, with what each
rule sends and receives). Only pages whose rules or operations changed are made again, or all with --all. A change of a
rule needs a line in the changelog. --check writes nothing and exits with 1 if something is out of date.

--release NAME freezes the locked rules as those of a release, for --rules NAME of a run: once, in
spec/contract/releases/NAME.lock (see fastapi_spec/rules/releases.py).
"""

import argparse
import contextlib
import fnmatch
import io
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.files import CONTRACT, SPEC, write
from fastapi_spec.plugin.items import case_name
from fastapi_spec.rules import contract, releases
from fastapi_spec.rules.chapters import module_of
from fastapi_spec.rules.contract import LockedRule, locked
from fastapi_spec.rules.rule import Origin, rule_of
from fastapi_spec.target.served import serving
from tools.contract import pages
from tools.contract.exchanges import RecordError

CHANGELOG = SPEC.parent / "CHANGELOG.md"
RETIRED = CONTRACT / "retired.lock"
MENTIONS = CONTRACT / "changelog.lock"

JSON = Any
Rules = dict[str, LockedRule]


class LockError(Exception):
    """The lock cannot be renewed; says in one line what must be written first."""


def main(arguments: list[str] | None = None) -> int:
    """Renew or check the lock. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.lock", description=__doc__)
    parser.add_argument("--all", action="store_true", help="make every page of the contract again")
    parser.add_argument("--check", action="store_true", help="write nothing, and fail if something is out of date")
    parser.add_argument(
        "--release", metavar="NAME", help="freeze the rules of a release, such as 0.1; does nothing else"
    )
    options = parser.parse_args(arguments)
    try:
        if options.release:
            print(f"wrote {freeze(options.release).relative_to(SPEC.parent)}")
            return 0
        stale = renew(every=options.all or options.check, check=options.check)
    except (LockError, RecordError) as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    for line in stale or ["nothing changed"]:
        print(line)
    if options.check and stale:
        print("ERROR: run python -m tools.lock", file=sys.stderr)
        return 1
    return 0


def renew(*, every: bool = False, check: bool = False) -> list[str]:
    """Renew what is out of date. Returns what changed, in lines. Raises LockError."""
    old, new = locked(), collected()
    found = changes(old, new)
    mentioned = required_mentions(found)
    texts: dict[Path, str] = {contract.LOCK: "".join(f"{rule}\n" for rule in new.values())}
    if found and not check:
        texts[MENTIONS] = mentions_text(mentioned)
        texts[RETIRED] = "".join(
            f"{id}\n" for id in sorted({*retired(), *(i for i, w in found.items() if w == "retired")})
        )
    documents = reference_documents()
    for prefix, document in documents.items():
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        texts[contract.DOCUMENTS / contract.file_of(prefix)] = text
    stale = [f"{what} {id}" for id, what in found.items()]
    stale += [f"changed {path.name}" for path, text in texts.items() if path.suffix == ".json" and read(path) != text]
    if not check:
        for path, text in texts.items():
            if read(path) != text:
                write(path, text)
        contract.locked.cache_clear()
    made = pages.renewed(new, documents, every=every, progress=progress)
    for path, text in made.items():
        if read(path) != text:
            stale.append(f"changed {path.relative_to(SPEC.parent)}")
            if not check:
                path.parent.mkdir(exist_ok=True)
                write(path, text)
    progress("")
    return stale


def freeze(release: str) -> Path:
    """Write the file of a release. Raises LockError if it exists, or if the lock is out of date."""
    if not re.fullmatch(r"\d+(\.\d+)*", release):
        raise LockError(f"--release {release}: write a version such as 0.1")
    rules, cases = _collect(SPEC)
    if rules != locked():
        raise LockError("the lock is out of date: run python -m tools.lock first")
    named = {id: () if names == [""] else tuple(names) for id, names in cases.items()}
    frozen = [releases.Frozen(id, rule.level, named[id]) for id, rule in rules.items()]
    path = releases.FOLDER / f"{release}.lock"
    try:
        path.parent.mkdir(exist_ok=True)
        return write(path, releases.text(frozen), replace=False)
    except FileExistsError:
        raise LockError(f"{path.name} exists: a release stays as it was; remove the file to freeze it again") from None


def read(path: Path) -> str:
    """The text of a file, empty if there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def progress(line: str) -> None:
    """Say on a terminal how far it is, in one line that changes."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


class _Collector:
    def __init__(self) -> None:
        self.rules: Rules = {}
        self.cases: dict[str, list[str]] = {}
        self.misplaced: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            rule = rule_of(item)
            if rule is None:
                self.misplaced.append(f"{item.nodeid} is not a rule")
                continue
            if rule.origin is None:
                self.misplaced.append(f"{rule.id} has no origin: say ORIGIN in its module, or origin=")
            self.cases.setdefault(rule.id, []).append(case_name(item))
            self.rules[rule.id] = LockedRule(rule.id, rule.level, rule.origin or Origin.FASTAPI, rule.statement)
            module = f"{item.path.parent.name}/{item.path.name}"
            if module_of(rule.id) != module:
                self.misplaced.append(f"{rule.id} is in {module}: name its topic there in spec/chapters.toml")


def collected(folder: Path = SPEC) -> Rules:
    """The rules as the tests declare them, in the order of the notes. Raises LockError."""
    return _collect(folder)[0]


def cases_of() -> dict[str, list[str]]:
    """The names of the cases of each rule; of one without parameters an empty one. Raises LockError."""
    return _collect(SPEC)[1]


def _collect(folder: Path) -> tuple[Rules, dict[str, list[str]]]:
    """The rules, and the names of the cases of each. Raises LockError."""
    collector, printed = _Collector(), io.StringIO()
    quiet = ["-qq", "-W", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:cacheprovider"]
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = pytest.main(["--collect-only", *quiet, "-p", "fastapi_spec.plugin", str(folder)], [collector])
    if status:
        errors = [line for line in printed.getvalue().splitlines() if line.startswith(("E ", "ERROR"))]
        raise LockError("the rules cannot be collected: " + " ".join(errors or [printed.getvalue()]))
    if collector.misplaced and folder == SPEC:
        raise LockError("; ".join(collector.misplaced))
    return collector.rules, collector.cases


def changes(old: Mapping[str, LockedRule], new: Mapping[str, LockedRule]) -> dict[str, str]:
    """The ids that were added, retired or changed in level, origin or statement. Raises LockError for a retired id."""
    if again := sorted(new.keys() & retired()):
        raise LockError(f"{', '.join(again)}: retired before, and an id is never used again; take the next number")
    found = dict.fromkeys(new.keys() - old.keys(), "added") | dict.fromkeys(old.keys() - new.keys(), "retired")
    found |= {id: "changed" for id in old.keys() & new.keys() if old[id] != new[id]}
    return dict(sorted(found.items()))


def retired() -> set[str]:
    """The ids that rules had once."""
    return set(read(RETIRED).split())


def required_mentions(found: Mapping[str, str]) -> dict[str, int]:
    """How many mentions of each id in the newest section of the changelog have been used, with these changes.

    Every change of a rule uses one: a line for an earlier change does not excuse the next. Raises LockError.
    """
    heading, newest = newest_section(read(CHANGELOG))
    first, *lines = read(MENTIONS).splitlines() or [""]
    used = {id: int(count) for id, count in map(str.split, lines)} if first == f"# {heading}" else {}
    needed = used | {id: used.get(id, 0) + 1 for id in found}
    if silent := [id for id in found if mentions(id, newest) < needed[id]]:
        raise LockError(
            f"the newest section of CHANGELOG.md needs a new line that names, in backquotes, {', '.join(silent)}"
        )
    return needed


def mentions_text(used: Mapping[str, int]) -> str:
    """The text of changelog.lock."""
    heading, _ = newest_section(read(CHANGELOG))
    return "".join([f"# {heading}\n", *(f"{id} {count}\n" for id, count in sorted(used.items()))])


def newest_section(changelog: str) -> tuple[str, str]:
    """The heading and the text of the newest section."""
    heading, _, text = changelog.partition("\n## ")[2].partition("\n## ")[0].partition("\n")
    return heading, text


def mentions(id: str, text: str) -> int:
    """How often a text names an id in backquotes, by itself or by a pattern such as ``QUERY-*``."""
    return sum(fnmatch.fnmatchcase(id, pattern) for pattern in re.findall(r"`([A-Z][A-Z0-9*-]+)`", text))


def reference_documents() -> dict[str, JSON]:
    """The OpenAPI documents of the reference application, by the prefix of each application."""
    with serving() as target, Api(target.url, Recorder(10)) as api:
        return {prefix: api.get(f"{prefix}/openapi.json").json() for prefix in contract.applications()}


if __name__ == "__main__":
    sys.exit(main())
