"""文件上传及参数详解: files in a multipart form."""

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import WithJsonSchema

from reference_app.hardening import limits
from reference_app.hardening.values import EncodableName
from reference_app.responses import BODY
from reference_app.schema.upload import FileInfo, FileSize, FileSizes, Submission, Upload

# Also with the format of OpenAPI 3.0, from which tools still know that any bytes are valid.
BINARY = WithJsonSchema({"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"})
# For the whole list: FastAPI reads files as bytes only if the type is literally a list of bytes.
BINARIES = WithJsonSchema({"type": "array", "items": BINARY.json_schema, "minItems": 1})

router = APIRouter(responses=BODY, **limits.UPLOAD)


def read_info(file: UploadFile) -> FileInfo:
    """The name, the type and the size of a file, which is not read for that."""
    return FileInfo(filename=file.filename, content_type=file.content_type, size=file.size or 0)


@router.post("/file")
async def file_size(file: Annotated[bytes, BINARY, File()]) -> FileSize:
    """A small file, as bytes in memory."""
    return FileSize(file_size=len(file))


@router.post("/files")
async def file_sizes(files: Annotated[list[bytes], BINARIES, File()]) -> FileSizes:
    """Several small files, each as bytes in memory."""
    return FileSizes(file_sizes=[len(file) for file in files])


@router.post("/upload_files")
async def upload_files(
    files: Annotated[list[Annotated[UploadFile, EncodableName, BINARY]], File(min_length=1)],
) -> Upload:
    """Files of any size: a file above 1 MiB is kept on disk. The client chooses the file names, which are not paths."""
    infos = [read_info(file) for file in files]
    return Upload(filename=infos[0].filename, content_type=infos[0].content_type, files=infos)


@router.post("/upload_file")
async def upload_file(file: Annotated[UploadFile, EncodableName, BINARY]) -> FileInfo:
    """A single file of any size."""
    return read_info(file)


@router.post("/form/files")
async def form_and_files(
    file: Annotated[bytes, BINARY, File()],
    photo: Annotated[UploadFile, EncodableName, BINARY, File()],
    title: Annotated[str, Form(min_length=1)],
) -> Submission:
    """Files and a field in one form: with a file in it, the form is multipart."""
    return Submission(title=title, file_size=len(file), photo=read_info(photo))
