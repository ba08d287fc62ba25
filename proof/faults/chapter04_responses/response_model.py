"""Faults that the rules of spec/chapter04_responses/test_response_model.py detect."""

from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, EmailStr

from proof.faults.chapter04_responses._shared import CHAPTERS, INPUT, MODELS, change
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter04.models import USER02
from reference_app.schema.user import UserBase, UserIn, UserOut


@fault(
    *("RESP-FILTER-1", "RESP-FILTER-2", "RESP-INVALID-1", "RESP-UNSET-1", "RESP-UNSET-2"),
    *("RESP-UNSET-3", "RESP-INCEXC-1", "RESP-INCEXC-2", "RESP-EMAIL-3", "RESP-EMAIL-4", "STATUS-1", "FORM-5"),
    *("FORM-6", "FORM-11", "FORM-13", "FORM-7", "FORM-12", "FORM-8", "FORM-19", "FORM-20", "FILE-1", "FILE-3"),
    *("FILE-17", "FILE-7", "FILE-9", "FILE-15", "FILE-22", "FILE-14", "FILE-11", "FILE-20", "FILE-25", "FILE-5"),
    *("FILE-19", "FILE-26", "FORM-21", "FORM-22", "FILE-28", "FILE-29", "FILE-31", "ROUTE-2"),
    *("POC-5", "POC-7", "DEP-CLS-4"),
)
def success_of_post_is_created(app: Broken) -> None:
    """Every successful POST responds with 201, whether it created something or not."""
    change(app, "POST", 200, 201, *CHAPTERS)


@fault("RESP-FILTER-1")
def model_of_a_stored_user_is_forgotten(app: Broken) -> None:
    """A stored user is returned with its password, since the operation has no response model."""

    @app.route("POST", f"{MODELS}/")
    async def record(user: UserIn) -> dict[str, str]:
        return USER02


@fault("RESP-FILTER-1", "RESP-UNSET-1")
def model_of_the_first_user(app: Broken) -> None:
    """The first stored user is returned instead of the second."""

    @app.route("POST", f"{MODELS}/", response_model=UserOut, response_model_exclude_unset=True)
    async def record(user: UserIn) -> dict[str, str]:
        return {"username": "user01", "email": "user01@example.com"}


@fault("RESP-FILTER-2")
def model_of_the_input(app: Broken) -> None:
    """The model of the request is also that of the response, so the password is returned."""

    @app.route("POST", INPUT)
    async def echo(user: UserIn) -> UserIn:
        return user


@fault("RESP-FILTER-2")
def model_keeps_a_hash(app: Broken) -> None:
    """The user is returned with a hash of its password, and the hash contains the password."""

    class Stored(UserBase):
        hashed_password: str

    @app.route("POST", INPUT)
    async def echo(user: UserIn) -> Stored:
        return Stored(**user.model_dump(), hashed_password="supersecret" + user.password)


@fault("RESP-FILTER-2", "RESP-REQ-2")
def model_leaves_out_null(app: Broken) -> None:
    """A property that is `null` is left out of the response, as with `exclude_none`."""

    @app.route("POST", INPUT, response_model_exclude_none=True)
    async def echo(user: UserIn) -> UserBase:
        return user


@fault(
    *("RESP-REQ-1", "RESP-SLASH-1", "RESP-EMAIL-1", "RESP-EMAIL-2", "FORM-2", "FORM-18", "FORM-4", "FORM-14"),
    *("FORM-15", "FORM-3", "FORM-22", "FILE-2", "FILE-8", "FILE-6", "FILE-4", "FILE-13", "FILE-10", "FILE-30"),
    *("FILE-32", "ERRH-20", "DEP-FN-2"),
    *("DEP-FN-5", "DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5", "DEP-DECO-2", "DEP-DECO-15", "DEP-DECO-10"),
    *("DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-5", "DEP-GLOBAL-2", "DEP-GLOBAL-6", "DEP-GLOBAL-3"),
    *("DEP-GLOBAL-7", "DEP-GLOBAL-8", "YIELD-8"),
)
def validation_error_is_a_400(app: Broken) -> None:
    """An invalid request is rejected with 400 instead of 422."""
    change(app, "*", 422, 400, *CHAPTERS)


