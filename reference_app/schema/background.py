"""What the chapter on background tasks answers."""

from pydantic import BaseModel


class Message(BaseModel):
    """What is being done, in words."""

    message: str


class Document(BaseModel):
    """What the background tasks have written so far."""

    text: str
