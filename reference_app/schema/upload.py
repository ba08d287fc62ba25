"""What is answered to an upload."""

from pydantic import BaseModel


class FileSize(BaseModel):
    """How many bytes a file has."""

    file_size: int


class FileInfo(BaseModel):
    """All that a multipart form tells of a file, and its size. There is no creation time in it."""

    filename: str | None
    content_type: str | None
    size: int


class Upload(BaseModel):
    """The name and type of the first file, and every file in the order it came."""

    filename: str | None
    content_type: str | None
    files: list[FileInfo]
