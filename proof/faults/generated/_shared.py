"""What the faults of several modules of generated share."""

from collections.abc import Callable
from typing import Any

from proof.faults.fault import Broken, Received

LARGEST = 2**31 - 1


def rewritten(app: Broken, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the OpenAPI document of the main application."""

    @app.received("GET", "/openapi.json")
    def rewrite(response: Received) -> None:
        document = response.json
        change(document)
        response.json = document
