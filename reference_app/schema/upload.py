"""The responses to an upload."""

from pydantic import BaseModel


class FileSize(BaseModel):
    """How many bytes a file has."""

    file_size: int


class FileSizes(BaseModel):
    """How many bytes each file has, in the order of the form."""

    file_sizes: list[int]


class FileInfo(BaseModel):
    """What a multipart form says about a file, and the size. A form does not contain a creation time."""

    filename: str | None
    content_type: str | None
    size: int


class Upload(BaseModel):
    """The name and type of the first file, and all files in the order of the form."""

    filename: str | None
    content_type: str | None
    files: list[FileInfo]


class Submission(BaseModel):
    """A field of a form, and two files that came with it."""

    title: str
    file_size: int
    photo: FileInfo
