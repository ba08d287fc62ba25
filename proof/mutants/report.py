"""What came of the mutants: a line while they are asked, then JSON for programs and a list for people."""

from collections import Counter
from typing import Any

from fastapi_spec.verdict.summary import Exit
from proof.mutants.asking import FAILED, KILLED, STILLBORN, SURVIVED, TIMEOUT, MutantResult
from proof.mutants.known import LOCKED, as_entry
from proof.mutants.mutants import Key, Mutant

Asked = dict[Mutant, MutantResult]


def progress(asked: Asked, mutants: int, seconds: float) -> str:
    """How many were asked, what came of them, and how long it will take."""
    outcomes = Counter(verdict.outcome for verdict in asked.values())
    left = seconds / len(asked) * (mutants - len(asked))
    counts = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    return f"{len(asked)} of {mutants}: {counts}; {left / 60:.0f} min to go"


def as_json(asked: Asked, reasons: dict[Key, str], listed: int, seconds: float) -> dict[str, Any]:
    """What came of a run, for programs: figures, the survivors with their diffs, and a row for every mutant."""
    outcomes = Counter(verdict.outcome for verdict in asked.values())
    detected = outcomes[KILLED] + outcomes[TIMEOUT]
    started = detected + outcomes[SURVIVED]
    return {
        "mutants": listed,
        "asked": len(asked),
        **{outcome: outcomes[outcome] for outcome in (KILLED, TIMEOUT, SURVIVED, STILLBORN, FAILED)},
        "score": round(detected / started, 4) if started else None,
        "seconds": round(seconds),
        "survivors": [
            {**mutant.key._asdict(), "number": mutant.number, "reason": reasons.get(mutant.key), "diff": mutant.diff}
            for mutant, verdict in asked.items()
            if verdict.outcome == SURVIVED
        ],
        "rows": [
            {**mutant.key._asdict(), "outcome": verdict.outcome, "by": verdict.by} for mutant, verdict in asked.items()
        ],
    }


def report(asked: Asked, reasons: dict[Key, str], result: dict[str, Any]) -> int:
    """Print what came of a run for people. Returns the exit status."""
    ordered = sorted(asked, key=lambda mutant: (mutant.file, mutant.number))
    survivors = [mutant for mutant in ordered if asked[mutant].outcome == SURVIVED]
    new = [mutant for mutant in survivors if mutant.key not in reasons]
    failed = [mutant for mutant in ordered if asked[mutant].outcome == FAILED]
    for mutant in survivors:
        print(f"{mutant}\n    {reasons.get(mutant.key, 'NEW: no rule detects it, and no reason is given')}\n")
    for mutant in failed:
        print(f"{mutant}\n    {asked[mutant].by}\n")
    for mutant in ordered:
        if mutant.key in reasons and asked[mutant].outcome == KILLED:
            print(f"{mutant}\n    is detected by {asked[mutant].by}: remove it from {LOCKED.name}\n")
    if new:
        print(f"Write a rule that detects each, or in {LOCKED.name} why none can:\n")
        print("[[because]]", 'reason = ""', "survivors = [", *dict.fromkeys(map(as_entry, new)), "]\n", sep="\n")
    score = "no score" if result["score"] is None else f"{result['score']:.1%} detected"
    print(
        f"{score}: {result[KILLED] + result[TIMEOUT]} of {len(asked)} mutants ({result[TIMEOUT]} by taking too long); "
        f"{len(survivors)} survive ({len(new)} new), {result[STILLBORN]} did not start, {len(failed)} failed; "
        f"{result['mutants']} in all, {result['seconds'] / 60:.0f} min"
    )
    return Exit.HARNESS_FAILED if failed else Exit.BROKEN if new else Exit.CONFORMS
