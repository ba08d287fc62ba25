"""Sample values of the verdict: a rule, its cases, the summary of a run."""

import json
from pathlib import Path
from typing import Any, cast

import httpx

from fastapi_spec.client.api import Api, Response, Unreachable
from fastapi_spec.client.transcript import Body, Transcript
from fastapi_spec.output import report
from fastapi_spec.rules.errata import of_notes
from fastapi_spec.rules.rule import Erratum, Level, Rule
from fastapi_spec.verdict.outcomes import Case, Cause, Outcome
from fastapi_spec.verdict.summary import Summary

RULE = Rule("A-1", Level.MUST, "It holds.", "bool 参数", "tutorial/")


def case(
    outcome: Outcome = Outcome.HOLDS, *, rule: Rule = RULE, id: str = "", level: Level = Level.MUST, **more: Any
) -> Case:
    """A case of a rule, in a section and a chapter."""
    rule = Rule(id, level, "It holds.") if id else rule
    given = {
        "test": f"test_it.py::test_it[{rule.id}]",
        "name": "",
        "line": 1,
        "section": "Section",
        "chapter": "Chapter",
    }
    return Case(rule=rule, outcome=outcome, **{**given, **more})


def summary(*cases: Case, fail_on: Level = Level.MUST, **more: Any) -> Summary:
    """The summary of a run of these cases against a target named T."""
    made = Summary("T", fail_on, **{"deviations": {}, **more})
    for each in cases:
        made.add(each)
    return made


ERRATUM = Erratum("`if limit:` says it.", "never true")


def noted(id: str = "QUERY-OPT-2", outcome: Outcome = Outcome.BROKEN, level: Level = Level.MUST) -> Case:
    """A case that does not hold, as with the notes' own code, which an erratum corrects."""
    what = next(iter(of_notes()[id].values()))
    cause = Cause("exception", what.raised) if what.raised else None
    rule = Rule(id, level, "It holds.", erratum=ERRATUM)
    return case(outcome, rule=rule, reason=f"expected: x\nreceived: {what.received}", cause=cause)


def exchange(**more: Any) -> Transcript:
    """A GET whose response is 200 without a body."""
    given: dict[str, Any] = {"method": "GET", "url": "http://h/a", "request_headers": [("Accept", "*/*")]}
    given |= {"request_body": Body(), "status": 200}
    return Transcript(**{**given, **more})


def saved(folder: Path, *cases: Case, **more: Any) -> Path:
    """Write the report of a run of these cases against a target that is named for the folder. Returns its file."""
    run = summary(*cases, **more)
    run.target = folder.name
    run.status = run.exit_status(0)
    folder.mkdir(exist_ok=True)
    return report.write(
        folder,
        report.report_of(
            run,
            target=report.TargetReport(run.target, "http://h"),
            options=report.OptionsReport(),
            started=0,
            seconds=0,
        ),
    )


class Terminal:
    """A terminal of pytest that keeps what is written, and in which colour each part.

    ``shown`` is what is written over the line where the next one will be.
    """

    def __init__(self, verbosity: int = 0, *, isatty: bool = False) -> None:
        self.verbosity = verbosity
        self.text = ""
        self.shown = ""
        self.colours: list[str] = []
        self._isatty = isatty

    def isatty(self) -> bool:
        """Whether it is a terminal, and not a file."""
        return self._isatty

    def rewrite(self, line: str) -> None:
        """Write a line over the one before, from its first column on."""
        self.shown = line + self.shown[len(line) :]

    def ensure_newline(self) -> None:
        """A line begins."""

    def flush(self) -> None:
        """What was written is seen."""

    def write_sep(self, sep: str, title: str, fullwidth: int) -> None:
        """Write a title between signs, in so many characters."""
        self.text += f" {title} ".center(fullwidth, sep) + "\n"

    def write(self, text: str, **markup: bool) -> None:
        """Write a part of a line, where nothing is left of what was written before."""
        assert not self.shown.strip()
        self.text += text
        self.colours += [name for name, on in markup.items() if on and name != "bold"]

    def write_line(self, text: str, **markup: bool) -> None:
        """Write the rest of a line."""
        self.write(text + "\n", **markup)


class Replies:
    """A client that gets one reply after the other: a response, a JSON value, or an error; without any nothing listens.

    ``requests`` are those that were sent, as ``GET /hello``.
    """

    def __init__(self, *replies: object) -> None:
        self.requests: list[str] = []
        self._replies = list(replies)

    @property
    def client(self) -> Api:
        """The client, as far as a type checker sees."""
        return cast(Api, self)

    def get(self, path: str, **_: object) -> httpx.Response:
        """Send a GET."""
        return self._send("GET", path)

    def post(self, path: str, **_: object) -> httpx.Response:
        """Send a POST."""
        return self._send("POST", path)

    def delete(self, path: str, **_: object) -> httpx.Response:
        """Send a DELETE."""
        return self._send("DELETE", path)

    def _send(self, method: str, path: str) -> httpx.Response:
        self.requests.append(f"{method} {path}")
        reply = self._replies.pop(0) if self._replies else Unreachable("nothing listens")
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, httpx.Response) else Response(200, content=json.dumps(reply).encode())
