"""The mistakes that learners make most often: what they write, which rule fails, and the words that name the mistake.

They come from students' repositories of the notes' course and from FastAPI's issue tracker, where `source` points. Each
is a small piece of an application. Those of one group make one application, since each changes another operation.
"""

from dataclasses import dataclass

ISSUES = "https://github.com/fastapi/fastapi/issues/"
FIRST, SECOND, THIRD = "first", "second", "third"
STOPS = ""
"""The group of a mistake by which the application does not start: it has a run of its own."""

HEAD = """
import json
from datetime import datetime, timedelta
from enum import Enum
from typing import List, Optional

from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Query
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from jose import jwt
from pydantic import BaseModel, Field

app = FastAPI()


@app.get("/hello")
def hello():
    return {"hello": "world"}


class CityInfo(BaseModel):
    name: str
    country: str
    contry_code: str
    contry_population: int = Field(default=800, ge=800)


class UserIn(BaseModel):
    username: str
    email: str
    mobile: str = "10086"
    address: Optional[str] = None
    full_name: Optional[str] = None
    password: str
"""


@dataclass(frozen=True)
class Mistake:
    """``code`` is what the learner writes, ``rule`` fails, ``words`` on its card name the mistake."""

    name: str
    rule: str
    words: str
    source: str
    code: str
    group: str = FIRST

    @property
    def stops(self) -> bool:
        """Whether no rule can run: the application does not start, or responds to nothing."""
        return self.group in (STOPS, THIRD)


