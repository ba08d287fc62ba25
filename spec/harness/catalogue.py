"""The catalogue of all rules, locked in spec/contract/rules.json: an id is never reused, a change is deliberate."""

import contextlib
import fnmatch
import io
import json
import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from spec.harness.nearest import nearest
from spec.harness.report import describe
from spec.harness.rule import rule_of
from spec.harness.target import serving

PACKAGE = Path(__file__).parent.parent
LOCK = PACKAGE / "contract" / "rules.json"
FAULTS = PACKAGE / "contract" / "faults.json"
DOCUMENTS = PACKAGE / "contract" / "openapi.json"
CHANGELOG = PACKAGE.parent / "CHANGELOG.md"
FIXED = ("id", "level", "statement")

JSON = Any
Catalogue = dict[str, dict[str, Any]]


class LockError(Exception):
    """The locked contract cannot be renewed; says what must be written first."""


def locked() -> Catalogue:
    """The locked rules by their id, in the order of the notes; none before the first lock."""
    return {rule["id"]: rule for rule in json.loads(LOCK.read_text(encoding="utf-8"))} if LOCK.exists() else {}


def collected() -> Catalogue:
    """The rules as the tests of spec/ declare them. Raises LockError."""
    collector, printed = _Collector(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        # This process has imported spec before pytest could rewrite its assertions, and runs none of them.
        quiet = ["-qq", "-W", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:hypothesispytest"]
        status = pytest.main(["--collect-only", *quiet, str(PACKAGE)], [collector])
    if status:
        raise LockError(f"the rules cannot be collected:\n{printed.getvalue()}")
    return collector.rules


class _Collector:
    def __init__(self) -> None:
        self.rules: Catalogue = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            rule = rule_of(item)
            assert rule is not None, f"{item.nodeid} is no rule"
            self.rules[rule.id] = describe(rule) | {"test": item.nodeid.partition("[")[0]}


def changes(old: Catalogue, new: Catalogue) -> dict[str, str]:
    """The ids that were added, changed (level or statement) or retired."""
    found = dict.fromkeys(new.keys() - old.keys(), "added") | dict.fromkeys(old.keys() - new.keys(), "retired")
    for id in old.keys() & new.keys():
        if any(old[id][key] != new[id][key] for key in FIXED):
            found[id] = "changed"
    return dict(sorted(found.items()))


def unmentioned(ids: list[str], changelog: str) -> list[str]:
    """The ids that the newest section of the changelog does not name, by themselves or by a pattern such as QUERY-*."""
    newest = changelog.partition("\n## ")[2].partition("\n## ")[0]
    patterns = re.findall(r"`([A-Z][A-Z0-9*-]+)`", newest)
    return [id for id in ids if not any(fnmatch.fnmatchcase(id, pattern) for pattern in patterns)]


def documents(url: str) -> dict[str, JSON]:
    """The OpenAPI document of every application of the contract that the server at this URL serves, by prefix."""
    from spec.harness.exchange import Api, Recorder

    prefixes = tomllib.loads((PACKAGE / "contract" / "applications.toml").read_text(encoding="utf-8"))
    with Api(url, Recorder(10)) as api:
        return {prefix: api.get(f"{prefix}/openapi.json").json() for prefix in prefixes}


def reference_documents() -> dict[str, JSON]:
    """The documents of the reference application, served for the purpose."""
    with serving() as target:
        return documents(target.url)


def renew() -> list[str]:
    """Lock rules and documents anew. Returns what changed, in lines. Raises LockError while the changelog is silent."""
    old, new = locked(), collected()
    found = changes(old, new)
    if silent := unmentioned(list(found), CHANGELOG.read_text(encoding="utf-8")):
        raise LockError(f"the newest section of CHANGELOG.md must name, in backquotes, {', '.join(silent)}")
    _write(LOCK, list(new.values()))
    _write(DOCUMENTS, reference_documents())
    return [f"{what} {id}" for id, what in found.items()] or ["rules.json: nothing added, changed or retired"]


def _write(path: Path, value: JSON) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _faults() -> dict[str, dict[str, str]]:
    """The deliberately broken servers that break each rule: rule id, name, what is wrong."""
    faults: dict[str, dict[str, str]] = json.loads(FAULTS.read_text(encoding="utf-8"))
    return faults


def explain(id: str) -> int:
    """Print what is known of one rule. Returns the exit status: 0, or 4 for an unknown id."""
    rules = locked()
    rule = rules.get(id.upper())
    if rule is None:
        print(f"ERROR: no locked rule {id}{nearest(id.upper(), rules)}; spec/contract/rules.json lists them all")
        return 4
    print(f"{rule['id']}  {rule['level']}")
    print(textwrap.fill(rule["statement"], 78, initial_indent="  ", subsequent_indent="  "))
    print(f"\n  notes     {rule['notes']}\n  docs      {rule['docs']}")
    if erratum := rule["erratum"]:
        print(f"  erratum   the notes say: {erratum['claim']} ({erratum['since']})")
    for name, sentence in _faults().get(rule["id"], {}).items():
        print(textwrap.fill(f"{name}: {sentence}", 78, initial_indent="  fault     ", subsequent_indent=" " * 12))
    print(f"  run       pytest {rule['test']}")
    return 0
