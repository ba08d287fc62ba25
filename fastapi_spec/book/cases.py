"""The cases of a rule as a page shows them: why one does not hold, and what went over the wire, if there is room."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from fastapi_spec.book.highlight import both, prose, request, response
from fastapi_spec.client.transcript import SHOWN, Transcript
from fastapi_spec.language import say
from fastapi_spec.output.card import label_of
from fastapi_spec.output.http import curl
from fastapi_spec.output.report import CaseReport
from fastapi_spec.output.shell import repeated
from fastapi_spec.printable import visible
from fastapi_spec.told import of_report, told
from fastapi_spec.verdict.outcomes import Outcome

FRAME = 100
"""How many bytes are around an exchange, or around the reasons of a case."""
MOST, LONGEST = 6, SHOWN
"""How many exchanges of a case that falls short are shown, the last ones, and how many characters of a body."""
EXAMPLES, EXCERPT = 2, 1000
"""The same of a case that holds."""
FINE = (Outcome.HOLDS, Outcome.NOT_CLAIMED)
"""Outcomes that do not fall short."""

Shared = frozenset[Hashable]
"""The requests that every case of a rule sends."""


@dataclass(slots=True)
class ExchangeShown:
    """A request and its response as HTTP, and the command that repeats it, or why there is none.

    ``shared`` is whether every case of the rule sends the request, and this one holds: it may be there for comparison.
    """

    request: Markup
    response: Markup
    command: str
    no_command: Markup
    shared: bool = False

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return FRAME + sum(map(_bytes, (self.request, self.response, self.command, self.no_command)))


@dataclass(slots=True)
class CaseShown:
    """A case; ``elsewhere`` is how many of its exchanges only the report has, ``lost`` how many not even that."""

    name: str
    outcome: Outcome
    reasons: list[tuple[Markup, Markup]]
    exchanges: list[ExchangeShown] = field(default_factory=list)
    elsewhere: int = 0
    lost: int = 0


@dataclass(slots=True)
class Room:
    """The bytes that the cases of a page may still take. Beyond them exchanges are only counted."""

    left: int

    def case(self, case: CaseReport, shared: Shared, most: int = MOST) -> CaseShown:
        """A case of a rule whose cases share these requests, with at most so many of its exchanges.

        Those are the last ones of a case that falls short. Of one that holds, they are the last ones that only it
        sends, and then those that are shared.
        """
        made = CaseShown(visible(case.case), case.outcome, list(_reasons(case)), lost=case.exchanges_left_out)
        fine = case.outcome in FINE
        self.left -= FRAME + sum(_bytes(label + text) for label, text in made.reasons)
        common = [_request(exchange) in shared for exchange in case.exchanges]
        order = sorted(range(len(common)), key=lambda at: (fine and not common[at], at))
        for at in sorted(order[-min(most, EXAMPLES if fine else MOST) :]):
            found = _exchange(case.exchanges[at], EXCERPT if fine else LONGEST)
            found.shared = fine and common[at]
            if found.size <= self.left:
                self.left -= found.size
                made.exchanges.append(found)
        made.elsewhere = len(case.exchanges) - len(made.exchanges)
        return made


def shared(cases: Sequence[CaseReport]) -> Shared:
    """The requests that every one of these cases sends; none if there is only one case."""
    sent = [frozenset(map(_request, case.exchanges)) for case in cases]
    return frozenset.intersection(*sent) if len(sent) > 1 else frozenset()


def label(name: str) -> Markup:
    """A label of a card."""
    return both(lambda: label_of(name))


def translated(translate: Callable[[str], str], text: str) -> Markup:
    """A sentence of a report, and what it is in Chinese."""
    return both(lambda: translate(text), prose)


def _request(exchange: Transcript) -> Hashable:
    """What was sent, wherever the server is: two processes of a run may have one each."""
    host, _, target = exchange.url.partition("//")[2].partition("/")
    headers = tuple(field for field in exchange.request_headers if field[1] != host)
    body = exchange.request_body
    return exchange.method, target, headers, body.text, body.base64


def _bytes(text: str) -> int:
    return len(text.encode())


def _exchange(exchange: Transcript, longest: int) -> ExchangeShown:
    command = repeated(exchange)
    return ExchangeShown(
        request(exchange, longest),
        response(exchange, longest),
        "" if command is None else visible(command, "\t\n"),
        both(lambda: curl(exchange)) if command is None else Markup(),
    )


def _reasons(case: CaseReport) -> Iterator[tuple[Markup, Markup]]:
    """Why a case does not hold, by label."""
    if case.prerequisite:
        yield label("behind"), both(lambda: say("the prerequisite {name}", name=case.prerequisite))
    if case.operation:
        yield both(lambda: say("not built")), Markup("<code>{}</code>").format(visible(case.operation))
    for line in case.reason.splitlines():
        name, _, text = line.partition(": ")
        if name in ("expected", "received"):
            yield label(name), translated(of_report, text)
        else:
            yield label("reason"), translated(told, line)
    if case.raised:
        yield both(lambda: say("raised")), Markup("<code>{}</code>").format(visible(case.raised))
