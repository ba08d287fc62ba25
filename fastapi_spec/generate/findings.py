"""What was found, by check and operation, each finding once and with the smallest request that shows it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from fastapi_spec.client.api import Exchange
from fastapi_spec.generate.failures import none
from fastapi_spec.rules.templates import shape

SILENCE = "no_answer"
UNREADABLE = "unreadable_document"

SHOWN = 3
"""Of so many findings of a rule the exchanges are shown."""


@dataclass(slots=True)
class Finding:
    """``check`` is schemathesis's name of it, or one of ours above. ``operation`` is written as in `Record`.

    ``options`` are those of the command that finds it again, ``exchanges`` lead to it, in their order. ``times``: how
    many requests showed the same.
    """

    check: str
    operation: str
    said: str
    options: list[str] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    times: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """How much a person has to read."""
        return len(self.exchanges), sum(len(e.url) + len(e.request_body) for e in self.exchanges)

    def __str__(self) -> str:
        again = f" ({self.times} times)" if self.times > 1 else ""
        return f"{self.operation}: {self.said}{again}"


class Record:
    """What a campaign has seen; ``options`` are those of the command that begins it again.

    An operation is written ``GET /apps/cors/max-age/hello``, its whole path as a template.

    ``asked`` counts the requests to each, ``last`` has the last exchange with it, ``kept`` those that responded
    as declared at least once, ``succeeded`` those that did so with a 2xx status.
    """

    def __init__(self, options: list[str]) -> None:
        self.options = options
        self.findings: dict[tuple[str, ...], Finding] = {}
        self.asked: Counter[str] = Counter()
        self.last: dict[str, Exchange] = {}
        self.kept: set[str] = set()
        self.succeeded: set[str] = set()

    def add(self, finding: Finding, kind: str = "") -> None:
        """Take in a finding; of several of one kind the smallest stays."""
        key = (finding.check, finding.operation, kind)
        old = self.findings.get(key)
        if old is None:
            self.findings[key] = finding
        elif finding.size < old.size:
            finding.times += old.times
            self.findings[key] = finding
        else:
            old.times += finding.times

    def of(self, checks: Iterable[str]) -> list[Finding]:
        """The findings of these checks, in the order in which they were first met."""
        return [finding for finding in self.findings.values() if finding.check in set(checks)]


class Seen:
    """What a campaign has seen of one area.

    ``operations`` are those of the contract there, ``inside`` says of a path whether it is, ``successful`` are the
    operations that have to respond with a 2xx status. The exchanges that a card is to show are added to ``shown``.
    """

    def __init__(
        self,
        record: Record,
        operations: list[str],
        inside: Callable[[str], bool],
        shown: list[Exchange],
        successful: Collection[str] = (),
    ) -> None:
        self.operations = operations
        kept, succeeded = set(map(shape, record.kept)), set(map(shape, record.succeeded))
        self.unkept = [operation for operation in operations if shape(operation) not in kept]
        self._failed = [operation for operation in successful if shape(operation) not in succeeded]
        self._record = record
        self._inside = inside
        self.shown = shown

    def reached(self) -> bool:
        """Whether every operation has responded as declared. Raises FailureList with those that never did."""
        asked = {shape(operation): count for operation, count in self._record.asked.items()}
        last = {shape(operation): exchange for operation, exchange in self._record.last.items()}
        unreached = [each for each in self.operations if each in self.unkept or each in self._failed]
        self._show([last[shape(operation)]] for operation in unreached if shape(operation) in last)
        lines = [
            f"{operation}: {asked[shape(operation)]} requests, never responded "
            f"{'as declared' if operation in self.unkept else 'with a declared 2xx status'}"
            if shape(operation) in asked
            else f"{operation}: no request, since the target's document does not have it or there was no time"
            for operation in unreached
        ]
        return none(lines, self._record.options)

    def keeps(self, *checks: str) -> bool:
        """Whether nothing was found by these checks. Raises FailureList with what was."""
        found = [f for f in self._record.of(checks) if self._inside(f.operation.partition(" ")[2])]
        self._show(finding.exchanges for finding in found)
        return none(list(map(str, found)), found[0].options if found else [])

    def _show(self, chains: Iterable[list[Exchange]]) -> None:
        """Put the exchanges of the first few on the card."""
        for chain in islice(chains, SHOWN):
            self.shown += chain
