"""The budget of generated requests: the value of --fuzz."""

import argparse
import re
import secrets
from dataclasses import dataclass

from fastapi_spec.language import say
from fastapi_spec.suggest import did_you_mean

QUICK, STANDARD, OFF = "quick", "standard", "off"
DEFAULT_SEED = 0
UNITS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Budget:
    """``depth`` is quick, standard or off; ``seconds`` bounds the time.

    ``endless``: seed after seed is tried until the time is up. Otherwise one seed is, and only a slow target meets
    the bound.
    """

    depth: str
    seconds: float
    endless: bool = False


INPUTS = {QUICK: 1, STANDARD: 5, OFF: 1}
"""How many times the inputs that a property-based rule has by itself it runs on."""
BUDGETS = {QUICK: Budget(QUICK, 300), STANDARD: Budget(STANDARD, 1200), OFF: Budget(OFF, 0)}


def budget_of(text: str) -> Budget:
    """The budget that a value of --fuzz names. Raises ValueError."""
    if text in BUDGETS:
        return BUDGETS[text]
    duration = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text, re.ASCII)
    if not duration or not float(duration[1]):
        told = {"value": repr(text), "near": did_you_mean(text, BUDGETS)}
        raise ValueError(say("{value}: write quick, standard, off or a duration such as 90s, 10m, 1h{near}", **told))
    return Budget(STANDARD, float(duration[1]) * UNITS[duration[2]], endless=True)


def checked(text: str) -> str:
    """The type of the option. The text stays as it is, since xdist hands options to its workers as plain data."""
    try:
        budget_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def seed(text: str) -> int:
    """The type of --fuzz-seed."""
    if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        raise argparse.ArgumentTypeError(say("{value}: write a whole number from 0 up", value=repr(text)))
    return int(text)


def replay(depth: str, seed: int) -> list[str]:
    """The options that generate the same requests again; none for the default."""
    return [] if (depth, seed) == (QUICK, DEFAULT_SEED) else ["--fuzz", depth, "--fuzz-seed", str(seed)]


def seed_of(budget: Budget, given: int | None) -> int:
    """The seed to begin with: the one given, one by chance for a duration, else always the same."""
    if given is not None:
        return given
    return secrets.randbelow(10**9) if budget.endless else DEFAULT_SEED
