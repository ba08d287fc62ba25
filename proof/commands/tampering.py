"""Run each rule on its own responses, replayed with one thing changed: it must detect at least one change.

See proof.tampering.change for the changes. Writes a row per rule to --output, prints the share of changes that were
detected, by kind and over all, and ends with status 1 if a rule detects none, or if two rules of different levels send
the same request and the stronger one detects all that the weaker one does: they demand the same thing at two levels.
Rules that generate requests are left out: faults prove them.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.api import Recorder
from fastapi_spec.rules.rule import Level, rule_of
from fastapi_spec.verdict.outcomes import Outcome
from proof.engine.items import GENERATED, Items, first_and_last, part_of
from proof.engine.parts import in_parts, write
from proof.tampering.change import KINDS, LIVE, Recorded, changes
from proof.tampering.replay import Player, record, replay


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof tampering``."""
    parser.add_argument("paths", metavar="PATH", nargs="*", default=["spec"], help="rules to run (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    output = Path("build/tampering.json")
    parser.add_argument("--output", type=Path, default=output, help=f"default {output}")


def main(options: argparse.Namespace) -> int:
    """Run the rules on changed responses. Returns the exit status."""
    left_out = [f"--ignore={folder}" for folder in GENERATED]
    rows = in_parts("tampering", *left_out, *options.paths, jobs=options.jobs)
    write(options.output, rows)
    detected, missed = (
        Counter({kind: sum(len(row[side].get(kind, [])) for row in rows.values()) for kind in KINDS})
        for side in ("detected", "missed")
    )
    for kind in KINDS:
        print(f"{kind:<16} {_share(detected[kind], missed[kind])}")
    blind = [rule for rule, row in rows.items() if not row["detected"]]
    print(*(f"{rule} detects no change of its responses" for rule in blind), sep="\n", end="\n" if blind else "")
    twice = list(at_two_levels(rows))
    print(*twice, sep="\n", end="\n" if twice else "")
    print(f"{len(rows)} rules, {_share(detected.total(), missed.total())}")
    return 1 if blind or twice else 0


def at_two_levels(rows: dict[str, Any]) -> Iterator[str]:
    """A line for each rule that demands nothing but what a rule of a higher level demands of the same response."""
    for weak, strong in permutations(rows, 2):
        if rows[weak]["level"] >= rows[strong]["level"]:
            continue
        for request, demands in rows[weak]["demands"].items():
            if demands and set(demands) <= set(rows[strong]["demands"].get(request, [])):
                yield f"{weak} ({Level(rows[weak]['level']).name}) demands what {strong} does: {request}"


def _share(detected: int, missed: int) -> str:
    """How many of the changes were detected, in numbers and percent."""
    return f"{detected} of {detected + missed} changes detected ({detected / max(detected + missed, 1):.0%})"


def rows(session: pytest.Session, items: Items) -> Iterator[tuple[int, int, str, Any]]:
    """Record the cases of each rule, and play them back with every change."""
    player = Player()
    session.config.pluginmanager.register(player)
    handle = Recorder.handle_request
    Recorder.handle_request = player.handler()  # type: ignore[method-assign, assignment]
    rules = part_of(list(items), session.config.option.proof_part)
    try:
        for number, rule in enumerate(rules, 1):
            yield number, len(rules), rule, _row(player, first_and_last(items[rule]))
    finally:
        Recorder.handle_request = handle  # type: ignore[method-assign]


def _row(player: Player, cases: list[pytest.Item]) -> dict[str, Any]:
    """Which changes some cases of a rule detect."""
    rule = rule_of(cases[0])
    assert rule
    row: dict[str, Any] = {"level": int(rule.level), "detected": {}, "missed": {}, "demands": {}}
    for item in cases:
        record(player, item)  # fixtures of the session are made now, and not again
        verdict, tape, called = record(player, item), player.recorded, player.called
        sent = player.requests
        assert verdict.outcome is Outcome.HOLDS, f"{item.nodeid}, on a sound server: {verdict.reason}"
        played = replay(player, item, tape).outcome is Outcome.HOLDS
        positions = called or list(range(len(tape)))  # some rules read only responses to their fixtures
        for at in positions:
            response = tape[at]
            for kind, place, changed in changes(item, response) if isinstance(response, Recorded) else ():
                if played:
                    verdict = replay(player, item, [*tape[:at], changed, *tape[at + 1 :]])
                elif kind in LIVE:  # a rule with several clients at once, or one that reads the clock
                    verdict = record(player, item, {at: LIVE[kind]})
                else:
                    continue
                assert verdict.outcome is not Outcome.ERROR, f"{item.nodeid}: {kind} {place}: {verdict.reason}"
                held = verdict.outcome is Outcome.HOLDS
                if len(sent) == 1 and not held:
                    row["demands"].setdefault(sent[0], []).append(f"{kind} {place}".strip())
                side = row["missed" if held else "detected"]
                side.setdefault(kind, []).append(f"{item.name} response {positions.index(at) + 1} {place}".strip())
    return row
