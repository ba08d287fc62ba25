"""The figures in docs/reliability.md, between two marks."""

import os
import platform
import re
import sqlite3
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.reliability.parts import COLUMNS, Options, Result
from fastapi_spec.files import HOME, write

PAGE = HOME / "docs" / "reliability.md"
BEGIN, END = "<!-- figures: python -m benchmarks.reliability --write -->\n", "<!-- end of the figures -->\n"


def figures(results: Sequence[Result], options: Options, postgresql: str) -> str:
    """The table, what else each part measured, and where."""
    rows = [COLUMNS, ["---"] * len(COLUMNS), *(result.row() for result in results)]
    table = [f"| {' | '.join(row)} |" for row in rows]
    facts = [f"- {result.name}: {fact}." for result in results for fact in result.facts]
    where = [
        f"{options.workers} workers, {options.connections} connections, {options.seconds:g} s for each load",
        f"{os.cpu_count()} processors, which also ran the clients",
        f"Python {platform.python_version()}, uvicorn {version('uvicorn')}, SQLite {sqlite3.sqlite_version}",
    ]
    measured = f"Measured on {datetime.now(UTC):%Y-%m-%d}: {'; '.join(where)}, {postgresql}."
    return "\n".join([*table, "", *facts, "", textwrap.fill(measured, 120), ""])


def renew(text: str, figures: str) -> str:
    """The page with other figures."""
    return re.sub(f"(?<={re.escape(BEGIN)}).*?(?={re.escape(END)})", lambda _: f"\n{figures}\n", text, flags=re.DOTALL)


def save(figures: str) -> None:
    """Put the figures into the page."""
    write(PAGE, renew(PAGE.read_text(encoding="utf-8"), figures))
