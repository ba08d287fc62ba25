"""Chapter 04: what a response contains, status codes, forms and uploads."""

from typing import Annotated, Any

from flask import Blueprint, Response
from pydantic import BaseModel, ConfigDict, EmailStr, Field

from .http_errors import HttpError
from .inputs import UPLOAD_LIMIT, Given, Upload, read

responses = Blueprint("responses", __name__, url_prefix="/chapter04")


class UserBrief(BaseModel):
    username: str
    email: EmailStr


class UserBase(UserBrief):
    mobile: str = "10086"
    address: str | None = None
    full_name: str | None = None


class UserIn(UserBase):
    password: str


class UserOut(UserBase):
    """A user as a response shows it."""


class Brief(BaseModel):
    brief: bool = False


class Login(BaseModel):
    username: str
    password: str


class LoginForm(Login):
    model_config = ConfigDict(extra="forbid")


class OptionalForm(BaseModel):
    username: Annotated[str, Field(max_length=8)] = "guest"
    n: int | None = None


class OneFile(BaseModel):
    file: Upload


class Files(BaseModel):
    files: list[Upload]


class Submission(BaseModel):
    file: Upload
    photo: Upload
    title: str


STORED = {"username": "user02", "email": "user02@example.com", "mobile": "110", "password": "a password of user02"}


def read_user() -> UserIn:
    user = read(Given.json, UserIn)
    return user


def shown(user: BaseModel, **options: Any) -> dict[str, Any]:
    """The user as UserOut has it, without the password."""
    return UserOut.model_validate(user.model_dump(exclude_unset=True)).model_dump(**options)


def described(file: Upload) -> dict[str, Any]:
    return {"filename": file.filename, "content_type": file.content_type, "size": len(file.content)}


def no_content() -> Response:
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response


@responses.post("/response_model/")
def response_model() -> dict[str, Any]:
    read_user()
    return UserOut.model_validate(STORED).model_dump(exclude_unset=True)


@responses.post("/response_model/input")
@responses.post("/path_operation_configuration", endpoint="configured")
@responses.post("/path_operation_configuration/deprecated", endpoint="deprecated")
def response_model_input() -> dict[str, Any]:
    return shown(read_user())


@responses.post("/response_model/unset")
def response_model_unset() -> dict[str, Any]:
    return shown(read_user(), exclude_unset=True)


@responses.post("/response_model/attributes")
def response_model_attributes() -> list[dict[str, Any]]:
    user = read_user()
    return [shown(user, include={"username", "email"}), shown(user, include={"username", "email"})]


@responses.post("/response_model/attributes/one")
def response_model_attributes_one() -> dict[str, Any]:
    return shown(read_user(), include={"username", "email", "mobile"}, exclude={"mobile"})


@responses.post("/response_model/union")
def response_model_union() -> dict[str, Any]:
    given = Given()
    query = given.query(Brief)
    user = given.json(UserIn)
    given.check()
    return shown(user, include={"username", "email"}) if query.brief else shown(user)


@responses.post("/response_model/invalid")
def response_model_invalid() -> dict[str, Any]:
    user = read_user()
    return UserOut.model_validate({"username": user.username}).model_dump()  # raises, since the email is missing


@responses.post("/status_code")
@responses.post("/status_attribute", endpoint="status_attribute")
def status_code() -> dict[str, int]:
    return {"status_code": 200}


@responses.post("/status_201")
def status_201() -> tuple[dict[str, int], int]:
    return {"status_code": 201}, 201


@responses.post("/status_204")
def status_204() -> Response:
    return no_content()


@responses.post("/login/")
def login() -> dict[str, str]:
    form = read(Given.form, Login)
    return {"username": form.username}


@responses.post("/form/model")
def form_model() -> dict[str, str]:
    form = read(Given.form, LoginForm)
    return {"username": form.username}


@responses.post("/form/optional")
def form_optional() -> dict[str, Any]:
    form = read(Given.form, OptionalForm)
    return form.model_dump()


@responses.post("/file")
def file_size() -> dict[str, int]:
    form = read(Given.form, OneFile, UPLOAD_LIMIT)
    return {"file_size": len(form.file.content)}


@responses.post("/files")
def file_sizes() -> dict[str, list[int]]:
    form = read(Given.form, Files, UPLOAD_LIMIT)
    return {"file_sizes": [len(file.content) for file in form.files]}


@responses.post("/upload_files")
def upload_files() -> dict[str, Any]:
    form = read(Given.form, Files, UPLOAD_LIMIT)
    files = [described(file) for file in form.files]
    return {"filename": files[0]["filename"], "content_type": files[0]["content_type"], "files": files}


@responses.post("/upload_file")
def upload_file() -> dict[str, Any]:
    form = read(Given.form, OneFile, UPLOAD_LIMIT)
    return described(form.file)


@responses.post("/form/files")
def form_and_files() -> dict[str, Any]:
    form = read(Given.form, Submission, UPLOAD_LIMIT)
    return {"title": form.title, "file_size": len(form.file.content), "photo": described(form.photo)}


@responses.get("/exc_nodetail")
def exc_nodetail() -> Response:
    raise HttpError(404)
