"""What a case may keep of a target: no secrets, nothing that is not seen, and of everything only so much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from fastapi_spec import printable
from fastapi_spec.client.masking import issued, masked, owned
from fastapi_spec.client.secrets import Secrets, sent
from fastapi_spec.client.transcript import Transcript, bare, size, transcript
from fastapi_spec.verdict.outcomes import Case, Cause

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange

LONGEST = 100_000
"""How many characters of a text are looked at. What comes of it is much shorter."""
FIRST, LAST = 10, 30
"""How many exchanges of a case are kept: the first ones prepare what the last ones show."""
OF_RULE = 1_000_000
"""How many characters the exchanges of a rule have that are kept with their headers and bodies."""
OF_RUN = 20_000_000
"""How many those of all rules have. A run of every rule on a conforming server keeps a fifth of that."""
MOST_KNOWN = 300
"""How many secrets are remembered that a target issued, or its owner sent: each is looked for in all that follows."""


class Keeper:
    """Takes in what a target sent and printed during the tests of a process, one after the other."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}
        self._kept: dict[str, int] = {}
        self._secrets = Secrets()

    def begin(self, before: Iterable[Exchange]) -> None:
        """A test begins, after these exchanges."""
        self._remember(issued(before))
        self._secrets = Secrets()

    def know(self, exchanges: list[Exchange], *, ours: bool) -> None:
        """Find the secrets of a test. ``ours``: a rule of the specification, which makes up what it sends."""
        if not ours:
            self._remember(owned(exchanges))
        found = [*self._known, *islice(issued(exchanges), MOST_KNOWN)]
        self._secrets = Secrets(ours=ours, issued=found, sent=sent(exchanges))

    def text(self, text: str) -> str:
        """Lines on a case that may contain what the target sent."""
        return printable.lines(masked(text[:LONGEST], self._secrets, received=True))

    def printed(self, text: str) -> str:
        """What the target printed, which `fastapi_spec.output.printed` shortens."""
        return masked(text, self._secrets, received=True)

    def cause(self, cause: Cause | None) -> Cause | None:
        """A cause, which may name what the target sent."""
        return replace(cause, about=self.text(cause.about), found=self.text(cause.found)) if cause else None

    def keep(self, case: Case, exchanges: list[Exchange]) -> None:
        """Put the transcripts of these exchanges on a case, and say how many were left out."""
        chosen = exchanges if len(exchanges) <= FIRST + LAST else exchanges[:FIRST] + exchanges[-LAST:]
        case.exchanges = [self._within(transcript(exchange, self._secrets), case.rule.id) for exchange in chosen]
        case.exchanges_left_out = len(exchanges) - len(chosen)

    def clean(self, report: pytest.TestReport) -> None:
        """What pytest itself says of an error, and what the test printed."""
        shown = str(report.longrepr or "")
        if (cleaned := self.lines(shown)) != shown and not isinstance(report.longrepr, tuple):
            report.longrepr = cleaned
        report.sections = [(name, self.lines(text)) for name, text in report.sections]

    def lines(self, text: str) -> str:
        """Lines of any number that may contain what the target sent."""
        return printable.lines(masked(text[:LONGEST], self._secrets, received=True), most=1000)

    def _within(self, kept: Transcript, rule: str) -> Transcript:
        """A transcript, without its headers and bodies if there is no room left."""
        if self._kept.get(rule, 0) > OF_RULE or self._kept.get("", 0) > OF_RUN:
            return bare(kept)
        for of in (rule, ""):
            self._kept[of] = self._kept.get(of, 0) + size(kept)
        return kept

    def _remember(self, found: Iterable[str]) -> None:
        for value in found:
            if len(self._known) < MOST_KNOWN:
                self._known[value] = None
