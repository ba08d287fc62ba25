"""Faults that the rules of spec/chapter04_responses/test_response_properties.py detect."""

from typing import Any

from proof.faults.chapter04_responses._shared import MODELS
from proof.faults.fault import Broken, fault
from reference_app.routers.chapter04.models import USER02
from reference_app.schema.user import UserIn, UserOut


@fault("RESP-UNSET-1", "RESP-UNSET-2", "RESP-UNSET-3")
def model_shows_unset_properties(app: Broken) -> None:
    """Unset properties are returned with their defaults: `exclude_unset` is missing."""

    @app.route("POST", f"{MODELS}/", response_model=UserOut)
    async def record(user: UserIn) -> dict[str, str]:
        return USER02

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut)
    async def unset(user: UserIn) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)


@fault("RESP-UNSET-2", "RESP-UNSET-3")
def model_is_validated_again(app: Broken) -> None:
    """The response model validates the returned user again, so that all its properties count as set."""

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut, response_model_exclude_unset=True)
    async def unset(user: UserIn) -> UserIn:
        return user


@fault("RESP-UNSET-3")
def model_excludes_defaults(app: Broken) -> None:
    """A property that was sent is left out if it equals its default: `exclude_defaults` instead of `exclude_unset`."""

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut, response_model_exclude_defaults=True)
    async def unset(user: UserIn) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)


@fault("RESP-UNSET-3")
def model_rejects_null(app: Broken) -> None:
    """The default of a property is `null`, but its type is a string, so `null` is rejected: `address: str = None`."""

    class User(UserIn):
        address: str = None  # type: ignore[assignment]
        full_name: str = None  # type: ignore[assignment]

    @app.route("POST", f"{MODELS}/unset", response_model=UserOut, response_model_exclude_unset=True)
    async def unset(user: User) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)


@fault("RESP-INCEXC-1")
def model_includes_by_bare_names(app: Broken) -> None:
    """Bare names of included properties are taken for the indices of a list, so that no item is left."""

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
    """An included property is returned even if it is excluded as well."""
    kept = {"username", "email", "mobile"}

    @app.route("POST", f"{MODELS}/attributes", response_model=list[UserOut], response_model_include={"__all__": kept})
    async def attributes(user: UserIn) -> list[UserIn]:
        return [user, user]

    @app.route("POST", f"{MODELS}/attributes/one", response_model=UserOut, response_model_include=kept)
    async def one(user: UserIn) -> UserIn:
        return user


@fault("RESP-INCEXC-1", "RESP-INCEXC-2")
def model_includes_the_password(app: Broken) -> None:
    """The properties of the request are filtered by hand, and `password` is kept."""
    kept = {"username", "email", "password"}

    @app.route("POST", f"{MODELS}/attributes")
    async def attributes(user: UserIn) -> Any:
        return [user.model_dump(include=kept)] * 2

    @app.route("POST", f"{MODELS}/attributes/one")
    async def one(user: UserIn) -> Any:
        return user.model_dump(include=kept)
