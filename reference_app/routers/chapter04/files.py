"""文件上传及参数详解: files in a multipart form."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import WithJsonSchema

from reference_app.hardening import limits
from reference_app.hardening.values import EncodableName
from reference_app.responses import BODY
from reference_app.schema.upload import FileInfo, FileSize, Upload

# Also with the format of OpenAPI 3.0, from which tools still know that any bytes are valid.
BINARY = WithJsonSchema({"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"})

router = APIRouter(responses=BODY, **limits.UPLOAD)


@router.post("/file")
async def file_size(file: Annotated[bytes, BINARY, File()]) -> FileSize:
    """A small file, as bytes in memory."""
    return FileSize(file_size=len(file))


@router.post("/upload_files")
async def upload_files(
    files: Annotated[list[Annotated[UploadFile, EncodableName, BINARY]], File(min_length=1)],
) -> Upload:
    """Files of any size: a file above 1 MiB is kept on disk. The client chooses the file names, which are not paths."""
    infos = [
        FileInfo(filename=file.filename, content_type=file.content_type, size=len(await file.read())) for file in files
    ]
    return Upload(filename=infos[0].filename, content_type=infos[0].content_type, files=infos)
