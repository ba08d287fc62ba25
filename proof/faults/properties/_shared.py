"""What the faults of several modules of properties share."""

from collections.abc import Callable
from typing import Any

from proof.faults.fault import Broken, Received


def member(app: Broken, method: str, path: str, name: str, change: Callable[[Any], Any]) -> None:
    """Change one property of a successful response, if it has it."""

    @app.received(method, path)
    def changed(response: Received) -> None:
        if response.status == 200 and name in (body := response.json):
            response.json = body | {name: change(body[name])}
