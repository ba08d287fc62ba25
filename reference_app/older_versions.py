"""What an older FastAPI lacks: the application starts without it, and the rules concerned fail.

Nothing here compares versions: an option is passed if it exists, a module is served if it can be imported.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def supported(function: Callable[..., Any], **options: Any) -> dict[str, Any]:
    """Those of the options that the function, or the class, has a parameter for."""
    known = inspect.signature(function).parameters
    return {name: value for name, value in options.items() if name in known}


@contextmanager
def optional(module: str) -> Iterator[None]:
    """Import and include a module in this block. One that cannot be built is left out, with a line on stderr."""
    try:
        yield
    except Exception as error:  # an unknown import or option, or a declaration that FastAPI rejects
        reason = " ".join(str(error).split())
        print(f"reference_app: {module} is left out: {type(error).__name__}: {reason}", file=sys.stderr)
