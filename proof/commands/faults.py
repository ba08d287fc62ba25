"""Run the rules against servers with one defect each: every rule that a fault names must detect it.

Writes a row per fault to --output, prints every gap, and ends with status 1 if there is one.
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from fastapi_spec.plugin.fuzzing import FuzzPlugin
from fastapi_spec.plugin.targeting import target_plugin
from fastapi_spec.rules.chapters import module_of
from fastapi_spec.verdict.outcomes import Outcome
from proof.engine.items import GENERATED, Items, first_and_last, part_of, run
from proof.engine.parts import in_parts, write
from proof.engine.switch import SWITCH
from proof.faults import load
from proof.faults.fault import Fault, having

SAMPLE = 1
"""How many rules that a fault does not name run against it, too."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof faults``."""
    parser.add_argument("names", metavar="NAME", nargs="*", help="a fault, or a part of its name (default: all)")
    parser.add_argument("--full", action="store_true", help="run every rule against every fault, and not a sample")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--output", type=Path, default=Path("build/faults.json"), help="default build/faults.json")


def main(options: argparse.Namespace) -> int:
    """Run the rules against the faults. Returns the exit status."""
    try:
        chosen = having(options.names, load())
    except LookupError as error:
        options.error(str(error))
    # Of a few faults only the modules of rules that they name are collected: the sample is for all of them.
    modules = {module_of(rule) for fault in chosen for rule in fault.breaks} if options.names else set()
    paths = sorted(f"spec/{module}" for module in modules) if None not in modules and not options.full else []
    jobs = min(options.jobs, len(chosen))
    names = [fault.name for fault in chosen] if options.names else []
    made = in_parts("faults", *paths, names=names, full=options.full, jobs=jobs)
    rows = {fault.name: made[fault.name] for fault in chosen}
    write(options.output, rows)
    found, caught = gaps(rows), {rule for row in rows.values() for rule in row["broken"]}
    print(*found, sep="\n", end="\n" if found else "")
    faults = "1 fault" if len(rows) == 1 else f"{len(rows)} faults"
    rules = "1 rule detects" if len(caught) == 1 else f"{len(caught)} rules detect"
    print(f"{faults}, {rules} at least one, {len(found)} gaps")
    return 1 if found else 0


def gaps(rows: dict[str, Any]) -> list[str]:
    """What the proof lacks, a line each."""
    return [
        f"{name}: {rule} {gap}"
        for name, row in rows.items()
        for rule, gap in [
            *((rule, f"does not detect it ({why})") for rule, why in row["survived"].items()),
            *((rule, f"is an error of the harness: {why}") for rule, why in row["errors"].items()),
            *((rule, "does not exist") for rule in row["unknown"]),
            *((rule, why) for rule, why in row["wordless"].items()),
        ]
    ]


def rows(session: pytest.Session, items: Items) -> Iterator[tuple[int, int, str, Any]]:
    """Switch one fault on after the other, and note what each rule says of it."""
    option, fuzzing = session.config.option, session.config.pluginmanager.get_plugin(FuzzPlugin.name)
    assert isinstance(fuzzing, FuzzPlugin)
    known = load()
    faults = part_of([known[name] for name in option.proof_only] or list(known.values()), option.proof_part)
    faults.sort(key=lambda fault: not fault.case)  # generated requests read all rows: before a fault leaves some behind
    with httpx.Client(base_url=target_plugin(session.config).target.url, timeout=30) as control:
        for item in preparing(session.items):
            run([item])  # on a sound server: fixtures of the session are not made by a broken one
        for number, fault in enumerate(faults, 1):
            control.put(SWITCH + fault.name).raise_for_status()
            fuzzing.forget()
            row = _row(fault, items, full=option.proof_full)
            control.put(SWITCH).raise_for_status()
            yield number, len(faults), fault.name, row


def preparing(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """A few cases that use every fixture of the session between them.

    Rules that generate requests take long, and have no such fixture of their own.
    """
    used: set[str] = set()
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        fixtures = {*getattr(item, "fixturenames", ())} - parameters.keys()
        if not fixtures <= used and not item.nodeid.startswith(GENERATED):
            used |= fixtures
            yield item


def _rules(fault: Fault, items: Items, *, full: bool) -> list[str]:
    """The rules to run: those that the fault names, and others."""
    others = [
        rule for rule in items if rule not in fault.breaks and (full or not items[rule][0].nodeid.startswith(GENERATED))
    ]
    chosen = others if full else random.Random(fault.name).sample(others, min(SAMPLE, len(others)))
    return [*(rule for rule in fault.breaks if rule in items), *chosen]


def _row(fault: Fault, items: Items, *, full: bool) -> dict[str, Any]:
    """What the rules that a fault names, and a sample of the others, say of it."""
    unknown = [rule for rule in fault.breaks if rule not in items]
    row: dict[str, Any] = {"broken": [], "survived": {}, "also": [], "errors": {}, "unknown": unknown, "wordless": {}}
    for rule in _rules(fault, items, full=full):
        verdict = run(_cases(fault, items[rule]) if rule in fault.breaks else first_and_last(items[rule]))
        if verdict.outcome is Outcome.ERROR:
            row["errors"][rule] = verdict.reason
        elif rule not in fault.breaks:
            row["also"] += [rule] if verdict.outcome is not Outcome.HOLDS else []
        elif verdict.outcome in (Outcome.BROKEN, Outcome.UNMET, Outcome.NOT_BUILT):
            row["broken"].append(rule)
            row["wordless"] |= {rule: why} if (why := wordless(verdict.reason)) else {}
        else:
            row["survived"][rule] = f"{verdict.outcome} {verdict.reason}".strip()
    return row


def wordless(reason: str) -> str:
    """What the card of a failing case lacks: each says what was expected, and what was received instead."""
    said = dict(line.split(": ", 1) for line in reason.splitlines() if line.startswith(("expected: ", "received: ")))
    if not said.get("received"):
        return f"says nothing of what was received ({reason!r})"
    return f"expects what it received ({reason!r})" if said["received"] == said.get("expected") else ""


def _cases(fault: Fault, cases: list[pytest.Item]) -> list[pytest.Item]:
    """The cases of a rule that can detect a fault."""
    return [item for item in cases if not fault.case or item.callspec.id == fault.case]  # type: ignore[attr-defined]