@fault(
    *("RESP-REQ-1", "RESP-EMAIL-1", "RESP-EMAIL-2", "FORM-2", "FORM-4", "FORM-14", "FORM-15", "FORM-17", "FORM-3"),
    *("FILE-2", "FILE-8", "FILE-6", "FILE-4", "FILE-13", "FILE-10", "DEP-FN-2", "DEP-FN-5"),
    *("DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5", "DEP-DECO-2", "DEP-DECO-15", "DEP-DECO-10"),
    *("DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2"),
)
def error_has_a_loc_without_its_source(app: Broken) -> None:
    """The `loc` of an error lacks its first element: `body`, `query`, `path` or `header`."""
    for path in CHAPTERS:

        @app.received("*", path)
        def shorter(response: Received) -> None:
            if response.status == 422:
                response.json = {"detail": [error | {"loc": error["loc"][1:]} for error in response.json["detail"]]}


@fault(
    *("RESP-REQ-1", "RESP-EMAIL-1", "RESP-EMAIL-2", "RESP-EMAIL-5", "FORM-2", "FORM-4", "FORM-14", "FORM-15"),
    *("FORM-17", "FORM-3", "FILE-2", "FILE-8", "FILE-6", "FILE-4", "FILE-13", "FILE-10"),
    *("DEP-FN-2", "DEP-FN-5", "DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5", "DEP-DECO-2", "DEP-DECO-15"),
    *("DEP-DECO-10", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2"),
)
def error_has_no_loc(app: Broken) -> None:
    """The `detail` of an invalid request is a sentence about the first error."""
    for path in CHAPTERS:

        @app.received("*", path)
        def sentence(response: Received) -> None:
            if response.status == 422:
                response.json = {"detail": response.json["detail"][0]["msg"]}


@fault("RESP-REQ-1")
def model_requires_nothing(app: Broken) -> None:
    """Every property of a user has a default."""

    class User(UserBase):
        username: str = "unknown"
        email: EmailStr = "unknown@example.com"
        password: str = ""

    @app.route("POST", INPUT, response_model=UserBase)
    async def echo(user: User) -> User:
        return user


@fault("RESP-FILTER-6", "DB-USER-7")
def model_that_is_rejected_is_echoed(app: Broken) -> None:
    """An invalid password is not echoed, but an object that lacks another property is, with its password."""
    app.patch("reference_app.hardening.errors._has_password", lambda fault: "password" in fault["loc"])


@fault("RESP-INVALID-1", "RESP-INVALID-2", "ERR-5", "ERRH-13", "YIELD-2")
def server_error_is_a_503(app: Broken) -> None:
    """The proxy in front of the application turns a 500 into a 503."""
    for path in CHAPTERS:
        change(app, "*", 500, 503, path)


@fault("RESP-INVALID-1", "RESP-INVALID-2")
def model_is_not_enforced(app: Broken) -> None:
    """The response is built by hand, so its model is only documentation."""

    @app.route("POST", f"{MODELS}/invalid", response_model=UserOut)
    async def invalid(user: UserIn) -> JSONResponse:
        return JSONResponse(user.model_dump(include={"username"}))


@fault("RESP-INVALID-1", "RESP-INVALID-2")
def model_blames_the_client(app: Broken) -> None:
    """A response that violates its model is a 422, as if the request were invalid."""

    @app.route("POST", f"{MODELS}/invalid")
    async def blamed(user: UserIn) -> PlainTextResponse:
        return PlainTextResponse("Internal Server Error", status_code=422)


@fault("RESP-INVALID-1", "RESP-INVALID-2")
def model_shows_the_invalid_user(app: Broken) -> None:
    """The 500 for a response that violates its model shows the error with the returned user."""

    @app.route("POST", f"{MODELS}/invalid")
    async def invalid(user: UserIn) -> PlainTextResponse:
        return PlainTextResponse(f"email: Field required, input: {user.model_dump()}", status_code=500)


@fault("RESP-INVALID-2")
def server_error_is_html(app: Broken) -> None:
    """The proxy in front of the application sends a 500 as `text/html`."""
    for path in CHAPTERS:

        @app.received("*", path)
        def page(response: Received) -> None:
            if response.status == 500:
                response.headers["Content-Type"] = "text/html"


@fault("RESP-INVALID-2")
def server_error_is_worded_otherwise(app: Broken) -> None:
    """The body of a 500 is a friendly sentence."""
    for path in CHAPTERS:

        @app.received("*", path)
        def friendly(response: Received) -> None:
            if response.status == 500:
                response.body = b"Something went wrong"


@fault("RESP-REQ-2")
def model_echoes_a_lone_surrogate(app: Broken) -> None:
    """A lone surrogate in a string is accepted, and the response cannot be encoded."""

    class User(BaseModel):
        username: str
        email: str
        mobile: str = "10086"
        address: str | None = None
        full_name: str | None = None

    @app.route("POST", INPUT)
    async def echo(user: User) -> User:
        return user
