"""Faults that the rules of spec/chapter04_responses/test_response_properties.py detect."""

from typing import Any

from proof.faults.chapter04_responses._shared import MODELS
from proof.faults.fault import Broken, fault
from reference_app.routers.chapter04.models import USER02
from reference_app.schema.user import UserIn, UserOut


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
