"""文件上传及参数详解: files in a multipart form."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import AfterValidator, WithJsonSchema

from reference_app.responses import BODY
from reference_app.schema.upload import FileInfo, FileSize, Upload

# Of the whole body. It is counted as it comes, so that no more than this is ever read.
LARGEST_BODY = 10 * 1024 * 1024

# With the format of OpenAPI 3.0 too, by which tools still know that any bytes will do.
BINARY = WithJsonSchema({"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"})

router = APIRouter(max_body_size=LARGEST_BODY, responses=BODY)


def _answerable(file: UploadFile) -> UploadFile:
    """The form may be in any charset, and some can spell half a character: a 500 when the name is echoed."""
    (file.filename or "").encode()  # its UnicodeEncodeError is a ValueError, and so a 422
    return file


@router.post("/file")
async def file_size(file: Annotated[bytes, BINARY, File()]) -> FileSize:
    """A small file, as bytes in memory."""
    return FileSize(file_size=len(file))


@router.post("/upload_files")
async def upload_files(
    files: Annotated[list[Annotated[UploadFile, AfterValidator(_answerable), BINARY]], File(min_length=1)],
) -> Upload:
    """Files of any size: what is above 1 MiB of each waits on the disk. Their names are the client's word, no paths."""
    infos = [
        FileInfo(filename=file.filename, content_type=file.content_type, size=len(await file.read())) for file in files
    ]
    return Upload(filename=infos[0].filename, content_type=infos[0].content_type, files=infos)
