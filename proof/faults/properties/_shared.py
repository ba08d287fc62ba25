"""What the faults of several modules of properties share."""

from collections.abc import Callable
from typing import Any

from proof.faults.fault import Broken, Received


def member(app: Broken, method: str, path: str, name: str, change: Callable[[Any], Any]) -> None:
    """Change one member of a successful response, where it is there."""

    @app.received(method, path)
    def changed(response: Received) -> None:
        if response.status == 200 and name in (body := response.json):
            response.json = body | {name: change(body[name])}
