"""The table of what proxies change (changes.toml), and the page of docs/ that shows it with their configurations."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from fastapi_spec.rules.contract import locked
from proof.engine.environments import ROOT
from proof.proxies.front import PROXIES, Proxy

TABLE = Path(__file__).with_name("changes.toml")
INTRODUCTION = Path(__file__).with_name("introduction.md")
PAGE = ROOT / "docs" / "proxies.md"

BEGIN, END = "# begin", "# end"
"""The lines around what the page shows of a configuration: the others are only needed in a temporary folder."""
PORTS = {"http://127.0.0.1:@PORT@": ":80", "127.0.0.1:@PORT@": "*:80", "@PORT@": "80", "@UPSTREAM@": "8000"}
"""What the page shows for the placeholders."""
MANY = 5
"""Of more rules in a row, the page only shows the ids."""


@dataclass(frozen=True)
class Change:
    """Rules that a proxy changes: what is ``received`` instead and ``why``.

    ``cures`` are the lines of the configuration ``cured`` that avoid it, if any do. What depends on timing is marked
    with ``sometimes``; its rules may be patterns (``YIELD-*``).
    """

    rules: tuple[str, ...]
    received: str
    why: str
    cures: tuple[str, ...] = ()
    sometimes: bool = False


def load() -> dict[str, list[Change]]:
    """The changes of each proxy, in the order of the table."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    lists = ("rules", "cures")
    return {
        name: [Change(**row | {key: tuple(row.get(key, ())) for key in lists}) for row in rows.get(name, ())]
        for name in PROXIES
    }


def lines(proxy: Proxy, kind: str) -> list[str]:
    """The lines of a configuration that the page shows, without common indentation."""
    found = proxy.configuration(kind).read_text(encoding="utf-8").splitlines()
    stripped = [line.strip() for line in found]
    if BEGIN in stripped:
        end = stripped.index(END) if END in stripped else None
        found = found[stripped.index(BEGIN) + 1 : end]
    return dedent("\n".join(found)).strip("\n").splitlines()


def page(table: Mapping[str, Sequence[Change]]) -> str:
    """The page of docs/: the lesson, then a section for each proxy."""
    sections = [_section(PROXIES[name], changes) for name, changes in table.items()]
    return INTRODUCTION.read_text(encoding="utf-8") + "".join(sections)


def _section(proxy: Proxy, changes: Sequence[Change]) -> str:
    certain = [change for change in changes if not change.sometimes]
    count = sum(len(change.rules) for change in certain)
    cured = sum(len(change.rules) for change in certain if change.cures)
    parts = [f"\n## {proxy.title}\n\n{_said(count, cured)}\n"]
    if changes:
        parts.append("\n| rule | received instead | why | avoided by |\n|---|---|---|---|\n")
        parts += [_row(change) for change in changes]
    shown = shown_ports("\n".join(lines(proxy, "cured" if cured else "usual")))
    return "".join([*parts, f"\n```{proxy.language}\n{shown}\n```\n"])


def shown_ports(text: str) -> str:
    """A text of a configuration with the ports that the page shows."""
    for place, value in PORTS.items():
        text = text.replace(place, value)
    return text


def _said(count: int, cured: int) -> str:
    if not count:
        return "It changes no rule. This is the configuration that was run:"
    rules = "1 rule" if count == 1 else f"{count} rules"
    if not cured:
        return f"It changes {rules}. No setting is known that avoids it."
    return f"As most people configure it, it changes {rules}. The configuration below avoids {cured} of these changes."


def _row(change: Change) -> str:
    known = locked()
    if len(change.rules) > MANY or change.sometimes:
        rules = ", ".join(f"`{rule}`" for rule in change.rules)
    else:
        rules = "<br>".join(f"`{rule}` {known[rule].level.name} {known[rule].statement}" for rule in change.rules)
    cures = "<br>".join(f"`{shown_ports(cure)}`" for cure in change.cures) or "no known setting"
    received = f"sometimes {change.received}" if change.sometimes else change.received
    return f"| {_cell(rules)} | {_cell(received)} | {_cell(change.why)} | {_cell(cures)} |\n"


def _cell(text: str) -> str:
    """A cell of a table: a vertical bar would end it."""
    return text.replace("|", "\\|")
