"""Text that can be sent on, and text that can be sent in a path."""

from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator


def _encodable(text: str) -> str:
    r"""JSON can spell half a character (``"\ud800"``), which no answer in UTF-8 can hold: a 500 when it is echoed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is no character") from None
    return text


Text = Annotated[str, AfterValidator(_encodable)]
# A slash, encoded or not, ends the segment: the path is then another.
Segment = Annotated[str, Path(pattern="^[^/]+$")]
