"""The cases of a rule as a page shows them: why one does not hold, and what went over the wire, if there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


@dataclass(slots=True)
class ExchangeShown:
    """A request and its response as HTTP, and the command that repeats it, or why there is none."""

    request: Markup
    response: Markup
    command: str
    no_command: Markup

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

    def case(self, case: CaseReport, most: int = MOST) -> CaseShown:
        """A case, with at most so many of its exchanges: the last ones."""
        made = CaseShown(visible(case.case), case.outcome, list(_reasons(case)), lost=case.exchanges_left_out)
        fine = case.outcome in FINE
        self.left -= FRAME + sum(_bytes(label + text) for label, text in made.reasons)
        for exchange in case.exchanges[-min(most, EXAMPLES if fine else MOST) :]:
            found = _exchange(exchange, EXCERPT if fine else LONGEST)
            if found.size <= self.left:
                self.left -= found.size
                made.exchanges.append(found)
        made.elsewhere = len(case.exchanges) - len(made.exchanges)
        return made


def label(name: str) -> Markup:
    """A label of a card."""
    return both(lambda: label_of(name))


def translated(translate: Callable[[str], str], text: str) -> Markup:
    """A sentence of a report, and what it is in Chinese."""
    return both(lambda: translate(text), prose)


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
