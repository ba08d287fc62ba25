"""Known deviations: differences that an implementation knows about and accepts, in a TOML file that it keeps.

    [QUERY-BOOL-3]
    reason = "the query parser of the framework leaves every value a string"
    issue = "https://example.com/issues/7"    # optional
    since = 2026-01-31                        # optional

A listed rule that falls short deviates and does not fail the run. If it holds, its entry is stale and the run fails.
"""

import datetime
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi_spec.suggest import did_you_mean, first_few

if TYPE_CHECKING:
    from fastapi_spec.verdict.outcomes import Result

TODO = "TODO"
HEAD = f"""\
# Known deviations of this implementation, one table per rule, for --deviations. Replace each {TODO} by the reason;
# issue = "https://..." and since = 2026-01-31 are optional.
"""


class DeviationsError(Exception):
    """The file of deviations cannot be used; says in one line what to write."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """Why a rule is known not to hold; ``issue`` is a URL."""

    reason: str
    issue: str | None = None
    since: datetime.date | None = None

    def __str__(self) -> str:
        aside = ", ".join(filter(None, [f"since {self.since}" if self.since else "", self.issue]))
        return f"{self.reason} ({aside})" if aside else self.reason


def load(path: Path) -> dict[str, Deviation]:
    """The deviations of a file by the id of their rule. Raises DeviationsError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {id: _deviation(id, table) for id, table in tables.items()}
    except OSError as error:
        raise DeviationsError(f"--deviations {path}: {error.strerror}") from None
    except ValueError as error:
        raise DeviationsError(f"--deviations {path}: {error}") from None
    if silent := [id for id, deviation in found.items() if deviation.reason.upper().startswith(TODO)]:
        raise DeviationsError(f"--deviations {path}: no reason yet for {first_few(silent)}: replace {TODO}")
    return found


def _deviation(id: str, table: Any) -> Deviation:
    """One table of the file. Raises ValueError."""
    if not isinstance(table, dict):
        raise ValueError(f"{id} is outside of a table: write [RULE-ID] above it")
    known = ("reason", "issue", "since")
    for key in table:
        if key not in known:
            raise ValueError(
                f"{id} has no key {key}{did_you_mean(key, known) or '; there are reason, issue and since'}"
            )
    reason, issue, since = (table.get(key) for key in known)
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError(f'{id} has no reason: write reason = "..."')
    if issue is not None and not (isinstance(issue, str) and issue.startswith(("http://", "https://"))):
        raise ValueError(f'{id}: write the URL of the issue, as in issue = "https://..."')
    if since is not None and type(since) is not datetime.date:
        raise ValueError(f"{id}: write since as a date without quotes, as in since = 2026-01-31")
    return Deviation(" ".join(reason.split()), issue, since)


def check_known(listed: Iterable[str], known: Collection[str], path: Path) -> None:
    """Raise DeviationsError for an id that no rule has."""
    for id in listed:
        if id not in known:
            raise DeviationsError(f"--deviations {path}: no rule {id}{did_you_mean(id.upper(), known)}")


def first_file(short: "Iterable[Result]") -> str:
    """The text of a file that lists these rules, with the reasons still to be written."""
    return "\n".join([HEAD, *map(_table, short)])


def _table(result: "Result") -> str:
    rule = result.rule
    return f'# {rule.level.name} {result.outcome}: {rule.statement}\n[{rule.id}]\nreason = "{TODO}"\n'
