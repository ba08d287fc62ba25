"""Faults of the response model."""

from typing import Any

from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, EmailStr

from reference_app.routers.chapter04.models import USER02
from reference_app.schema.user import UserBase, UserIn, UserOut
from tests.faults.fault import Broken, fault

MODELS = "/chapter04/response_model"
INPUT = f"{MODELS}/input"


@fault("RESP-FILTER-1")
def model_of_a_record_is_forgotten(app: Broken) -> None:
    """A stored record is answered as it is, with its password, since the operation has no response model."""

    @app.route("POST", f"{MODELS}/")
    async def record(user: UserIn) -> dict[str, str]:
        return USER02


@fault("RESP-FILTER-1", "RESP-UNSET-1")
def model_of_the_first_record(app: Broken) -> None:
    """The first record is answered in place of the second."""

    @app.route("POST", f"{MODELS}/", response_model=UserOut, response_model_exclude_unset=True)
    async def record(user: UserIn) -> dict[str, str]:
        return {"username": "user01", "email": "user01@example.com"}


@fault("RESP-FILTER-6", "DB-USER-7")
def model_that_is_refused_is_echoed(app: Broken) -> None:
    """A refused password is not echoed, but the object is that it stands in, when another member is missing."""
    app.patch("reference_app.errors._has_password", lambda fault: "password" in fault["loc"])


@fault("RESP-UNSET-1", "RESP-UNSET-2", "RESP-UNSET-3")
def model_shows_unset_members(app: Broken) -> None:
    """Members that are not set are answered with their defaults: exclude_unset is forgotten."""

    @app.route("POST", f"{MODELS}/", response_model=UserOut)
    async def record(user: UserIn) -> dict[str, str]:
        return USER02

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut)
    async def unset(user: UserIn) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)


@fault("RESP-UNSET-2", "RESP-UNSET-3")
def model_is_read_anew(app: Broken) -> None:
    """The user that was sent is returned, and read anew by the response model: all its members count as set."""

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut, response_model_exclude_unset=True)
    async def unset(user: UserIn) -> UserIn:
        return user


@fault("RESP-UNSET-3")
def model_excludes_defaults(app: Broken) -> None:
    """A member that equals its default is left out, though it was given: exclude_defaults for exclude_unset."""

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut, response_model_exclude_defaults=True)
    async def unset(user: UserIn) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)


@fault("RESP-FILTER-2", "RESP-NULL-1")
def model_of_the_input(app: Broken) -> None:
    """The model of what is sent is also that of the answer, so the password comes back."""

    @app.route("POST", INPUT)
    async def echo(user: UserIn) -> UserIn:
        return user


@fault("RESP-FILTER-2")
def model_keeps_a_hash(app: Broken) -> None:
    """Beside the user stands its password, hashed with a function that hides nothing."""

    class Stored(UserBase):
        hashed_password: str

    @app.route("POST", INPUT)
    async def echo(user: UserIn) -> Stored:
        return Stored(**user.model_dump(), hashed_password="supersecret" + user.password)


@fault("RESP-FILTER-2", "RESP-NULL-1", "RESP-REQ-2")
def model_leaves_out_null(app: Broken) -> None:
    """A member that is null is left out of the answer: exclude_none where nothing is to be excluded."""

    @app.route("POST", INPUT, response_model_exclude_none=True)
    async def echo(user: UserIn) -> UserBase:
        return user


@fault("RESP-REQ-1")
def model_requires_nothing(app: Broken) -> None:
    """Every member of a user has a default."""

    class User(UserBase):
        username: str = "nobody"
        email: EmailStr = "nobody@example.com"
        password: str = ""

    @app.route("POST", INPUT, response_model=UserBase)
    async def echo(user: User) -> User:
        return user


@fault("RESP-NULL-1")
def model_takes_no_null(app: Broken) -> None:
    """The default is null and the type is text alone, so null is refused: address: str = None."""

    class User(UserIn):
        address: str = None  # type: ignore[assignment]
        full_name: str = None  # type: ignore[assignment]

    @app.route("POST", INPUT)
    async def echo(user: User) -> UserBase:
        return UserBase(**user.model_dump())


