"""The plugins of pytest that a run loads: of those that the environment registers only those whose options it uses.

Each of them would be imported at every start, and some change runs that have nothing to do with them.
"""

import os
from collections.abc import Sequence
from importlib.util import find_spec

WORKER = "PYTEST_XDIST_WORKER"
USED_BY = {
    ("-n", "--numprocesses", "--dist", "--tx", "--maxprocesses"): ["xdist", "xdist.looponfail"],
    ("--cov",): ["pytest_cov"],
}


def used_plugins(words: Sequence[str]) -> list[str]:
    """The names of the plugins whose options are on a command line. A worker of xdist has it from the controller."""
    found = []
    for options, modules in USED_BY.items():
        used = any(word.startswith(options) for word in words) or (WORKER in os.environ and "-n" in options)
        if used and find_spec(modules[0].partition(".")[0]):
            found += modules
    return found
