"""The responses of the chapter on background tasks."""

from pydantic import BaseModel


class Message(BaseModel):
    """What the server does, in words."""

    message: str


class Document(BaseModel):
    """The log that the background tasks have written so far."""

    text: str
