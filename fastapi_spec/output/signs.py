"""The signs and words of an outcome. Where the output cannot have a sign, as in ASCII, something else is printed."""

from __future__ import annotations

import sys

from fastapi_spec.language import say
from fastapi_spec.verdict.outcomes import Outcome


def printable(text: str) -> bool:
    """Whether the encoding of the output has all of these characters."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def sign(wanted: str, otherwise: str) -> str:
    """A sign, or what is printed instead of it in another encoding."""
    return wanted if printable(wanted) else otherwise


def sign_of(outcome: Outcome) -> str:
    """The sign of an outcome, in one column or two: what holds is ticked, what falls short is crossed."""
    if outcome is Outcome.HOLDS:
        return sign("✓", "ok")
    if outcome in (Outcome.NOT_CLAIMED, Outcome.DEVIATES):
        return "-"
    return sign("✗", "x")


def word_of(outcome: Outcome) -> str:
    """An outcome in a word or two."""
    words = {
        Outcome.NOT_CLAIMED: say("not claimed"),
        Outcome.HOLDS: say("holds"),
        Outcome.DEVIATES: say("deviates"),
        Outcome.NOT_BUILT: say("not built"),
        Outcome.UNMET: say("unmet"),
        Outcome.NOT_REACHED: say("not reached"),
        Outcome.BROKEN: say("broken"),
        Outcome.ERROR: say("error"),
    }
    return words.get(outcome, str(outcome))


def bar(part: int, whole: int, columns: int) -> str:
    """How much of a whole there is, as a bar of so many columns."""
    filled = columns * part // whole
    full, empty = ("█", "░") if printable("█░") else ("#", ".")
    return full * filled + empty * (columns - filled)
