"""``python -m proof.faults.lock``: write the faults of each rule into the contract, where ``--explain`` reads them."""

import json
from pathlib import Path

from proof.faults import load

LOCKED = Path("spec/contract/faults.json")


def as_locked() -> dict[str, dict[str, str]]:
    """The faults that break each rule: rule id, name of the fault, its sentence."""
    locked: dict[str, dict[str, str]] = {}
    for fault in load().values():
        for rule in fault.breaks:
            locked.setdefault(rule, {})[fault.name] = fault.sentence
    return dict(sorted(locked.items()))


if __name__ == "__main__":
    LOCKED.write_text(json.dumps(as_locked(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
