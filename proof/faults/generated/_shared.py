"""What the faults of several modules of generated share."""

from collections.abc import Callable
from typing import Any

from proof.faults.fault import Answer, Broken

LARGEST = 2**31 - 1


def rewritten(app: Broken, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the document of the main application."""

    @app.answers("GET", "/openapi.json")
    def rewrite(answer: Answer) -> None:
        document = answer.json
        change(document)
        answer.json = document
