"""What is changed in hypothesis while its examples run, and put back after: there is no setting for either.

Both are private; tests/unit/generate/test_hypothesis.py fails if they change, and pyproject.toml bounds the version.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from hypothesis.internal.conjecture import engine, providers
from hypothesis.internal.constants_ast import Constants

SHRINKING = 3
"""Seconds for which a smaller example is searched, once one has failed."""


@contextmanager
def same_examples_everywhere() -> Iterator[None]:
    """Draw no constants from the loaded modules: run alone, a rule would get other examples. Bound the shrinking."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(providers, "_get_local_constants", Constants))
        stack.enter_context(patch.object(engine, "MAX_SHRINKING_SECONDS", SHRINKING, create=True))
        yield
