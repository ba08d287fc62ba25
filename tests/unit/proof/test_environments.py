"""Which packages the environment of an older version has."""

import pytest

from proof.engine import environments

LOCKED = {"fastapi", "starlette", "pydantic", "pydantic-settings", "libpass", "h11"}


@pytest.mark.parametrize(
    "given, free",
    [
        ([], set()),
        (["h11==0.14.0"], {"h11"}),
        (["fastapi==0.105.0"], {"fastapi", "starlette"}),
        (["fastapi==0.105.0", "starlette==0.26.1"], {"fastapi", "starlette"}),
        (["pydantic==2.3.0"], {"pydantic", "pydantic-settings"}),
        (["passlib==1.7.4", "bcrypt==5.0.0"], {"libpass"}),
    ],
    ids=lambda value: " ".join(sorted(value)) or "none",
)
def test_what_is_not_given_is_locked(given: list[str], free: set[str]) -> None:
    """Only the versions of a defect, and what follows from them, differ from the lock."""
    packages = environments._packages(given)
    pinned = {package.partition("==")[0] for package in packages[len(given) :] if "==" in package}

    assert packages[: len(given)] == given
    assert pinned & LOCKED == LOCKED - free