MISTAKES = [
    Mistake(
        "a path with a parameter before the fixed path",
        "PATH-ROUTE-1",
        "is declared before",
        "https://github.com/fastapi/full-stack-fastapi-template/issues/533",
        """
@app.get("/chapter03/path/{parameters}")
def path_parameter(parameters: str):
    return {"message": parameters}


@app.get("/chapter03/path/parameters")
def fixed_path():
    return {"message": "This is a message"}
""",
    ),
    Mistake(
        "the function's parameter has another name than the path's",
        "PATH-NUM-1",
        "the parameter in the path is called `num`",
        "https://github.com/seven613/FastApi",
        """
@app.get("/chapter03/path_/{num}")
def number(number: int):
    return number
""",
    ),
    Mistake(
        "an enum without a type",
        "PATH-ENUM-1",
        "`IntEnum`",
        ISSUES + "2129",
        """
class Department(Enum):
    internal = "1"
    surgery = "2"


@app.get("/chapter03/getStaffByDid/{did}")
def staff(did: Department):
    return {"username": f"Rick value:{did.value}"}
""",
    ),
    Mistake(
        "Optional without a default",
        "DEP-SUB-1",
        "`q` is required",
        "https://github.com/pydantic/pydantic/issues/6475",
        """
@app.get("/chapter05/sub_dependency")
def sub_dependency(q: Optional[str], last_query: Optional[str] = None):
    return {"sub_dependency": q or last_query}
""",
        SECOND,
    ),
    Mistake(
        "a parameter without a type",
        "QUERY-BOOL-1",
        "without a type",
        "https://github.com/benavlabs/fastcrud/pull/311",
        """
@app.get("/chapter03/query/bool/conversion")
def conversion(param="false"):
    return {"param": param}
""",
    ),
    Mistake(
        "a list parameter without Query()",
        "QUERY-LIST-2",
        "`Query()`",
        ISSUES + "50",
        """
@app.get("/chapter03/query/validations")
def validations(value: str, alias_name: List[str]):
    return [value, alias_name]
""",
    ),
    Mistake(
        "the fields of the body as parameters of the function",
        "BODY-FIELD-1",
        "reads `name` from the query",
        ISSUES + "984",
        """
@app.post("/chapter03/request_body/city")
def city_info(name: str, country: str, contry_code: str, contry_population: int = 800):
    return {"name": name}
""",
    ),
    Mistake(
        "a bound that leaves out its end",
        "BODY-MULTI-6",
        "is included by `ge` and `le`",
        "https://github.com/pydantic/pydantic/issues/176",
        """
@app.put("/chapter03/request_body/city/{name}")
def mixed(
    name: str,
    city01: CityInfo,
    city02: CityInfo,
    confirmed: int = Query(default=1, gt=0),
    death: int = Query(default=1, gt=0),
):
    if name == "Shanghai":
        return {"Shanghai": {"confirmed": confirmed, "death": death}}
    return [city01, city02]
""",
    ),
    Mistake(
        "a single model that is not embedded",
        "BODY-EMBED-1",
        "embed=True",
        ISSUES + "1097",
        """
@app.post("/chapter03/request_body/embedded")
def embedded(city: CityInfo):
    return city
""",
    ),
    Mistake(
        "a cookie without Cookie()",
        "COOKIE-2",
        "`Cookie()`",
        "https://fastapi.tiangolo.com/tutorial/cookie-params/",
        """
@app.get("/chapter03/cookie")
def cookie(cookie_id: Optional[str] = None):
    return {"cookie_id": cookie_id}
""",
    ),
    Mistake(
        "a header with underscores",
        "HEADER-1",
        "convert_underscores",
        "https://github.com/fastapi/fastapi/pull/13100",
        """
@app.get("/chapter03/header")
def header(
    user_agent: Optional[str] = Header(None, convert_underscores=False),
    x_token: List[str] = Header(None, convert_underscores=False),
):
    return {"user_agent": user_agent, "x_token": x_token}
""",
    ),
    Mistake(
        "a path without the slash at its end",
        "RESP-FILTER-1",
        "without the slash at its end",
        ISSUES + "2060",
        """
@app.post("/chapter04/response_model")
def response_model(user: UserIn):
    return {"username": "user02", "email": "user02@example.com"}
""",
    ),
    Mistake(
        "no response model",
        "RESP-FILTER-2",
        "`response_model`",
        "https://github.com/jod35/Noted-FastAPI/issues/2",
        """
@app.post("/chapter04/response_model/input")
def response_model_input(user: UserIn):
    return user
""",
    ),
    Mistake(
        "a response model with a property that is not returned",
        "RESP-INCEXC-1",
        "`full_name`",
        ISSUES + "772",
        """
class UserOut(BaseModel):
    username: str
    full_name: str


@app.post("/chapter04/response_model/attributes", response_model=List[UserOut])
def response_model_attributes(user: UserIn):
    return [{"username": user.username, "email": user.email}]
""",
    ),
    Mistake(
        "no return",
        "STATUS-1",
        "is `return` missing?",
        ISSUES + "2719",
        """
@app.post("/chapter04/status_code")
def status_code():
    {"status_code": 200}
""",
    ),
    Mistake(
        "no status code",
        "STATUS-2",
        "`status_code=201`",
        "https://github.com/fastapi-users/fastapi-users/issues/19",
        """
@app.post("/chapter04/status_201")
def status_201():
    return {"status_code": 201}
""",
    ),
    Mistake(
        "a form field without Form()",
        "FORM-1",
        "`Form()`",
        ISSUES + "3747",
        """
@app.post("/chapter04/login/")
def login(username: str, password: str):
    return {"username": username}
""",
    ),
    Mistake(
        "a file without File()",
        "FILE-1",
        "`File()`",
        ISSUES + "3683",
        """
@app.post("/chapter04/file")
def file(file: bytes):
    return {"file_size": len(file)}
""",
    ),
    Mistake(
        "HTTPException returned",
        "ERR-1",
        "raise",
        ISSUES + "1489",
        """
@app.get("/chapter04/http_exception")
def http_exception(city: str):
    if city != "Beijing":
        return HTTPException(status_code=404, detail="City not found!", headers={"X-Error": "Error"})
    return {"city": city}
""",
    ),
    Mistake(
        "a dependency without Depends()",
        "DEP-FN-1",
        "`Depends(...)`",
        "https://fastapi.tiangolo.com/tutorial/dependencies/",
        """
def common_parameters(q: Optional[str] = None, page: int = 1, limit: int = 100):
    return {"q": q, "page": page, "limit": limit}


@app.get("/chapter05/dependency01")
def dependency01(commons: dict):
    return commons


@app.get("/chapter05/dependency02")
def dependency02(commons: dict = Depends(common_parameters)):
    return commons
""",
    ),
    Mistake(
        "no await",
        "DEP-SUB-1",
        "`await`",
        "https://github.com/uriyyo/fastapi-pagination/issues/1031",
        """
async def find(q):
    return q


@app.get("/chapter05/sub_dependency")
async def sub_dependency(q: Optional[str] = None, last_query: Optional[str] = None):
    return {"sub_dependency": find(q or last_query)}
""",
    ),
    Mistake(
        "a JSON string returned",
        "DEP-CLS-1",
        "JSON string",
        "https://github.com/lakevision-project/lakevision/issues/162",
        """
@app.get("/chapter05/classes_as_dependencies")
def classes_as_dependencies(q: Optional[str] = None, page: int = 1, limit: int = 100):
    return json.dumps({"items": [{"item_name": "Foo"}, {"item_name": "Bar"}, {"item_name": "Baz"}]})
""",
    ),
    Mistake(
        "GET for POST",
        "OAUTH-TOKEN-1",
        "has GET, but not POST",
        "https://github.com/seven613/FastApi",
        """
@app.get("/chapter06/token")
def token(username: str = "", password: str = ""):
    return {"access_token": username, "token_type": "bearer"}
""",
    ),
    Mistake(
        "401 without a challenge",
        "OAUTH-BEARER-1",
        "WWW-Authenticate",
        "https://github.com/fastapi/fastapi/pull/188",
        """
@app.get("/chapter06/oauth2_password_bearer")
def bearer(authorization: Optional[str] = Header(None)):
    if not authorization:
        raise HTTPException(status_code=401, detail="Not authenticated")
    return {"token": authorization.removeprefix("Bearer ")}
""",
    ),
    Mistake(
        "a token that expires by local time",
        "JWT-TOKEN-9",
        "UTC",
        "https://github.com/IndominusByte/fastapi-jwt-auth/issues/86",
        """
import calendar
import os
import time

os.environ["TZ"] = "America/New_York"
time.tzset()


@app.post("/chapter06/jwt/token")
def jwt_token(form: OAuth2PasswordRequestForm = Depends()):
    expires = calendar.timegm((datetime.now() + timedelta(minutes=30)).timetuple())
    return {"access_token": jwt.encode({"sub": form.username, "exp": expires}, "secret" * 9), "token_type": "bearer"}
""",
    ),
    Mistake(
        "the prefix of a router twice",
        "BG-1",
        "twice",
        "https://github.com/nensii21/devlink/pull/1251",
        """
chapter08 = APIRouter(prefix="/chapter08")


@chapter08.post("/background_tasks")
def background_tasks(framework: str):
    return {"message": "任务已在后台运行"}


app.include_router(chapter08, prefix="/chapter08")
""",
    ),
    Mistake(
        "a router that is not included",
        "DB-DEPT-3",
        "include_router",
        "https://github.com/jonra1993/fastapi-alembic-sqlmodel-async/issues/79",
        """
chapter07 = APIRouter(prefix="/chapter07")


@chapter07.get("/departments/{did}")
def department(did: int):
    return {"did": did}
""",
    ),
    Mistake(
        "a misspelled path",
        "QUERY-REQ-1",
        "did you mean `/chapter03/query/required`",
        "https://github.com/huc141/FastAPI_Learning",
        """
@app.get("/chapter03/query/requierd")
def required(q: str):
    return {"q": q}
""",
    ),
    Mistake(
        "a property with another name",
        "BODY-NEST-1",
        "did you mean `contry_code`",
        "https://github.com/liaogx/fastapi-tutorial",
        """
class City(BaseModel):
    name: str
    country: str
    country_code: str
    contry_population: int = Field(default=800, ge=800)


class Data(BaseModel):
    city: Optional[List[City]] = None
    date: str
    confirmed: int = 0
    death: int = 0
    recovered: int = 0


@app.put("/chapter03/request_body/nested")
def nested(data: Data):
    return data
""",
    ),
    Mistake(
        "static files that are not mounted",
        "STATIC-1",
        "mount",
        ISSUES + "1469",
        "",
    ),
    Mistake(
        "no CORS",
        "CORS-ORIGIN-1",
        "CORSMiddleware",
        ISSUES + "2641",
        """
@app.get("/chapter03/query")
def page_limit(page: int = 1):
    return {"page": page}
""",
    ),
    Mistake(
        "all origins with credentials",
        "CORS-ORIGIN-7",
        "allow_origins",
        ISSUES + "1663",
        """
app.add_middleware(
    CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"]
)


@app.get("/chapter03/query")
def page_limit(page: int = 1):
    return {"page": page}
""",
        SECOND,
    ),
    Mistake(
        "a middleware that does not return the response",
        "MW-TIME-1",
        "middleware",
        ISSUES + "3229",
        """
@app.middleware("http")
async def process_time(request, call_next):
    response = await call_next(request)
    response.headers["X-Process-Time"] = "0.1"


@app.get("/chapter03/query")
def page_limit(page: int = 1):
    return {"page": page}
""",
        THIRD,
    ),
    Mistake(
        "python-multipart is not installed",
        "FORM-1",
        "pip install python-multipart",
        "https://github.com/hummingbot/hummingbot-api/issues/41",
        """
import sys

sys.modules["python_multipart"] = sys.modules["multipart"] = None


@app.post("/chapter04/login/")
def login(username: str = Form(), password: str = Form()):
    return {"username": username}
""",
        STOPS,
    ),
    Mistake(
        "a dependency that is called",
        "DEP-FN-1",
        "without `()`",
        "https://github.com/fastapi/fastapi/pull/14281",
        """
async def common_parameters(q: Optional[str] = None, page: int = 1, limit: int = 100):
    return {"q": q, "page": page, "limit": limit}


@app.get("/chapter05/dependency01")
def dependency01(commons: dict = Depends(common_parameters())):
    return commons
""",
        STOPS,
    ),
    Mistake(
        "a syntax error",
        "ROUTE-1",
        "line",
        ISSUES + "9861",
        """
@app.get("/chapter03/query")
def page_limit(page: int = 1)
    return {"page": page}
""",
        STOPS,
    ),
    Mistake(
        "another name of the application",
        "ROUTE-1",
        "did you mean api?",
        ISSUES + "4172",
        "api = app\ndel app\n",
        STOPS,
    ),
]
