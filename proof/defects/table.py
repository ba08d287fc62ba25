"""The table of published defects (defects.toml), and the page of docs/ that shows it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Level
from proof.engine.environments import ROOT

TABLE = Path(__file__).with_name("defects.toml")
PAGE = ROOT / "docs" / "defects.md"

KINDS = {
    "security": "Security advisories",
    "http": "Violations of a standard",
    "behaviour": "Other bugs and regressions",
}
HEAD = """# Published defects

Which published defects of FastAPI, and of the packages below it, the rules detect. For each one the reference
application is served with an affected version: the rules named must fail there, and hold with the fixed version and
with those of `requirements.lock`. If no affected version runs any more, a fault undoes the fix. The table is
`proof/defects/defects.toml`; `python -m proof defects` runs it and writes this page.

"""


@dataclass(frozen=True)
class Defect:
    """A published defect: ``report`` is its name, ``affected`` the versions that have it, ``defect`` one sentence.

    It is shown by the environment with the requirements ``install``, or by ``faults``. The ``rules``, of which one may
    be a case (``STATIC-14[nul]``), detect it there and hold with ``fixed``. ``level`` is the highest of theirs. ``why``
    is the reason if there are none. One that is not ``visible`` has no effect on the reference application.
    """

    report: str
    link: str
    kind: str
    affected: str
    defect: str = ""
    install: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    level: str = ""
    why: str = ""
    visible: bool = True

    @property
    def ids(self) -> list[str]:
        """The ids of the rules, without their cases."""
        return [rule.partition("[")[0] for rule in self.rules]


def load() -> list[Defect]:
    """The defects in the order of the table."""
    rows: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["defect"]
    lists = ("install", "fixed", "faults", "rules")
    return [Defect(**row | {name: tuple(row.get(name, ())) for name in lists}) for row in rows]


def highest(rules: Sequence[str]) -> str:
    """The name of the highest level of these rules."""
    known = locked()
    return max((known[rule].level for rule in rules), default=Level.MAY).name


def page(defects: Sequence[Defect]) -> str:
    """The page of docs/: counts, then a table for each kind."""
    visible = [defect for defect in defects if defect.visible]
    caught = [defect for defect in visible if defect.rules]
    must = [defect for defect in caught if defect.level == "MUST"]
    lines = ["| | visible | caught | at MUST |", "|---|---|---|---|"]
    for name, of in {
        "all defects": lambda _: True,
        "those with a CVE": lambda defect: defect.report.startswith("CVE-"),
    }.items():
        lines.append(f"| {name} | {' | '.join(str(sum(map(of, part))) for part in (visible, caught, must))} |")
    lines += ["", f"{len(defects) - len(visible)} more have no effect on the reference application."]
    for kind, title in KINDS.items():
        rows = [defect for defect in visible if defect.kind == kind]
        lines += ["", f"## {title}", "", "| report | affected | what a client sees | caught by |", "|---|---|---|---|"]
        lines += [_row(defect) for defect in rows]
    lines += ["", "## Without effect on the reference application", "", "| report | affected | why |", "|---|---|---|"]
    hidden = [defect for defect in defects if not defect.visible]
    lines += [f"| [{defect.report}]({defect.link}) | {defect.affected} | {defect.why} |" for defect in hidden]
    return HEAD + "\n".join(lines) + "\n"


def _row(defect: Defect) -> str:
    by = f"{defect.level}: {', '.join(dict.fromkeys(defect.ids))}" if defect.rules else f"none: {defect.why}"
    shown = f"; fault {', '.join(f'`{name}`' for name in defect.faults)}" if defect.faults else ""
    return f"| [{defect.report}]({defect.link}) | {defect.affected} | {defect.defect} | {by}{shown} |"
