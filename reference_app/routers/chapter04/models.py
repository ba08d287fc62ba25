"""响应模型: what an answer shows of what the server knows."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_app.responses import BODY, CRASH
from reference_app.schema.user import UserBase, UserBrief, UserIn, UserOut

router = APIRouter(prefix="/response_model", responses=BODY)

USER02 = {"username": "user02", "password": "123456", "email": "user02@example.com", "mobile": "110"}


@router.post("/", response_model=UserOut, response_model_exclude_unset=True)
async def response_model(user: UserIn) -> dict[str, str]:  # noqa: ARG001 (the answer is always the same user)
    """What the model does not name is dropped, what the returned dict does not hold gets no default."""
    return USER02


@router.post("/input")
async def response_model_input(user: UserIn) -> UserBase:
    """The annotation of the return value is the response model: a UserIn is a UserBase, its password is left behind."""
    return user


@router.post("/unset", response_model=UserOut, response_model_exclude_unset=True)
async def response_model_unset(user: UserIn) -> dict[str, str | None]:
    """Only what was given, also where it equals its default."""
    # Returned as it is, an object of another class than the response model is read anew: all its members count as set.
    return user.model_dump(exclude_unset=True)


@router.post(
    "/attributes",
    response_model=list[UserOut],
    # Of a list, bare names would be taken for its indices, and nothing be left: "__all__" is each of its items.
    response_model_include={"__all__": {"username", "email"}},
    response_model_exclude={"__all__": {"mobile"}},
)
async def response_model_attributes(user: UserIn) -> list[UserIn]:
    """Some members of each item of a list."""
    return [user, user]


@router.post(
    "/attributes/one",
    response_model=UserOut,
    response_model_include={"username", "email", "mobile"},
    response_model_exclude={"mobile"},
)
async def response_model_attributes_one(user: UserIn) -> UserIn:
    """What is both included and excluded is excluded."""
    return user


@router.post("/union")
async def response_model_union(user: UserIn, brief: Annotated[bool, Query()] = False) -> UserOut | UserBrief:
    """One model or the other, whichever is returned; a union that named UserIn would answer the password."""
    return UserBrief(**user.model_dump()) if brief else UserOut(**user.model_dump())


@router.post("/invalid", response_model=UserOut, responses=CRASH)
async def response_model_invalid(user: UserIn) -> dict[str, str]:
    """What breaks the response model, here for want of an email, is the server's own fault."""
    return user.model_dump(include={"username"})
