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

from fastapi_spec import language
from fastapi_spec.language import later, say
from fastapi_spec.suggest import did_you_mean, first_few
from fastapi_spec.told import of_system

if TYPE_CHECKING:
    from fastapi_spec.verdict.outcomes import Result

TODO = "TODO"
HEAD = later("""\
# Known deviations of this implementation, one table per rule, for --deviations. Replace each TODO by the reason;
# issue = "https://..." and since = 2026-01-31 are optional.
""")


class DeviationsError(Exception):
    """The file of deviations cannot be used; says in one line what to write."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """Why a rule is known not to hold; ``issue`` is a URL."""

    reason: str
    issue: str | None = None
    since: datetime.date | None = None

    def __str__(self) -> str:
        since = say("since {date}", date=self.since) if self.since else ""
        aside = ", ".join(filter(None, [since, self.issue]))
        return f"{self.reason} ({aside})" if aside else self.reason


def load(path: Path) -> dict[str, Deviation]:
    """The deviations of a file by the id of their rule. Raises DeviationsError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {id: _deviation(id, table) for id, table in tables.items()}
    except OSError as error:
        raise DeviationsError(say("--deviations {file}: {problem}", file=path, problem=of_system(error))) from None
    except ValueError as error:
        raise DeviationsError(say("--deviations {file}: {problem}", file=path, problem=error)) from None
    if silent := [id for id, deviation in found.items() if deviation.reason.upper().startswith(TODO)]:
        told = {"file": path, "ids": first_few(silent), "todo": TODO}
        raise DeviationsError(say("--deviations {file}: no reason yet for {ids}: replace {todo}", **told))
    return found


def _deviation(id: str, table: Any) -> Deviation:
    """One table of the file. Raises ValueError."""
    if not isinstance(table, dict):
        raise ValueError(say("{key} is outside of a table: write [RULE-ID] above it", key=id))
    known = ("reason", "issue", "since")
    for key in table:
        if key not in known:
            if near := did_you_mean(key, known):
                raise ValueError(say("{id} has no key {key}{near}", id=id, key=key, near=near))
            raise ValueError(say("{id} has no key {key}; there are reason, issue and since", id=id, key=key))
    reason, issue, since = (table.get(key) for key in known)
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError(say('{id} has no reason: write reason = "..."', id=id))
    if issue is not None and not (isinstance(issue, str) and issue.startswith(("http://", "https://"))):
        raise ValueError(say('{id}: write the URL of the issue, as in issue = "https://..."', id=id))
    if since is not None and type(since) is not datetime.date:
        raise ValueError(say("{id}: write since as a date without quotes, as in since = 2026-01-31", id=id))
    return Deviation(" ".join(reason.split()), issue, since)


def check_known(listed: Iterable[str], known: Collection[str], path: Path) -> None:
    """Raise DeviationsError for an id that no rule has."""
    for id in listed:
        if id not in known:
            told = {"file": path, "id": id, "near": did_you_mean(id.upper(), known)}
            raise DeviationsError(say("--deviations {file}: no rule {id}{near}", **told))


def first_file(short: "Iterable[Result]") -> str:
    """The text of a file that lists these rules, with the reasons still to be written."""
    return "\n".join([str(HEAD), *map(_table, short)])


def _table(result: "Result") -> str:
    rule = result.rule
    statement = language.statement(rule.id, rule.statement)
    head = say(
        "{level} {outcome}: {sentence}", level=rule.level.name, outcome=say(str(result.outcome)), sentence=statement
    )
    return f'# {head}\n[{rule.id}]\nreason = "{TODO}"\n'
