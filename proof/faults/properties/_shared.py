"""What the faults of several modules of properties share."""

from collections.abc import Callable
from typing import Any

from proof.faults.fault import Answer, Broken


def member(app: Broken, method: str, path: str, name: str, change: Callable[[Any], Any]) -> None:
    """Change one member of a successful answer, where it is there."""

    @app.answers(method, path)
    def changed(answer: Answer) -> None:
        if answer.status == 200 and name in (body := answer.json):
            answer.json = body | {name: change(body[name])}