@fault("RESP-REQ-2")
def model_echoes_half_a_character(app: Broken) -> None:
    """A text is any string that JSON can spell, and breaks when the answer is encoded."""

    class User(BaseModel):
        username: str
        email: str
        mobile: str = "10086"
        address: str | None = None
        full_name: str | None = None

    @app.route("POST", INPUT)
    async def echo(user: User) -> User:
        return user


@fault("RESP-INVALID-1", "RESP-INVALID-2")
def model_is_not_enforced(app: Broken) -> None:
    """The response is built by hand, so that its model is only documentation."""

    @app.route("POST", f"{MODELS}/invalid", response_model=UserOut)
    async def invalid(user: UserIn) -> JSONResponse:
        return JSONResponse(user.model_dump(include={"username"}))


@fault("RESP-INVALID-1", "RESP-INVALID-2")
def model_blames_the_client(app: Broken) -> None:
    """An answer that breaks its model is a 422, as if the request were at fault."""

    @app.route("POST", f"{MODELS}/invalid")
    async def blamed(user: UserIn) -> PlainTextResponse:
        return PlainTextResponse("Internal Server Error", status_code=422)


@fault("RESP-INVALID-1", "RESP-INVALID-2")
def model_tells_what_it_refuses(app: Broken) -> None:
    """The 500 of an answer that breaks its model shows the error, and in it the answer."""

    @app.route("POST", f"{MODELS}/invalid")
    async def invalid(user: UserIn) -> PlainTextResponse:
        return PlainTextResponse(f"email: Field required, input: {user.model_dump()}", status_code=500)


@fault("RESP-INCEXC-1")
def model_includes_by_bare_names(app: Broken) -> None:
    """The members of the items are included by bare names, which are the indices of a list: no item is left."""

    @app.route(
        "POST",
        f"{MODELS}/attributes",
        response_model=list[UserOut],
        response_model_include={"username", "email"},
        response_model_exclude={"mobile"},
    )
    async def attributes(user: UserIn) -> list[UserIn]:
        return [user, user]


@fault("RESP-INCEXC-1", "RESP-INCEXC-2")
def model_excludes_nothing(app: Broken) -> None:
    """What is included is answered, though it is excluded as well."""
    kept = {"username", "email", "mobile"}

    @app.route("POST", f"{MODELS}/attributes", response_model=list[UserOut], response_model_include={"__all__": kept})
    async def attributes(user: UserIn) -> list[UserIn]:
        return [user, user]

    @app.route("POST", f"{MODELS}/attributes/one", response_model=UserOut, response_model_include=kept)
    async def one(user: UserIn) -> UserIn:
        return user


@fault("RESP-INCEXC-1", "RESP-INCEXC-2")
def model_includes_the_password(app: Broken) -> None:
    """The members are picked from what was sent, and the password is picked as well."""
    kept = {"username", "email", "password"}

    @app.route("POST", f"{MODELS}/attributes")
    async def attributes(user: UserIn) -> Any:
        return [user.model_dump(include=kept)] * 2

    @app.route("POST", f"{MODELS}/attributes/one")
    async def one(user: UserIn) -> Any:
        return user.model_dump(include=kept)


@fault("RESP-FILTER-5")
def document_answers_the_input(app: Broken) -> None:
    """The document gives the user that is sent as the one that is answered."""

    @app.document()
    def same(document: Any) -> None:
        operation = document["paths"][f"{MODELS}/"]["post"]
        operation["responses"]["200"]["content"] = operation["requestBody"]["content"]


@fault("RESP-FILTER-5")
def document_has_one_user(app: Broken) -> None:
    """The document gives the user that is answered, without a password, as the one that is sent."""

    @app.document()
    def same(document: Any) -> None:
        operation = document["paths"][f"{MODELS}/"]["post"]
        operation["requestBody"]["content"] = operation["responses"]["200"]["content"]
