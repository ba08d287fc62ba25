"""响应模型: what a response shows of the data behind it."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_app.responses import BODY, CRASH
from reference_app.schema.user import UserBase, UserBrief, UserIn, UserOut

router = APIRouter(prefix="/response_model", responses=BODY)

USER02 = {"username": "user02", "password": "123456", "email": "user02@example.com", "mobile": "110"}


@router.post("/", response_model=UserOut, response_model_exclude_unset=True)
async def response_model(user: UserIn) -> dict[str, str]:  # noqa: ARG001 (the response is always the same user)
    """A property that the model does not have is dropped; a missing field does not get its default."""
    return USER02


@router.post("/input")
async def response_model_input(user: UserIn) -> UserBase:
    """The annotation of the return value is the response model: the password is not a field of UserBase."""
    return user


@router.post("/unset", response_model=UserOut, response_model_exclude_unset=True)
async def response_model_unset(user: UserIn) -> dict[str, str | None]:
    """Only the fields that were sent, even if they equal their defaults."""
    # The user itself is not of the class of the response model: it would be read anew, and all its fields count as set.
    return user.model_dump(exclude_unset=True)


@router.post(
    "/attributes",
    response_model=list[UserOut],
    # "__all__" is each item of the list. Without it the names would be taken for indices, and nothing would be left.
    response_model_include={"__all__": {"username", "email"}},
    response_model_exclude={"__all__": {"mobile"}},
)
async def response_model_attributes(user: UserIn) -> list[UserIn]:
    """Some properties of each item of a list."""
    return [user, user]


@router.post(
    "/attributes/one",
    response_model=UserOut,
    response_model_include={"username", "email", "mobile"},
    response_model_exclude={"mobile"},
)
async def response_model_attributes_one(user: UserIn) -> UserIn:
    """A field that is both included and excluded is excluded."""
    return user


@router.post("/union")
async def response_model_union(user: UserIn, brief: Annotated[bool, Query()] = False) -> UserOut | UserBrief:
    """One model or the other, whichever is returned; a union with UserIn would send the password."""
    return UserBrief(**user.model_dump()) if brief else UserOut(**user.model_dump())


@router.post("/invalid", response_model=UserOut, responses=CRASH)
async def response_model_invalid(user: UserIn) -> dict[str, str]:
    """A return value that violates the response model, here without an email, is an error of the server."""
    return user.model_dump(include={"username"})
