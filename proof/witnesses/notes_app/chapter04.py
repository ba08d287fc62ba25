"""响应模型."""

# changed: the imports, which the notes leave out or write as comments
from typing import List, Optional

from fastapi import APIRouter, File, Form, HTTPException, UploadFile, status
from pydantic import BaseModel, EmailStr

app04 = APIRouter()


class UserBase(BaseModel):
    username: str
    email: EmailStr
    mobile: str = "10086"
    address: str = None
    full_name: Optional[str] = None


class UserIn(UserBase):
    password: str


class UserOut(UserBase):
    pass


users = {
    "user01": {"username": "user01", "password": "123123", "email": "user01@example.com"},
    "user02": {"username": "user02", "password": "123456", "email": "user02@example.com", "mobile": "110"},
}


@app04.post("/response_model/", response_model=UserOut, response_model_exclude_unset=True)
async def response_model(user: UserIn):
    return users["user02"]


@app04.post(
    "/response_model/attributes",
    response_model=List[UserOut],
    response_model_include=["username", "email"],
    response_model_exclude=["mobile"],
)
async def response_model_attributes(user: UserIn):
    return [user, user]


@app04.post("/status_code", status_code=200)
async def status_code():
    return {"status_code": 200}


@app04.post("/status_attribute", status_code=status.HTTP_200_OK)
async def status_attribute():
    return {"status_code": status.HTTP_200_OK}


@app04.post("/login/")
async def login(username: str = Form(...), password: str = Form(...)):
    return {"username": username}


@app04.post("/file")
async def file_(file: bytes = File(...)):
    return {"file_size": len(file)}


@app04.post("/upload_files")
async def upload_files(files: List[UploadFile] = File(...)):
    for file in files:
        await file.read()
    return {"filename": files[0].filename, "content_type": files[0].content_type}


@app04.post(
    "/path_operation_configuration",
    response_model=UserOut,
    summary="This is summary",
    description="This is description",
    response_description="This is response description",
    status_code=status.HTTP_200_OK,
)
async def path_operation_configuration(user: UserIn):
    return user.dict()


@app04.get("/http_exception")
async def http_exception(city: str):
    if city != "Beijing":
        raise HTTPException(status_code=404, detail="City not found!", headers={"X-Error": "Error"})
    return {"city": city}
